from django.urls import path

from careernet.network.views import known

app_name = "network"
urlpatterns = [
    path("", known.listing, name="list"),
    path("network.csv", known.sheet, name="sheet"),
    path("add/", known.add, name="add"),
    path("<uuid:contact_id>/", known.detail, name="detail"),
    path("<uuid:contact_id>/edit/", known.edit, name="edit"),
    path("<uuid:contact_id>/log/", known.log, name="log"),
    path("<uuid:contact_id>/rhythm/", known.rhythm, name="rhythm"),
    path("<uuid:contact_id>/archive/", known.archive, name="archive"),
    path("<uuid:contact_id>/restore/", known.restore, name="restore"),
    path("<uuid:contact_id>/remove/", known.remove, name="remove"),
]
