from django.urls import path

from careernet.mentors.views import detail, directory, mentoring, profile

app_name = "mentors"
urlpatterns = [
    path("mentors/", directory.directory, name="directory"),
    path("mentors/<uuid:mentor_id>/", detail.detail, name="detail"),
    path("mentoring/", mentoring.mentoring_home, name="mentoring_home"),
    path("mentoring/pause/", mentoring.pause, name="pause"),
    path("mentoring/resume/", mentoring.resume, name="resume"),
    path("mentoring/join/", mentoring.join, name="join"),
    path("mentoring/times/", mentoring.hours, name="times"),
    path("mentoring/times/next/", mentoring.next_times, name="next_times"),
    path("mentoring/profile/", profile.profile, name="profile"),
]
