from django.urls import path

from careernet.guides import views
from careernet.interviews.views import questions

app_name = "guides"
urlpatterns = [
    path("guides/", views.guides, name="guides"),
    path("guides/for-mentors/", views.guide, {"slug": "for-mentors"}, name="mentor_guide"),
    path("guides/<slug:slug>/", views.guide, name="guide"),
    path("questions/", questions.of_any, name="questions"),
    path("questions/<int:question_id>/change/", questions.change, name="change_question"),
    path("questions/<int:question_id>/move/", questions.move, name="move_question"),
    path("questions/<int:question_id>/must/", questions.mark, name="mark_question"),
    path("questions/<int:question_id>/remove/", questions.remove, name="remove_question"),
]
