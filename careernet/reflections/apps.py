from django.apps import AppConfig


class ReflectionsConfig(AppConfig):
    name = "careernet.reflections"

    def ready(self) -> None:
        from careernet.reflections import emails  # noqa: F401, PLC0415 - registers the kind of mail
