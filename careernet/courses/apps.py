from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "careernet.courses"

    def ready(self) -> None:
        from careernet.courses import emails  # noqa: F401, PLC0415 - it registers its kinds of mail
