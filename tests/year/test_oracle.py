"""The oracle and the judge themselves: two who see nothing would agree with everybody."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.year import judge, oracle
from tests.year.judge import Finding, Judge, Mail
from tests.year.oracle import Campus, Facts, Occasion, Person, Step, Wish, deeds, occasions

NEW_YORK = ZoneInfo("America/New_York")
CAMPUS = Campus(NEW_YORK, [("break", date(2026, 10, 12), date(2026, 10, 16))])
STUDENT, MENTOR = Person(1, "student", NEW_YORK), Person(2, "mentor", NEW_YORK)
ASKED = datetime(2026, 10, 8, 15, 0, tzinfo=UTC)  # a Thursday, 11:00 in New York
LATER = ASKED + timedelta(days=60)


def asked(*steps: Step) -> Facts:
    first = Step(ASKED, "requested", "student", "requested")
    return Facts("a call", 1, 2, 3, (), timedelta(minutes=30), (first, *steps))


def owed(facts: Facts, mentor: Person = MENTOR) -> dict[str, Occasion]:
    return {o.policy: o for o in occasions(facts, CAMPUS, {1: STUDENT, 2: mentor})}


def test_days_of_a_break_are_not_waited() -> None:
    nudge = owed(asked())["request nudge"]

    assert nudge.due == ASKED + timedelta(days=7 + 5)


def test_a_held_time_is_not_waited_past_half_way() -> None:
    held = replace(asked().steps[0], start=ASKED + timedelta(days=6))

    nudge = owed(replace(asked(), steps=(held,)))["request nudge"]

    assert nudge.due == ASKED + timedelta(days=3)


def test_the_evening_before_is_told_by_the_clocks_there() -> None:
    after_the_change = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)  # the clocks went back on November 1
    booked = Step(ASKED + timedelta(hours=5), "accepted", "mentor", "scheduled", after_the_change)

    assert owed(asked(booked))["evening before"].due == datetime(2026, 11, 1, 23, 0, tzinfo=UTC)


def test_a_request_ends_after_three_weeks_that_were_no_break() -> None:
    (end,) = deeds(asked(), CAMPUS)

    assert (end.verb, end.at) == ("expired", ASKED + timedelta(days=21 + 5))


def test_neither_of_the_two_knows_the_product() -> None:
    for told in (oracle, judge):
        imported = re.findall(r"^(?:from|import) (\S+)", Path(told.__file__).read_text(), re.MULTILINE)

        assert not [name for name in imported if name.startswith(("careernet", "django"))]


# --- The judge ------------------------------------------------------------------------------------------------------
def judged(*mails: Mail, mentor: Person = MENTOR, of: Facts | None = None) -> list[str]:
    law = Judge(CAMPUS, [STUDENT, mentor], mails, until=LATER)
    mentors = [o for o in occasions(of or asked(), CAMPUS, {1: STUDENT, 2: mentor}) if o.policy == "request nudge"]
    return [finding.what for finding in law.findings(mentors)]


def nudge(at: datetime, **changes: object) -> Mail:
    mail = Mail("request nudge", "nudge", 2, "a call", at, at, "")
    return replace(mail, **changes)


DUE = ASKED + timedelta(days=12)


def test_a_nudge_in_time_is_right() -> None:
    assert judged(nudge(DUE)) == []


@pytest.mark.parametrize(
    ("mails", "found"),
    [
        ([], "late or missing"),
        ([nudge(DUE + timedelta(minutes=10))], "late or missing"),
        ([nudge(DUE - timedelta(minutes=10))], "came without a reason"),
        ([nudge(DUE), nudge(DUE + timedelta(days=1))], "came without a reason"),
        ([nudge(DUE), nudge(DUE, interview="another")], "a second nudge that day"),
        ([nudge(DUE + timedelta(hours=11))], "came in quiet hours"),
        ([nudge(DUE, sent=None, reason="")], "left out without a reason"),
        ([nudge(DUE, sent=None, reason="no longer owed")], "late or missing"),
    ],
)
def test_a_wrong_nudge_is_found(mails: list[Mail], found: str) -> None:
    assert found in judged(*mails)


def test_who_is_answered_gets_no_nudge() -> None:
    declined = Step(DUE - timedelta(days=1), "declined", "mentor", "declined")

    assert judged(of=asked(declined)) == []
    assert judged(nudge(DUE), of=asked(declined)) == ["came without a reason"]


def test_who_wants_none_gets_none() -> None:
    quiet = replace(MENTOR, wishes=(Wish(ASKED, level="moves"),))

    assert judged(nudge(DUE, sent=None, reason="Switched off in the mail settings."), mentor=quiet) == []
    assert "came though switched off" in judged(nudge(DUE), mentor=quiet)


def test_the_days_only_nudge_may_go_to_something_else() -> None:
    first = nudge(DUE - timedelta(hours=2), policy="did it happen", interview="another")
    law = Judge(CAMPUS, [STUDENT, MENTOR], [first, nudge(DUE + timedelta(hours=20))], until=LATER)
    (mentors,) = [o for o in occasions(asked(), CAMPUS, {1: STUDENT, 2: MENTOR}) if o.policy == "request nudge"]

    found: list[Finding] = list(law.findings([mentors]))

    assert [finding.policy for finding in found] == ["did it happen"]  # for which nothing was owed here
    assert found[0].what == "came without a reason"
