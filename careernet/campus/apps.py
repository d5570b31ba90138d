from django.apps import AppConfig

from careernet.core import times


class CampusConfig(AppConfig):
    name = "careernet.campus"

    def ready(self) -> None:
        from careernet.campus.models import Policy  # noqa: PLC0415 - not before there are apps

        times.campus_zone = lambda: Policy.current().time_zone
