from django.urls import path

from careernet.mentors import views

app_name = "mentors"
urlpatterns = [
    path("mentors/", views.directory, name="directory"),
    path("mentors/<uuid:mentor_id>/", views.detail, name="detail"),
]
