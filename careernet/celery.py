"""The Celery app. It carries ticks only: everything owed to anybody is a row in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careernet.settings")

app = Celery("careernet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
