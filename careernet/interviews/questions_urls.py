"""The student's questions for any call, with an address of their own."""

from django.urls import path

from careernet.interviews.views import questions

app_name = "questions"
urlpatterns = [
    path("", questions.of_any, name="list"),
    path("<int:question_id>/change/", questions.change, name="change"),
    path("<int:question_id>/move/", questions.move, name="move"),
    path("<int:question_id>/must/", questions.mark, name="mark"),
    path("<int:question_id>/remove/", questions.remove, name="remove"),
]
