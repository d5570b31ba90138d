from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "careernet.reminders"

    def ready(self) -> None:
        from careernet.reminders import emails, letters, terms  # noqa: F401, PLC0415 - they register their kinds of mail
