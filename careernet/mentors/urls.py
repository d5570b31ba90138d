from django.urls import path

from careernet.mentors.views import alike, detail, directory, hours, joining, leaving, mentoring, profile, waiting

app_name = "mentors"
urlpatterns = [
    path("mentors/", directory.directory, name="directory"),
    path("mentors/<uuid:mentor_id>/", detail.detail, name="detail"),
    path("mentors/<uuid:mentor_id>/alike/", alike.alike, name="alike"),
    path("mentoring/", mentoring.mentoring_home, name="mentoring_home"),
    path("mentoring/pause/", mentoring.pause, name="pause"),
    path("mentoring/pause/<str:token>/", leaving.pause_by_mail, name="pause_by_mail"),
    path("mentoring/stop/", leaving.stop, name="stop"),
    path("mentoring/stop/<str:token>/", leaving.stop_by_mail, name="stop_by_mail"),
    path("mentoring/willing/<str:token>/", leaving.willing_by_mail, name="willing_by_mail"),
    path("mentoring/waiting/", waiting.waiting, name="waiting"),
    path("mentoring/waiting/<str:token>/", waiting.waiting_by_mail, name="waiting_by_mail"),
    path("mentoring/resume/", mentoring.resume, name="resume"),
    path("volunteer/", joining.volunteer, name="volunteer"),
    path("volunteer/apply/", joining.apply, name="apply"),
    path("mentoring/invitation/<str:token>/", joining.invitation, name="invitation"),
    path("mentoring/invitation/<str:token>/remove/", joining.remove, name="remove"),
    path("mentoring/welcome/", joining.welcome, name="welcome"),
    path("mentoring/welcome/details/", joining.welcome_details, name="welcome_details"),
    path("mentoring/welcome/how/", joining.welcome_how, name="welcome_how"),
    path("mentoring/welcome/when/", joining.welcome_when, name="welcome_when"),
    path("mentoring/times/", hours.hours, name="times"),
    path("mentoring/times/next/", hours.next_times, name="next_times"),
    path("mentoring/profile/", profile.profile, name="profile"),
]
