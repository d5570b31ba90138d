from django.urls import path

from careernet.students import views

app_name = "students"
urlpatterns = [
    path("home/", views.home, name="home"),
    path("profile/", views.profile, name="profile"),
]
