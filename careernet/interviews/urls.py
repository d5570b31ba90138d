from django.urls import path

from careernet.interviews import views

app_name = "interviews"
urlpatterns = [
    path("", views.listing, name="list"),
    path("ask/<uuid:mentor_id>/", views.ask, name="ask"),
    path("answer/<str:token>/", views.answer, name="answer"),
    path("<uuid:interview_id>/", views.detail, name="detail"),
    path("<uuid:interview_id>/invitation.ics", views.invitation, name="invitation"),
    # the student's verbs
    path("<uuid:interview_id>/unsend/", views.unsend, name="unsend"),
    path("<uuid:interview_id>/follow-up/", views.follow_up, name="follow_up"),
    path("<uuid:interview_id>/choose/", views.choose, name="choose"),
    path("<uuid:interview_id>/propose/", views.propose, name="propose"),
    path("<uuid:interview_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:interview_id>/prepare/", views.prepare, name="prepare"),
    path("<uuid:interview_id>/notes/", views.notes, name="notes"),
    path("<uuid:interview_id>/thank-you/", views.thank_you, name="thank_you"),
    # the mentor's
    path("<uuid:interview_id>/accept/", views.accept, name="accept"),
    path("<uuid:interview_id>/offer/", views.offer, name="offer"),
    path("<uuid:interview_id>/decline/", views.decline, name="decline"),
    # either's
    path("<uuid:interview_id>/cancel/", views.cancel, name="cancel"),
    path("<uuid:interview_id>/complete/", views.complete, name="complete"),
]
