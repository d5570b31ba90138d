from django.urls import path

from careernet.students.views import about, graduating, home, majors, profile, undecided, wanted, welcome

app_name = "students"
urlpatterns = [
    path("home/", home.home, name="home"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/done/", welcome.settle, name="settle"),
    path("welcome/<str:name>/", welcome.step, name="step"),
    path("undecided/", undecided.undecided, name="undecided"),
    path("graduation/", graduating.graduation, name="graduation"),
    path("wanted/", wanted.wanted, name="wanted"),
    path("wanted/<uuid:mentor_id>/", wanted.want, name="want"),
    path("wanted/<uuid:mentor_id>/remove/", wanted.unwant, name="unwant"),
    path("majors/", majors.what_they_do, name="what_they_do"),
    path("profile/", profile.profile, name="profile"),
    path("profile/about/", about.about, name="about"),
]
