from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class OfficeConfig(AppConfig):
    name = "careernet.office"
    default = True

    def ready(self) -> None:
        from careernet.office import emails  # noqa: F401, PLC0415 - registers the kinds of mail


class OfficeAdminConfig(admin_apps.AdminConfig):
    """django.contrib.admin with our site in it."""

    default = False
    default_site = "careernet.office.site.OfficeSite"
