from django.urls import path

from careernet.interviews.views import (
    answering,
    asking,
    checking,
    moving,
    outside,
    page,
    questions,
    reporting,
    resumes,
    talking,
)

app_name = "interviews"
urlpatterns = [
    path("", page.listing, name="list"),
    path("ask/<uuid:mentor_id>/", asking.ask, name="ask"),
    path("ask/<uuid:mentor_id>/check/", checking.check_message, name="check"),
    path("add/", outside.add, name="add"),
    path("add/<uuid:contact_id>/", outside.add, name="add_with"),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("<uuid:interview_id>/", page.detail, name="detail"),
    path("<uuid:interview_id>/invitation.ics", page.invitation, name="invitation"),
    # the student's verbs
    path("<uuid:interview_id>/unsend/", page.unsend, name="unsend"),
    path("<uuid:interview_id>/follow-up/", page.follow_up, name="follow_up"),
    path("<uuid:interview_id>/choose/", page.choose, name="choose"),
    path("<uuid:interview_id>/propose/", page.propose, name="propose"),
    path("<uuid:interview_id>/withdraw/", page.withdraw, name="withdraw"),
    path("<uuid:interview_id>/prepare/", page.prepare, name="prepare"),
    path("<uuid:interview_id>/questions/", questions.of_interview, name="questions"),
    path("<uuid:interview_id>/questions/print/", questions.printed, name="questions_printed"),
    path("<uuid:interview_id>/notes/", page.notes, name="notes"),
    path("<uuid:interview_id>/thank-you/", page.thank_you, name="thank_you"),
    path("<uuid:interview_id>/thank-you/undo/", page.take_back_thank_you, name="take_back_thank_you"),
    path("<uuid:interview_id>/check/<str:kind>/", checking.check_words, name="check_words"),
    path("<uuid:interview_id>/resume/", resumes.resume, name="resume"),
    path("<uuid:interview_id>/resume/release/", resumes.release, name="release_resume"),
    path("<uuid:interview_id>/resume/take-back/", resumes.take_back, name="take_back_resume"),
    # the student's, with somebody outside
    path("<uuid:interview_id>/message/", outside.message, name="message"),
    path("<uuid:interview_id>/said-yes/", outside.said_yes, name="said_yes"),
    path("<uuid:interview_id>/agreed/", outside.agreed, name="agreed"),
    path("<uuid:interview_id>/said-no/", outside.said_no, name="said_no"),
    path("<uuid:interview_id>/not-held/", outside.not_held, name="not_held"),
    # the mentor's
    path("<uuid:interview_id>/accept/", page.accept, name="accept"),
    path("<uuid:interview_id>/say-yes/", page.say_yes, name="say_yes"),
    path("<uuid:interview_id>/offer/", page.offer, name="offer"),
    path("<uuid:interview_id>/decline/", page.decline, name="decline"),
    path("<uuid:interview_id>/resume/ask/", resumes.ask, name="ask_for_resume"),
    path("<uuid:interview_id>/ask-first/", talking.ask_first, name="ask_first"),
    # either's
    path("<uuid:interview_id>/write/", talking.write, name="write"),
    path("<uuid:interview_id>/running-late/", talking.running_late, name="running_late"),
    path("<uuid:interview_id>/quiet/", talking.quieten, name="quieten"),
    path("<uuid:interview_id>/today/", talking.today, name="today"),
    path("<uuid:interview_id>/move/", moving.move, name="move"),
    path("<uuid:interview_id>/cancel/", page.cancel, name="cancel"),
    path("<uuid:interview_id>/complete/", page.complete, name="complete"),
    path("<uuid:interview_id>/missed/", page.miss, name="miss"),
    path("<uuid:interview_id>/what-happened/", page.answer_absence, name="answer_absence"),
    path("<uuid:interview_id>/report/", reporting.report, name="report"),
    path("<uuid:interview_id>/apart/", reporting.keep_apart, name="keep_apart"),
    path("write/<str:write_token>/", talking.write_by_link, name="write_by_link"),
    path("report/<str:report_token>/", reporting.report_by_link, name="report_by_link"),
]
# The student's for any call have an address of their own.
questions_of_any = (
    [
        path("", questions.of_any, name="list"),
        path("<int:question_id>/change/", questions.change, name="change"),
        path("<int:question_id>/move/", questions.move, name="move"),
        path("<int:question_id>/must/", questions.mark, name="mark"),
        path("<int:question_id>/remove/", questions.remove, name="remove"),
    ],
    "questions",
)
