from django.urls import path

from careernet.network.views import known, naming, updates

app_name = "network"
urlpatterns = [
    path("", known.listing, name="list"),
    path("network.csv", known.sheet, name="sheet"),
    path("add/", known.add, name="add"),
    path("named/<uuid:interview_id>/", naming.named, name="named"),
    path("updates/", updates.updates, name="updates"),
    path("updates/<uuid:touch_id>/", updates.update, name="update"),
    path("updates/<uuid:touch_id>/check/", updates.check_update, name="check_update"),
    path("updates/<uuid:touch_id>/undo/", updates.take_back, name="take_back"),
    path("<uuid:contact_id>/offer/", updates.offer, name="offer"),
    path("<uuid:contact_id>/", known.detail, name="detail"),
    path("<uuid:contact_id>/edit/", known.edit, name="edit"),
    path("<uuid:contact_id>/log/", known.log, name="log"),
    path("<uuid:contact_id>/rhythm/", known.rhythm, name="rhythm"),
    path("<uuid:contact_id>/archive/", known.archive, name="archive"),
    path("<uuid:contact_id>/restore/", known.restore, name="restore"),
    path("<uuid:contact_id>/remove/", known.remove, name="remove"),
]
