"""The ground under every test: real engines, the demo installed, a clock that can be moved, a folder of its own."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
import pytest
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from careernet.core import engines

pytest_plugins = ["tests.personas", "tests.racers"]

SCRATCH = Path(tempfile.mkdtemp(prefix="careernet-tests-"))

# Settings are read once, so all of this is said before they are: each test process has its own clock.
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "careernet.settings",
    "DEMO": "1",  # its pages are walked like all others; tests/demo proves that they are absent without it
    "CLOCK_OFFSET_FILE": str(SCRATCH / "clock-offset"),
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's sync API and the ORM share a thread
}
if not os.environ.get("DATABASE_URL"):
    engines.start()
django.setup()

from django.conf import settings  # noqa: E402 - only now
from django.contrib.auth.models import AbstractBaseUser  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from careernet.campus import notices  # noqa: E402
from careernet.core import assets, clock  # noqa: E402

# A worker of pytest-xdist has read the settings before this file, with the environment of the process that leads it.
settings.CLOCK_OFFSET_FILE = os.environ["CLOCK_OFFSET_FILE"]
# Each test client has middleware of its own; looking through all static files for it would take longer than most tests.
settings.WHITENOISE_AUTOREFRESH = True
connection.settings_dict["TEST"]["NAME"] = f"test_{os.environ.get('CAREERNET_TEST_DB', 'careernet')}"


def pytest_configure(config: pytest.Config) -> None:
    is_the_only_or_the_leading_process = not hasattr(config, "workerinput")
    if is_the_only_or_the_leading_process:
        assets.collect_if_stale()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    return InPieces(config, log) if config.getoption("dist") == "loadfile" else None


class InPieces(LoadFileScheduling):
    """A file's tests go to one process, for what they share; browser tests share nothing and go one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith("tests/browser/") else str(super()._split_scope(nodeid))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long on its own begins first, and what is small and many ends: no process waits for the other."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    by_file = {"test_private_text": 0, "test_pages": 3}
    return by_file.get(item.path.stem, 1 if item.get_closest_marker("slow") else 2)


def pytest_unconfigure() -> None:
    shutil.rmtree(SCRATCH, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """At the end nobody but us is connected any more: PostgreSQL's own helpers may still be, and hinder the drop."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _a_fresh_process() -> None:
    """What a process remembers ends with each test, which begins as one that has looked for notices just now."""
    caches["local"].clear()
    caches["local"].set(notices.KEY, notices.Notices(), notices.A_MINUTE)


@pytest.fixture
def now() -> Iterator[datetime]:
    """Monday, September 14 2026, 11:00 in New York: the moment the clock shows when the test begins.

    The clock is moved, not stopped: pages and actions that ask it see this moment and the few milliseconds since.
    Hand `now` to actions; move on with `clock.move_to(now + timedelta(days=7))`, which other processes follow too.
    """
    moment = datetime(2026, 9, 14, 15, 0, tzinfo=UTC)
    clock.move_to(moment)
    yield moment
    clock.set_offset(timedelta())


@pytest.fixture
def client_for() -> Callable[[AbstractBaseUser], Client]:
    """A browser in which this person has signed in: `client_for(student.user).get(…)`."""

    def sign_in(user: AbstractBaseUser) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
