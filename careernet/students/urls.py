from django.urls import path

from careernet.students.views import home, profile

app_name = "students"
urlpatterns = [
    path("home/", home.home, name="home"),
    path("profile/", profile.profile, name="profile"),
]
