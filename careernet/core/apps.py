from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "careernet.core"

    def ready(self) -> None:
        from careernet.core import checks  # noqa: F401, PLC0415 - registers them
