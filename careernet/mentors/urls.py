from django.urls import path

from careernet.mentors import views

app_name = "mentors"
urlpatterns = [
    path("mentors/", views.directory, name="directory"),
    path("mentors/<uuid:mentor_id>/", views.detail, name="detail"),
    path("mentoring/", views.mentoring_home, name="mentoring_home"),
    path("mentoring/pause/", views.pause, name="pause"),
    path("mentoring/resume/", views.resume, name="resume"),
    path("mentoring/join/", views.join, name="join"),
    path("mentoring/times/", views.hours, name="times"),
    path("mentoring/times/next/", views.next_times, name="next_times"),
    path("mentoring/profile/", views.profile, name="profile"),
]
