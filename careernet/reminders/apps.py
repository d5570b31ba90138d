from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "careernet.reminders"

    def ready(self) -> None:
        from careernet.reminders import emails  # noqa: F401, PLC0415 - registers the kinds of mail
