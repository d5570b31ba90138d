"""The demo as one tree of processes: it opens, it ends, and it says what went wrong."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from careernet.core import engines

pytestmark = pytest.mark.slow
Demo = subprocess.Popen[str]
PATIENCE = 60  # seconds for what takes a few on an idle machine


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """Engines and data of its own; the collected pages are shared, to save their making."""
    var = Path(tempfile.mkdtemp(prefix="careernet-demo-")) / "var"
    var.mkdir()
    for made in ("static", "fontcache"):
        (var / made).symlink_to(engines.VAR / made)
    yield var
    engines.stop(var)
    shutil.rmtree(var.parent)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def open_demo(var: Path, port: int) -> Iterator[Callable[[], Demo]]:
    """Starts it as a script's `&` does, with SIGINT ignored, and waits until it says that it is open."""
    opened: list[Demo] = []

    def start() -> Demo:
        demo = _launch(var, port, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
        opened.append(demo)
        assert demo.stdout
        said = ""
        for line in demo.stdout:
            said += line
            if "is open at" in line:
                return demo
        raise AssertionError(f"It ended before it was open: {said}")

    yield start
    for demo in opened:
        demo.terminate()
        demo.wait(PATIENCE)
        assert demo.stdout
        demo.stdout.close()


def test_it_serves_and_ctrl_c_ends_all_of_it(open_demo: Callable[[], Demo], var: Path, port: int) -> None:
    demo = open_demo()
    with urllib.request.urlopen(f"http://localhost:{port}/healthz") as answer:
        assert answer.status == 200
    family = psutil.Process(demo.pid).children(recursive=True)
    assert len(family) >= 5  # web and its two processes, worker, beat

    demo.send_signal(signal.SIGINT)

    assert demo.wait(PATIENCE) == 0
    assert not [process for process in family if _is_alive(process)]
    assert not engines.running(var)


def test_it_says_which_part_died_and_ends_the_others(open_demo: Callable[[], Demo], var: Path) -> None:
    demo = open_demo()
    family = psutil.Process(demo.pid).children(recursive=True)
    # Web, worker and beat are started in this order; what their command lines say can be empty for a moment yet.
    worker, _beat = sorted(psutil.Process(demo.pid).children(), key=lambda process: process.pid)[-2:]

    worker.kill()

    assert demo.wait(PATIENCE) == 1
    assert demo.stdout
    assert re.search(r"^The worker died \(exit code -9\)", demo.stdout.read(), re.MULTILINE)
    assert not [process for process in family if _is_alive(process)]
    assert not engines.running(var)


def test_make_stop_ends_it(open_demo: Callable[[], Demo], var: Path) -> None:
    demo = open_demo()

    subprocess.run([sys.executable, "-m", "careernet.demo", "--stop"], env=_environment(var), check=True)

    assert demo.wait(PATIENCE) == 0
    assert not engines.running(var)


def test_a_second_one_in_the_same_folder_is_refused(open_demo: Callable[[], Demo], var: Path, port: int) -> None:
    open_demo()

    second = _launch(var, port + 1)

    said, _ = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert said.startswith(f"The demo is open already at http://localhost:{port} ")
    assert len(said.splitlines()) == 1


def test_a_taken_port_is_told_in_one_line(var: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody_else:
        demo = _launch(var, somebody_else.getsockname()[1])
        said, _ = demo.communicate(timeout=PATIENCE)

    assert demo.returncode == 1
    assert "Choose another one: make demo PORT=" in said
    assert len(said.splitlines()) == 1


def _launch(var: Path, port: int, preexec_fn: Callable[[], object] | None = None) -> Demo:
    return subprocess.Popen(
        [sys.executable, "-m", "careernet.demo", "--port", str(port)],
        env=_environment(var),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=preexec_fn,  # noqa: PLW1509 - only to ignore a signal
    )


def _environment(var: Path) -> dict[str, str]:
    return os.environ | {"CAREERNET_VAR": str(var), "PYTHONWARNINGS": "default"}


def _is_alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
