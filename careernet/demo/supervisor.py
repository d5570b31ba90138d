"""Everything the demo consists of, under one parent: up together, down together.

The parent answers SIGINT and SIGTERM itself (a command started with `&` from a script inherits SIGINT ignored) and
ends its children with SIGTERM. Each child has a session of its own, so that Ctrl-C in a terminal reaches the parent
alone. When one child dies the parent says which, and ends the others.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TextIO

import django

from careernet.core import engines

GRACE = 7.0  # seconds a child has to end by itself
AS_ROOT = "You're running the worker with superuser privileges"  # in a container that is usual, and here harmless


class Ended(Exception):
    """Somebody asked the demo to stop."""


def run(port: int) -> None:
    """Serve the demo at http://localhost:<port> until it is told to stop, or a part of it dies (SystemExit)."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    try:
        with _only_one_demo(port), _engines(), _children() as children:
            _set_environment(port)
            _prepare()
            _start("web", _web(port), children)
            _wait_until_served(port, children)
            _start("worker", _worker(), children)
            _start("beat", _beat(), children)
            _say(f"careernet is open at http://localhost:{port}")
            _say("Sign in there with one click, as a student, a mentor, an advisor or the office. Ctrl-C ends it.")
            _watch(children)
    except Ended:
        _say("Stopped.")


def stop() -> None:
    """End a demo that runs from this folder, then the engines, whoever started them."""
    with suppress(OSError, ValueError, IndexError), _lock_file().open() as file:
        leader = int(file.read().split()[0])
        if _is_held(file):
            os.kill(leader, signal.SIGTERM)
        while _is_held(file):
            time.sleep(0.1)
    engines.stop()


def _end(_signal: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise Ended


# --- What it stands on --------------------------------------------------------------------------------------------


@contextmanager
def _only_one_demo(port: int) -> Iterator[None]:
    engines.VAR.mkdir(exist_ok=True)
    with _lock_file().open("a+") as file:
        if _is_held(file):
            file.seek(0)
            leader, its_port = file.read().split()
            sys.exit(
                f"The demo is open already at http://localhost:{its_port} (process {leader}). `make stop` ends it."
            )
        fcntl.flock(file, fcntl.LOCK_EX)
        _refuse_a_taken_port(port)
        file.truncate(0)
        file.write(f"{os.getpid()} {port}")
        file.flush()
        yield


def _lock_file() -> Path:
    return engines.VAR / "demo.lock"


def _is_held(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(file, fcntl.LOCK_UN)
    return False


def _refuse_a_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            sys.exit(f"The demo cannot use port {port}: {error}. Choose another one: make demo PORT=8138")


@contextmanager
def _engines() -> Iterator[None]:
    """Ends what it started; engines that were there before, for a test run perhaps, are left alone."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    were_running = engines.running()
    try:
        engines.start()
        yield
    finally:
        if not were_running:
            engines.stop()


# --- Its parts ----------------------------------------------------------------------------------------------------


@contextmanager
def _children() -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        yield children
    finally:
        _end_all(children)


def _start(name: str, command: list[str], children: dict[str, subprocess.Popen[bytes]]) -> None:
    python = [sys.executable, "-W", f"ignore:{AS_ROOT}", "-m"]
    children[name] = subprocess.Popen([*python, *command], stdin=subprocess.DEVNULL, start_new_session=True)


def _set_environment(port: int) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "careernet.settings",
        "DEMO": "1",
        "SITE_URL": f"http://localhost:{port}",
        "CLOCK_OFFSET_FILE": str(engines.VAR / "clock-offset"),
    }


def _prepare() -> None:
    """Bring database and static files up to date; invent a campus where there is none."""
    django.setup()
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - needs the settings
    from django.core.management import call_command, get_commands  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from careernet.core import assets  # noqa: PLC0415

    _say("Preparing the database and the pages")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    assets.collect_if_stale()
    if "seed" in get_commands() and not get_user_model().objects.exists():
        _say("Inventing a campus")
        call_command("seed")
    connection.close()


def _web(port: int) -> list[str]:
    address = ["--host", "127.0.0.1", "--port", str(port)]
    # A worker told to stop while it was still starting would be waited for without end.
    processes = ["--workers", "2", "--blocking-threads", "1", "--workers-kill-timeout", "5"]
    return [
        "granian",
        "--interface",
        "wsgi",
        *processes,
        *address,
        "--log-level",
        "warning",
        "careernet.wsgi:application",
    ]


def _worker() -> list[str]:
    alone = ["--concurrency", "1", "--without-gossip", "--without-mingle"]
    return ["celery", "--quiet", "--app", "careernet", "worker", *alone, "--loglevel", "warning"]


def _beat() -> list[str]:
    schedule = ["--schedule", str(engines.VAR / "beat-schedule"), "--pidfile="]
    return ["celery", "--quiet", "--app", "careernet", "beat", *schedule, "--loglevel", "warning"]


def _wait_until_served(port: int, children: dict[str, subprocess.Popen[bytes]]) -> None:
    for _ in range(600):
        _refuse_a_death(children)
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return
        time.sleep(0.05)
    sys.exit(f"The web server did not answer at http://localhost:{port} within 30 seconds.")


def _watch(children: dict[str, subprocess.Popen[bytes]]) -> None:
    while True:
        _refuse_a_death(children)
        time.sleep(0.2)


def _refuse_a_death(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            sys.exit(f"The {name} died (exit code {child.returncode}); the demo has been stopped.")


def _end_all(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE
    for child in children.values():
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
        with suppress(ProcessLookupError):  # whatever is left of its session
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _say(line: str) -> None:
    print(line, flush=True)
