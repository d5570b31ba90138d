from django.urls import path

from careernet.advising.views import (
    bank,
    covering,
    insights,
    looking,
    questions,
    queue,
    reminding,
    students,
    suggesting,
)

app_name = "advising"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("thanks/", queue.thank, name="thank"),
    path("reflections/<uuid:reflection_id>/", queue.review, name="review"),
    path("reflections/<uuid:reflection_id>/note/", queue.show_note, name="show_note"),
    path("reflections/<uuid:reflection_id>/take/", queue.take, name="take"),
    path("away/", covering.away, name="away"),
    path("away/<int:advisor_id>/", covering.away_of, name="away_of"),
    path("lines/", bank.lines, name="lines"),
    path("comments/", bank.comments, name="comments"),
    path("messages/", looking.waiting, name="messages"),
    path("messages/<uuid:interview_id>/", looking.message, name="message"),
    path("questions/", questions.questions, name="questions"),
    path("students/", students.students, name="students"),
    path("students/remind/", reminding.remind, name="remind"),
    path("students/<uuid:student_id>/", students.student, name="student"),
    path("students/<uuid:student_id>/suggest/", suggesting.suggest, name="suggest"),
    path("students/<uuid:student_id>/lift/", students.lift, name="lift"),
    path("excuse/<uuid:interview_id>/", students.excuse, name="excuse"),
    path("insights/", insights.insights, name="insights"),
    path("insights/report/", insights.report, name="report"),
    path("insights/<slug:key>.csv", insights.table, name="table"),
]
