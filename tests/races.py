"""Racing on real connections: every racer in a thread and a connection of its own, let go at one barrier."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from careernet.core.compiled import Compiled
from careernet.interviews.models import Event, Interview

THOROUGH = os.environ.get("TESTS") == "thorough"  # ten rounds and five hundred lives instead of a few


def race(racers: Sequence[Callable[[], Any]], taken: list[float] | None = None) -> list[Any]:
    """What each racer answered, or the exception it ended with, in the order given.

    The seconds each was on its way go to `taken`, those in a queue for a lock included.
    """
    seconds = [] if taken is None else taken
    barrier = Barrier(len(racers))

    def run(racer: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            return timed(racer)
        except Exception as error:  # noqa: BLE001 - the loser's error is the answer
            return error
        finally:
            connection.close()

    def timed(racer: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        try:
            return racer()
        finally:
            seconds.append(time.perf_counter() - began)

    with ThreadPoolExecutor(len(racers)) as threads:
        return list(threads.map(run, racers))


@contextmanager
def without_guards(*rules: str) -> Iterator[None]:
    """No row is locked, these constraints are gone, and a trigger holds the door open for a moment."""
    guards = [(model, rule) for model in (Interview, Event) for rule in model._meta.constraints if rule.name in rules]
    assert len(guards) == len(rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
        # What was written before still locks, and what is written now must not outlive this.
        patch.setattr(Compiled, "_written", property(Compiled.__dict__["_written"].func))
        with connection.schema_editor() as editor:
            for model, rule in guards:
                editor.remove_constraint(model, rule)
            editor.execute(DAWDLE)
            editor.execute(
                "CREATE TRIGGER dawdle BEFORE INSERT OR UPDATE ON interviews_interview "
                "FOR EACH ROW EXECUTE FUNCTION dawdle()"
            )
        try:
            yield
        finally:
            with connection.schema_editor() as editor:
                editor.execute("DROP TRIGGER dawdle ON interviews_interview")
                editor.execute("DROP FUNCTION dawdle")
                editor.execute("TRUNCATE interviews_interview CASCADE")
                for model, rule in guards:
                    editor.add_constraint(model, rule)


DAWDLE = """CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_sleep(0.2); RETURN NEW; END $$"""
