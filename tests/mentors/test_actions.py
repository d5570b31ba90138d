"""What mentors change about themselves: the whole outcome, and that a refusal changes nothing."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import Major
from careernet.core.rules import RuleBroken
from careernet.mentors import actions
from careernet.mentors.actions import Hours
from careernet.mentors.models import DatedHours, Mentor, NextOpen, WeeklyHours
from careernet.mentors.slots import Window
from tests import factories

pytestmark = pytest.mark.django_db
NINE, NOON, ONE, FIVE = 540, 720, 780, 1020
TODAY = date(2026, 9, 14)
HOURS = Hours(
    time_zone="America/Chicago",
    windows=(Window(0, NINE, NOON), Window(0, ONE, FIVE), Window(2, NINE, 1440)),
    dates={TODAY + timedelta(days=7): [], TODAY + timedelta(days=9): [(NINE, NOON)]},
    length=20,
    calls_a_month=3,
    break_after=15,
    hours_ahead=24,
    days_out=30,
    waiting_at_most=4,
    booking="instant",
)


def everything() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Mentor, WeeklyHours, DatedHours, NextOpen)]


def test_hours_are_replaced_and_all_of_it_is_kept(mentor: Mentor, now: datetime) -> None:
    DatedHours.objects.create(mentor=mentor, on=TODAY - timedelta(days=3))
    DatedHours.objects.create(mentor=mentor, on=TODAY + timedelta(days=3))

    mentor = actions.save_hours(mentor, hours=HOURS, now=now)

    mentor.refresh_from_db()
    assert mentor.zone == "America/Chicago"
    assert [getattr(mentor, name) for name in actions.HOW_TO_TALK] == ["instant", 20, 3, 15, 24, 30, 4]
    assert mentor.edited_fields == ["calls_a_month", "time_zone"]
    assert sorted(mentor.weekly_hours.values_list("weekday", "start", "end")) == [
        (0, NINE, NOON),
        (0, ONE, FIVE),
        (2, NINE, 1440),
    ]
    assert sorted(mentor.dated_hours.values_list("on", "start", "end")) == [
        (TODAY - timedelta(days=3), None, None),
        (TODAY + timedelta(days=7), None, None),
        (TODAY + timedelta(days=9), NINE, NOON),
    ]
    # Wednesday, 9:00 in Chicago: today is within 24 hours.
    assert mentor.next_open.starts_at == datetime(2026, 9, 16, 14, tzinfo=now.tzinfo)


def test_saving_the_same_hours_twice_is_the_same(mentor: Mentor, now: datetime) -> None:
    actions.save_hours(mentor, hours=HOURS, now=now)
    before = [row[1:] for row in WeeklyHours.objects.values_list("pk", "weekday", "start").order_by("weekday", "start")]

    actions.save_hours(mentor, hours=HOURS, now=now)

    assert [
        row[1:] for row in WeeklyHours.objects.values_list("pk", "weekday", "start").order_by("weekday", "start")
    ] == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"windows": (Window(0, NINE, NOON), Window(0, NINE + 30, FIVE))}, "overlap"),
        ({"windows": (Window(0, NOON, NINE),)}, "ends before it begins"),
        ({"dates": {TODAY: [(NOON, NINE)]}}, "ends before it begins"),
        ({"dates": {TODAY - timedelta(days=1): []}}, "already past"),
        ({"dates": {TODAY: [(NINE, NOON), (NINE, ONE)]}}, "one date overlap"),
    ],
)
def test_hours_that_make_no_sense_change_nothing(
    change: dict[str, object], sentence: str, mentor: Mentor, now: datetime
) -> None:
    before = everything()

    with pytest.raises(RuleBroken, match=sentence):
        actions.save_hours(mentor, hours=replace(HOURS, **change), now=now)

    assert everything() == before


def test_windows_valid_at_different_times_of_the_year_may_cover_the_same_hours(mentor: Mentor, now: datetime) -> None:
    fall = Window(0, NINE, NOON, None, date(2026, 12, 20))
    spring = Window(0, NINE, FIVE, date(2026, 12, 21), None)

    actions.save_hours(mentor, hours=replace(HOURS, windows=(fall, spring)), now=now)

    assert mentor.weekly_hours.count() == 2


@pytest.mark.parametrize("until", [None, TODAY + timedelta(days=1)])
def test_a_mentor_takes_a_break_and_comes_back(until: date | None, mentor: Mentor, now: datetime) -> None:
    paused = actions.pause(mentor, by=mentor.user, until=until, now=now)
    is_paused = paused.is_paused_on(TODAY)

    back = actions.resume(mentor, by=mentor.user, now=now)

    assert is_paused
    assert (paused.state, paused.paused_until) == ("paused", until)
    assert (back.state, back.paused_until) == ("active", None)
    assert [event.data["state"] for event in AuditEvent.objects.filter(by=mentor.user).order_by("pk")] == [
        ["active", "paused"],
        ["paused", "active"],
    ]


@pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1)])
def test_a_break_cannot_end_before_tomorrow(until: date, mentor: Mentor, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="after today"):
        actions.pause(mentor, by=mentor.user, until=until, now=now)

    mentor.refresh_from_db()
    assert mentor.state == "active"


@pytest.mark.parametrize("state", ["invited", "applied", "retired"])
def test_a_break_is_no_way_onto_the_list(state: str, now: datetime) -> None:
    mentor = factories.MentorFactory(state=state)

    with pytest.raises(RuleBroken):
        actions.resume(mentor, by=mentor.user, now=now)
    with pytest.raises(RuleBroken):
        actions.pause(mentor, by=mentor.user, until=None, now=now)

    mentor.refresh_from_db()
    assert mentor.state == state


@pytest.mark.parametrize(("state", "accepted"), [("invited", True), ("active", True), ("applied", False)])
def test_an_invitation_is_accepted_by_those_who_have_one(state: str, accepted: bool, now: datetime) -> None:
    mentor = factories.MentorFactory(state=state)

    try:
        actions.accept_invitation(mentor, by=mentor.user, now=now)
    except RuleBroken:
        assert not accepted

    mentor.refresh_from_db()
    assert (mentor.state == "active") is accepted


def test_what_a_mentor_changes_is_theirs_and_can_be_found(mentor: Mentor) -> None:
    physics = Major.objects.create(name="Physics")

    actions.update_profile(
        mentor,
        facts={"job_title": "Head of Research", "employer": "Arcadia Labs", "topics": ["Veterans"]},
        majors=[physics],
    )

    mentor.refresh_from_db()
    assert mentor.edited_fields == ["job_title", "majors", "topics"]
    assert list(mentor.majors.all()) == [physics]
    assert "head of research" in mentor.search_text
    assert "physics" in mentor.search_text
    assert "veterans" in mentor.search_text


def test_what_the_office_puts_right_is_found_kept_and_recorded(mentor: Mentor, officer: User, now: datetime) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(employer="Arcadia Labs")

    actions.correct(mentor, by=officer, changed=["employer"], now=now)

    mentor.refresh_from_db()
    assert mentor.edited_fields == ["employer"]
    assert "arcadia labs" in mentor.search_text
    assert AuditEvent.objects.get(by=officer, about=mentor.user).data == {"fields": ["employer"]}
