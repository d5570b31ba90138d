from django.urls import path

from careernet.reflections import views

app_name = "reflections"
urlpatterns = [
    path("interview/<uuid:interview_id>/", views.write, name="write"),
    path("interview/<uuid:interview_id>/before/", views.before, name="before"),
    path("interview/<uuid:interview_id>/save/", views.save, name="save"),
    path("interview/<uuid:interview_id>/submit/", views.submit, name="submit"),
    path("<uuid:reflection_id>/", views.detail, name="detail"),
    path("<uuid:reflection_id>/lines/", views.lines, name="lines"),
    path("<uuid:reflection_id>/used/", views.use, name="use"),
    path("<uuid:reflection_id>/steps/", views.add_step, name="steps"),
    path("<uuid:reflection_id>/step/", views.change_step, name="step"),
    path("<uuid:reflection_id>/note/", views.ask_for_note, name="note"),
]
