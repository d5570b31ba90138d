from importlib import import_module

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "careernet.mail"

    def ready(self) -> None:
        import_module("careernet.mail.account_changes")  # registers its kind
