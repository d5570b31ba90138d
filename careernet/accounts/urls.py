from django.urls import path

from careernet.accounts import views

app_name = "accounts"
urlpatterns = [
    path("start/", views.start, name="start"),
    path("settings/", views.settings, name="settings"),
]
