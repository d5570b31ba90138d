from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class OfficeConfig(AppConfig):
    name = "careernet.office"
    default = True


class OfficeAdminConfig(admin_apps.AdminConfig):
    """django.contrib.admin with our site in it."""

    default = False
    default_site = "careernet.office.site.OfficeSite"
