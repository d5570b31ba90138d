from django.urls import path

from careernet.interviews import views

app_name = "interviews"
urlpatterns = [
    path("<uuid:interview_id>/", views.detail, name="detail"),
    path("answer/<str:token>/", views.answer, name="answer"),
]
