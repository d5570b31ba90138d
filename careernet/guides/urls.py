from django.urls import path

from careernet.guides import views

app_name = "guides"
urlpatterns = [
    path("guides/", views.guides, name="guides"),
    path("guides/for-mentors/", views.guide, {"slug": "for-mentors"}, name="mentor_guide"),
    path("guides/<slug:slug>/", views.guide, name="guide"),
]
