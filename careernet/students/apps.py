from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "careernet.students"

    def ready(self) -> None:
        from careernet.students import emails  # noqa: F401, PLC0415 - registers the kinds of mail
