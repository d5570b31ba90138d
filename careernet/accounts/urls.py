from django.urls import path

from careernet.accounts.views import deleting, photos, privacy, settings

app_name = "accounts"
urlpatterns = [
    path("start/", settings.start, name="start"),
    path("settings/", settings.settings, name="settings"),
    path("settings/zone/", settings.zone, name="zone"),
    path("settings/photo/", photos.my_photo, name="my_photo"),
    path("settings/photo/remove/", photos.remove_photo, name="remove_photo"),
    path("settings/privacy/", privacy.privacy, name="privacy"),
    path("settings/privacy/export/", privacy.export, name="export"),
    path("settings/privacy/delete/", deleting.delete, name="delete"),
    path("photo/<uuid:portrait_id>/", photos.photo, name="photo"),
]
