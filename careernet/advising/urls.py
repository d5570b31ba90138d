from django.urls import path

from careernet.advising.views import queue, students

app_name = "advising"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("thanks/", queue.thank, name="thank"),
    path("reflections/<uuid:reflection_id>/", queue.review, name="review"),
    path("students/", students.students, name="students"),
    path("students/<uuid:student_id>/", students.student, name="student"),
    path("students/<uuid:student_id>/lift/", students.lift, name="lift"),
    path("excuse/<uuid:interview_id>/", students.excuse, name="excuse"),
]
