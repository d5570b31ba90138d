from django.urls import path

from careernet.courses.views import running, taking

app_name = "courses"
urlpatterns = [
    path("", taking.courses, name="list"),
    path("join/", taking.join, name="join"),
    path("new/", running.new, name="new"),
    path("<uuid:course_id>/", running.detail, name="detail"),
    path("<uuid:course_id>/progress.csv", running.sheet, name="sheet"),
    path("<uuid:course_id>/edit/", running.edit, name="edit"),
    path("<uuid:course_id>/remove/", running.remove, name="remove"),
    path("<uuid:course_id>/leave/", taking.leave, name="leave"),
]
