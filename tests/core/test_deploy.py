"""The production shape, as far as it can be tried without containers: its files are read and its commands run."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from careernet.core import engines

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
Launch = Callable[[Sequence[str]], subprocess.Popen[bytes]]


@pytest.fixture
def production() -> dict[str, str]:
    """The environment compose gives, on the embedded engines, with a broker database nobody else uses."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return inherited | {
        "SECRET_KEY": "only-for-this-test",
        "DATABASE_URL": engines.database_url(),
        "REDIS_URL": engines.redis_url().removesuffix("/0") + "/15",
        "SITE_URL": "https://careernet.example.edu",
        "ALLOWED_HOSTS": "careernet.example.edu,127.0.0.1",
        "EMAIL_URL": "smtp://mail.example.edu:25",
        "BEHIND_PROXY": "true",
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "HOSTNAME": "tried-out",
    }


@pytest.fixture
def launch(production: dict[str, str]) -> Iterator[Launch]:
    launched = []

    def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command, cwd=ROOT, env=production, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        launched.append(process)
        return process

    yield start
    for process in launched:
        process.terminate()
        process.communicate(timeout=60)


def test_everything_that_runs_has_a_health_check() -> None:
    assert set(SERVICES) == {"web", "worker", "beat", "fallback", "migrate", "postgres", "valkey"}
    assert {name for name, service in SERVICES.items() if "healthcheck" not in service} == {"migrate"}


def test_every_variable_without_a_default_says_what_to_set() -> None:
    text = re.sub(r"^\s*#.*$", "", (ROOT / "docker-compose.yml").read_text(), flags=re.MULTILINE)

    assert re.findall(r"\$\{(\w+)\}", text) == []
    assert {"SECRET_KEY", "POSTGRES_PASSWORD", "SITE_URL", "ALLOWED_HOSTS"} <= set(re.findall(r"\$\{(\w+):\?", text))


def test_the_image_does_not_run_as_root() -> None:
    last_stage = (ROOT / "Dockerfile").read_text().rpartition("\nFROM ")[2]

    assert re.search(r"^USER (?!root)", last_stage, re.MULTILINE)


def test_what_the_image_copies_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    allowed = (ROOT / ".dockerignore").read_text().splitlines()

    for name in " ".join(copied).split():
        assert (ROOT / name).exists()
        assert f"!{name}" in allowed


@pytest.mark.slow
def test_the_web_command_answers_its_health_check(launch: Launch, production: dict[str, str]) -> None:
    port = _free_port()
    command = re.findall(r"^CMD (.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)[-1]

    web = launch([word.replace("8000", port).replace("0.0.0.0", "127.0.0.1") for word in json.loads(command)])

    ask = [word.replace("8000", port) for word in SERVICES["web"]["healthcheck"]["test"][1:]]
    _wait_until_healthy(web, ask, production)


@pytest.mark.slow
def test_the_worker_command_answers_its_health_check(launch: Launch, production: dict[str, str]) -> None:
    worker = launch([*SERVICES["worker"]["command"], "--hostname", "celery@tried-out"])

    ask = SERVICES["worker"]["healthcheck"]["test"][1].replace("$$", "$")
    _wait_until_healthy(worker, ["sh", "-c", ask], production)


@pytest.mark.slow
def test_the_beat_command_answers_its_health_check(launch: Launch, production: dict[str, str], tmp_path: Path) -> None:
    beat = launch([word.replace("/tmp/", f"{tmp_path}/") for word in SERVICES["beat"]["command"]])

    ask = SERVICES["beat"]["healthcheck"]["test"][1].replace("/tmp", str(tmp_path))
    _wait_until_healthy(beat, ["sh", "-c", ask], production)


def _wait_until_healthy(process: subprocess.Popen[bytes], ask: Sequence[str], env: dict[str, str]) -> None:
    """A service that died, or is not healthy after two minutes, fails the test."""
    deadline = time.monotonic() + 120
    while subprocess.run(ask, cwd=ROOT, env=env, check=False, capture_output=True).returncode != 0:
        assert process.poll() is None, process.stderr and process.stderr.read().decode()
        assert time.monotonic() < deadline
        time.sleep(0.2)


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
