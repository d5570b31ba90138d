"""careernet as it runs in production: web, worker, beat and loops as processes, engines that can be broken."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import psutil
import psycopg

from careernet.core import engines
from careernet.demo import supervisor
from tests.smtp import Inbox, free_port

PATIENCE = 60  # seconds for what takes a few on an idle machine
METRICS_KEY = "for-the-tests-only"
Process = subprocess.Popen[bytes]


class Site:
    """`var`: the folder of its engines. `environment`: what all of its processes are told."""

    def __init__(self, var: Path, environment: dict[str, str], inbox: Inbox, ends: ExitStack) -> None:
        self.var, self.environment, self.inbox, self.ends = var, environment, inbox, ends
        self.port = free_port()

    # --- Its processes --------------------------------------------------------------------------------------------
    def web(self) -> Process:
        web = self._start(supervisor._web(self.port))
        wait_until(lambda: self.get("/healthz") == "ok")
        return web

    def worker(self) -> Process:
        return self._start(supervisor._worker())

    def beat(self) -> Process:
        return self._start(["tests.processes.beat", str(self.var / f"beat-{free_port()}")])

    def loop(self) -> Process:
        return self._start(["django", "run_due", "--loop"])

    def run(self, *command: str) -> None:
        subprocess.run([sys.executable, "-m", "django", *command], env=self.environment, check=True, timeout=PATIENCE)

    def _start(self, command: list[str]) -> Process:
        quiet = ["-W", f"ignore:{supervisor.AS_ROOT}"]
        with (self.var / "said").open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, *quiet, "-m", *command], env=self.environment, stderr=said, start_new_session=True
            )
        self.ends.callback(end, process)
        return process

    # --- Its visitors ---------------------------------------------------------------------------------------------
    def get(self, path: str, **headers: str) -> str:
        with urlopen(Request(f"http://127.0.0.1:{self.port}{path}", headers=headers), timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def ask_for_code(self, address: str) -> str:
        """What everybody does who signs in: a page, a form, and a mail that has to come. Answers where it leads."""
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        url = f"http://127.0.0.1:{self.port}/account/login/code/"
        with browser.open(url, timeout=PATIENCE) as page:
            form = page.read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
        assert token
        words = urlencode({"csrfmiddlewaretoken": token[1], "email": address}).encode()
        with browser.open(url, words, timeout=PATIENCE) as answer:
            return str(urlsplit(answer.url).path)

    def metric(self, name: str) -> float:
        said = self.get("/metrics", Authorization=f"Bearer {METRICS_KEY}")
        [value] = [line.split()[1] for line in said.splitlines() if line.startswith(name)]
        return float(value)

    def wait_for_mail(self, address: str, seconds: float = PATIENCE) -> None:
        wait_until(lambda: bool(self.inbox.to(address)), seconds)

    # --- What can happen to it ------------------------------------------------------------------------------------
    def restart_postgres(self, mode: str) -> None:
        engines._pg_ctl(self.var, "-m", mode, "restart")

    def talks_to_broker(self, process: Process) -> bool:
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        return any(
            to.raddr and to.raddr.port == engines._valkey_port(self.var)
            for one in family
            for to in one.net_connections("inet")
        )

    @contextmanager
    def asleep(self, process: Process) -> Iterator[None]:
        """Stopped where it stands, but in no transaction: what a frozen one locks is another matter."""
        with psycopg.connect(self.environment["DATABASE_URL"], autocommit=True) as own:
            while True:
                os.killpg(process.pid, signal.SIGSTOP)
                if not own.execute(BUSY).fetchone():
                    break
                os.killpg(process.pid, signal.SIGCONT)
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGCONT)


BUSY = """
    SELECT FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()
"""


def end(process: Process) -> None:
    process.send_signal(signal.SIGCONT)
    process.terminate()
    try:
        process.wait(PATIENCE)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until(holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Whoever does not answer yet is asked again."""
    deadline = time.monotonic() + seconds
    while not _holds(holds):
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)


def _holds(holds: Callable[[], bool]) -> bool:
    try:
        return holds()
    except (URLError, ConnectionError):
        return False
