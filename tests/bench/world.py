"""A database of its own with an invented campus, and people signed in to it."""

import psycopg
from django.core.management import call_command
from django.db import connection
from django.test import Client

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import assets, clock, engines
from careernet.demo.campus import invent
from careernet.reminders.hints import refresh_next_open

MENTORS, STUDENTS = 2000, 200
MORE_THAN_ANYBODY = 32_000  # profiles an hour: a few students of the bench read as many as a campus
DATABASE = "bench"


def begin() -> None:
    """An empty database with all its tables."""
    engines.start()
    with psycopg.connect(engines.database_url(), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE}")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    assets.collect_if_stale()


def build() -> None:
    begin()
    now = clock.now()
    invent(seed=1, mentors=MENTORS, students=STUDENTS, now=now)
    refresh_next_open(now, limit=MENTORS)
    Policy.objects.update(profiles_an_hour=MORE_THAN_ANYBODY)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def session_of(user: User) -> str:
    """The cookie of a browser in which this person has signed in."""
    browser = Client()
    browser.force_login(user)
    return f"sessionid={browser.cookies['sessionid'].value}"
