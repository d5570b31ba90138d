from django.urls import path

from careernet.campus import views

app_name = "campus"
urlpatterns = [
    path("brand.css", views.brand_sheet, name="brand"),
    path("announcements/<int:announcement_id>/dismiss/", views.dismiss_announcement, name="dismiss"),
    path("resources/", views.resources, name="resources"),
]
