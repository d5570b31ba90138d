"""The embedded engines, in folders of their own beside those the test run stands on."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from careernet.core import engines

pytestmark = pytest.mark.slow


@pytest.fixture
def var() -> Iterator[Path]:
    """Not pytest's own folder: that one is private, and root's PostgreSQL runs as another user."""
    folder = Path(tempfile.mkdtemp(prefix="careernet-engines-"))
    yield folder / "var"
    engines.stop(folder / "var")
    shutil.rmtree(folder)


def test_they_start_from_nothing_and_are_found_again_at_once(var: Path) -> None:
    engines.start(var)

    started = time.perf_counter()
    engines.start(var)
    assert time.perf_counter() - started < 0.5
    with psycopg.connect(engines.database_url(var)) as connection:
        row = connection.execute("SELECT current_setting('max_connections'), lower('Ä')").fetchone()
    assert row == ("200", "ä")


def test_they_stop(var: Path) -> None:
    engines.start(var)

    engines.stop(var)

    assert not engines.running(var)


def test_they_come_back_after_both_were_killed(var: Path) -> None:
    engines.start(var)
    postgres = int((var / "postgres" / "postmaster.pid").read_text().split()[0])
    valkey = int((var / "valkey" / "pid").read_text())
    os.kill(postgres, signal.SIGKILL)
    os.kill(valkey, signal.SIGKILL)
    while engines._postgres_answers(var) or engines._valkey_answers(var):
        pass

    engines.start(var)

    assert engines.running(var)


def test_valkey_leaves_a_port_to_whoever_has_it(var: Path) -> None:
    (var / "valkey").mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as somebody_else:
        taken = somebody_else.getsockname()[1]
        (var / "valkey" / "port").write_text(str(taken))
        engines.start(var)

    assert engines.running(var)
    assert str(taken) not in engines.redis_url(var)


def test_a_link_leads_to_the_same_engines(var: Path) -> None:
    link = var.parent / "link"
    engines.start(var)

    link.symlink_to(var)

    assert engines.running(link)


def test_a_long_path_gets_a_short_socket(var: Path) -> None:
    deep = var.parent / ("long" * 20) / ("longer" * 8) / "var"
    deep.parent.mkdir(parents=True)

    try:
        engines.start(deep)

        with psycopg.connect(engines.database_url(deep)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        engines.stop(deep)


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(var: Path) -> None:
    var.write_text("a file where the folder should be")

    with pytest.raises(SystemExit, match="The embedded engines cannot start: File exists"):
        engines.start(var)

    var.unlink()


def test_the_data_of_another_version_are_told_in_a_sentence(var: Path) -> None:
    engines.start(var)
    engines.stop(var)
    (var / "postgres" / "PG_VERSION").write_text("9\n")

    with pytest.raises(SystemExit, match=r"PostgreSQL says: .*(not compatible|incompatible|version)"):
        engines.start(var)


def test_a_database_that_does_not_answer_is_told_in_a_line() -> None:
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing", "SECRET_KEY": "unimportant"}

    ended = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=engines.VAR.parent,
        env=os.environ | nowhere,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.startswith("The database does not answer:")
    assert len(ended.stderr.splitlines()) == 1
