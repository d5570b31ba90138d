from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "careernet.accounts"

    def ready(self) -> None:
        from careernet.accounts import checks  # noqa: F401, PLC0415 - registers them
