from django.urls import path

from careernet.mail import views

app_name = "mail"
urlpatterns = [
    path("notifications/", views.notifications, name="notifications"),
    path("is-this-from-us/", views.check_mail, name="check"),
]
