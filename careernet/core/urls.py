from django.urls import path

from careernet.core import health, views

app_name = "core"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("for-alumni/", views.alumni, name="alumni"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("theme/", views.theme, name="theme"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("favicon.ico", views.favicon, name="favicon"),
]
