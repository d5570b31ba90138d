from django.urls import path

from careernet.accounts.views import settings

app_name = "accounts"
urlpatterns = [
    path("start/", settings.start, name="start"),
    path("settings/", settings.settings, name="settings"),
]
