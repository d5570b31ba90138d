from django.urls import path

from careernet.interviews.views import questions

app_name = "guides"
urlpatterns = [
    path("questions/", questions.of_any, name="questions"),
    path("questions/<int:question_id>/change/", questions.change, name="change_question"),
    path("questions/<int:question_id>/move/", questions.move, name="move_question"),
    path("questions/<int:question_id>/must/", questions.mark, name="mark_question"),
    path("questions/<int:question_id>/remove/", questions.remove, name="remove_question"),
]
