from django.apps import AppConfig


class MentorsConfig(AppConfig):
    name = "careernet.mentors"

    def ready(self) -> None:
        from careernet.mentors import emails  # noqa: F401, PLC0415 - registers the kinds of mail
