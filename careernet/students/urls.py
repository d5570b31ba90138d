from django.urls import path

from careernet.students.views import graduating, home, profile, undecided, welcome

app_name = "students"
urlpatterns = [
    path("home/", home.home, name="home"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/done/", welcome.settle, name="settle"),
    path("welcome/<str:name>/", welcome.step, name="step"),
    path("undecided/", undecided.undecided, name="undecided"),
    path("graduation/", graduating.graduation, name="graduation"),
    path("profile/", profile.profile, name="profile"),
]
