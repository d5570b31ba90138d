from django.apps import AppConfig


class AdvisingConfig(AppConfig):
    name = "careernet.advising"
