from django.urls import path

from careernet.mail.views import notifications, settings

app_name = "mail"
urlpatterns = [
    path("notifications/", notifications.notifications, name="notifications"),
    path("is-this-from-us/", notifications.check_mail, name="check"),
    path("mail/sample/", notifications.sample, name="sample"),
    path("settings/mail/", settings.settings, name="settings"),
    path("mail/off/<str:off_token>/", settings.off, name="off"),
]
