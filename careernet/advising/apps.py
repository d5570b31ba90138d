from django.apps import AppConfig


class AdvisingConfig(AppConfig):
    name = "careernet.advising"

    def ready(self) -> None:
        from careernet.advising import emails  # noqa: F401, PLC0415 - registers the kinds of mail
