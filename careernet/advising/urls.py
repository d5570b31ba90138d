from django.urls import path

from careernet.advising import views

app_name = "advising"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("thanks/", views.thank, name="thank"),
    path("reflections/<uuid:reflection_id>/", views.review, name="review"),
    path("students/", views.students, name="students"),
    path("students/<uuid:student_id>/", views.student, name="student"),
]
