"""The whole product as it is served: web, worker and beat on an invented campus, with a mail server to write to."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from careernet.core import engines
from careernet.demo import supervisor
from tests.oidc import Campus, campus
from tests.smtp import Inbox, free_port

ROOT = Path(__file__).resolve().parents[2]
# A Monday in a term, 11:00 on campus: the campus is invented around it, whatever day it really is.
FIRST_MOMENT = datetime(2026, 9, 14, 15, 0, tzinfo=UTC)
PATIENCE = 60.0  # seconds anything may take that takes one or two on an idle machine
# In one process: each would take as long to begin as most of them take. `run_due` is what beat has done a minute
# later: the directory knows who has a free time.
INVENT = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable")
call_command("seed", mentors=130, students=64)
call_command("run_due")
"""


@dataclass(frozen=True)
class Product:
    url: str
    inbox: Inbox
    clock_file: Path
    campus: Campus
    database_url: str

    def begin_anew(self) -> None:
        """Everything is as it was invented, whatever was done meanwhile: the campus, its clock and the mails."""
        _set_clock(self.clock_file)  # first, so that nobody sweeps the new campus by the old clock
        _restore(self.database_url)
        self.inbox.messages.clear()

    def now(self) -> datetime:
        """What the clock of web, worker and beat shows."""
        ahead = float(self.clock_file.read_text())
        return datetime.fromtimestamp(_real_now().timestamp() + ahead, UTC)

    def mail(self, to: str, subject: str) -> EmailMessage:
        """The newest mail to this address with these words in its subject, as soon as the worker has sent it."""
        return self._wait(lambda message: message["To"] == to and subject in message["Subject"], f"{to}: {subject}")

    def mail_naming(self, *words: str) -> EmailMessage:
        """The same for somebody whose address is not known: by words of the subject."""
        return self._wait(lambda message: all(word in message["Subject"] for word in words), " … ".join(words))

    def _wait(self, matches: Callable[[EmailMessage], bool], wanted: str) -> EmailMessage:
        def found() -> list[EmailMessage]:
            return [message for message in self.inbox.messages if matches(message)]

        with self.inbox.arrived:
            assert self.inbox.arrived.wait_for(found, PATIENCE), f"no mail “{wanted}” among {self._subjects()}"
        return found()[-1]

    def _subjects(self) -> list[str]:
        return [f"{message['To']}: {message['Subject']}" for message in self.inbox.messages]


@contextmanager
def serve(inbox: Inbox, folder: Path) -> Iterator[Product]:
    """On a database and a port of its own; `folder` keeps its clock."""
    port, clock_file = free_port(), folder / "clock-offset"
    _set_clock(clock_file)
    with (
        campus() as its_campus,
        _database(f"journey_{os.getpid()}") as database_url,
        supervisor._children() as children,
    ):
        product = Product(f"http://localhost:{port}", inbox, clock_file, its_campus, database_url)
        # The children inherit this; nothing else does.
        with pytest.MonkeyPatch.context() as environment:
            for name, value in _environment(product).items():
                environment.setenv(name, value)
            subprocess.run([sys.executable, "-c", INVENT], cwd=ROOT, check=True)
            _keep(database_url)
            beat = [*supervisor._beat(), "--schedule", str(folder / "beat-schedule")]
            for part, command in (("web", supervisor._web(port)), ("worker", supervisor._worker()), ("beat", beat)):
                supervisor._start(part, command, children)
            supervisor._wait_until_served(port, children)
        yield product


def _set_clock(file: Path) -> None:
    """In one step, as `core.clock` does, so that nobody reads half a number."""
    new = file.with_suffix(".new")
    new.write_text(str((FIRST_MOMENT - _real_now()).total_seconds()))
    new.replace(file)


def _environment(product: Product) -> dict[str, str]:
    redis_url = os.environ.get("REDIS_URL", engines.redis_url())
    return {
        "DJANGO_SETTINGS_MODULE": "careernet.settings",
        "DEMO": "1",
        "DATABASE_URL": product.database_url,
        # One of the broker's sixteen databases, so that the ticks of two runs do not mix.
        "REDIS_URL": urlunsplit(urlsplit(redis_url)._replace(path=f"/{1 + os.getpid() % 15}")),
        "SITE_URL": product.url,
        "CLOCK_OFFSET_FILE": str(product.clock_file),
        "EMAIL_URL": f"smtp://127.0.0.1:{product.inbox.port}",
        "OIDC_ISSUER": product.campus.url,
        "OIDC_CLIENT_ID": "careernet",
        "OIDC_CLIENT_SECRET": "a-secret",
        "OIDC_NAME": "Example campus account",
    }


# --- Its database -------------------------------------------------------------------------------------------------
@contextmanager
def _database(name: str) -> Iterator[str]:
    server = os.environ.get("DATABASE_URL", engines.database_url())
    with _server() as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with _server() as connection:
            for each in (name, f"{name}_kept", f"{name}_next"):
                connection.execute(f"DROP DATABASE IF EXISTS {each} WITH (FORCE)")


def _keep(database_url: str) -> None:
    name = _name(database_url)
    with _server() as connection:
        connection.execute(f"CREATE DATABASE {name}_kept TEMPLATE {name}")


def _restore(database_url: str) -> None:
    """Under the feet of web, worker and beat: they find their connections cut, and connect again."""
    name = _name(database_url)
    with _server() as connection:
        connection.execute(f"CREATE DATABASE {name}_next TEMPLATE {name}_kept")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        connection.execute(f"ALTER DATABASE {name}_next RENAME TO {name}")


def _name(database_url: str) -> str:
    return urlsplit(database_url).path.removeprefix("/")


def _server() -> psycopg.Connection:
    return psycopg.connect(os.environ.get("DATABASE_URL", engines.database_url()), autocommit=True)


def _real_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the clock to be moved is another process's
