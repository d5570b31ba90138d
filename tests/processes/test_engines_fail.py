"""Broker, worker and database fail under a site that runs: nobody has to restart anything but what failed."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta

import pytest

from careernet.core import clock, engines
from tests.processes.site import Process, Site, wait_until

pytestmark = pytest.mark.slow
SOON = 15  # seconds in which all are back once the database is


@pytest.fixture(scope="module")
def web(site: Site) -> Process:
    return site.web()


@pytest.fixture(scope="module")
def worker(site: Site, web: Process) -> Process:
    """With beat, which sends it ticks."""
    site.beat()
    return site.worker()


@contextmanager
def flushed(site: Site) -> Iterator[None]:
    engines._ask_valkey(site.var, "FLUSHALL")
    yield


@contextmanager
def gone(site: Site) -> Iterator[None]:
    engines._ask_valkey(site.var, "SHUTDOWN NOSAVE")
    try:
        yield
    finally:
        engines.start(site.var)


@contextmanager
def frozen(site: Site) -> Iterator[None]:
    valkey = int((site.var / "valkey" / "pid").read_text())
    os.kill(valkey, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(valkey, signal.SIGCONT)


@pytest.mark.parametrize("broker", [flushed, gone, frozen])
def test_without_its_broker_pages_answer_and_mail_leaves_by_run_due_and_by_itself_later(
    broker: Callable[[Site], AbstractContextManager[None]], site: Site, web: Process, worker: Process
) -> None:
    during, after = f"during-{broker.__name__}@example.edu", f"after-{broker.__name__}@example.edu"

    with broker(site):
        asked = site.ask_for_code(during)
        site.run("run_due")
        sent_meanwhile = len(site.inbox.to(during))
        site.ask_for_code(after)

    site.wait_for_mail(after)
    assert asked == "/account/login/code/confirm/"
    assert not site.talks_to_broker(web)  # so that no page can ever wait for it
    assert (sent_meanwhile, len(site.inbox.to(during)), len(site.inbox.to(after))) == (1, 1, 1)


def test_a_stopped_worker_is_red_within_two_minutes_and_green_again_by_itself(
    site: Site, worker: Process, now: datetime
) -> None:
    site.run("run_due")
    wait_until(lambda: site.metric("careernet_healthy") == 1)

    with site.asleep(worker):
        clock.move_to(now + timedelta(minutes=2))
        while_stopped = site.metric("careernet_healthy")

    assert while_stopped == 0
    wait_until(lambda: site.metric("careernet_healthy") == 1)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_after_a_restart_of_the_database_all_recover_unaided(mode: str, site: Site, worker: Process) -> None:
    loop = site.loop()
    with site.asleep(worker):
        site.ask_for_code(f"first-{mode}@example.edu")
        site.wait_for_mail(f"first-{mode}@example.edu")

    site.restart_postgres(mode)

    wait_until(lambda: "database: ok" in site.get("/readyz"), SOON)
    for other, who in ((loop, "worker"), (worker, "loop")):
        with site.asleep(other):
            site.ask_for_code(f"{who}-{mode}@example.edu")
            site.wait_for_mail(f"{who}-{mode}@example.edu", SOON)
