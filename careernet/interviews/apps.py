from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "careernet.interviews"

    def ready(self) -> None:
        from careernet.interviews import emails  # noqa: F401, PLC0415 - registers the kinds of mail
