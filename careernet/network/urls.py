from django.urls import path

from careernet.network import views

app_name = "network"
urlpatterns = [
    path("", views.listing, name="list"),
    path("add/", views.add, name="add"),
    path("<uuid:contact_id>/", views.edit, name="edit"),
    path("<uuid:contact_id>/remove/", views.remove, name="remove"),
]
