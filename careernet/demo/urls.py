from django.urls import path

from careernet.demo import views

app_name = "demo"
urlpatterns = [
    path("sign-in/<str:role>/", views.sign_in, name="sign_in"),
    path("clock/", views.move_clock, name="clock"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<int:mail_id>/", views.mail, name="mail"),
    path("mailbox/<int:mail_id>/html/", views.mail_html, name="mail_html"),
    path("mailbox/<int:mail_id>/invitation.ics", views.mail_ics, name="mail_ics"),
]
