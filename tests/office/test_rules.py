"""Rules and dates: looked at, tried out, saved, put back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import AcademicPeriod, Policy
from careernet.interviews.models import Interview, State
from careernet.office.forms.rules import GROUPS, RulesForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_for: Callable[[User], Client], officer: User) -> Client:
    return client_for(officer)


def typed(**changes: object) -> dict[str, object]:
    """What the browser sends when these fields were changed."""
    return {name: value for name, value in RulesForm.of_changes(Policy.current(), changes).data.items() if value != ""}


def page_of(response: object) -> str:
    return unescape(response.content.decode())  # type: ignore[attr-defined]


def test_every_number_of_the_rules_is_on_the_page(desk: Client) -> None:
    shown = {name for _title, names in GROUPS for name in names}

    assert shown == {field.name for field in Policy._meta.fields} - {"id"}
    assert all(f'name="{name}"' in page_of(desk.get("/office/rules/")) for name in shown)


def test_a_change_is_shown_before_it_is_saved(desk: Client) -> None:
    page = page_of(desk.post("/office/rules/", typed(open_requests=7)))

    assert "Open requests per student: 5 → 7" in page.replace("<strong>", "").replace("</strong>", "")
    assert Policy.current().open_requests == 5
    assert not AuditEvent.objects.exists()


def test_saved_it_holds_and_is_on_record_with_who_and_what(desk: Client, officer: User) -> None:
    response = desk.post("/office/rules/", typed(open_requests=7) | {"save": "1"})

    event = AuditEvent.objects.get()
    assert (response.status_code, Policy.current().open_requests) == (302, 7)
    assert (event.verb, event.by, event.data) == ("changed rules", officer, {"open_requests": [5, 7]})
    assert "Open requests per student: 5 → 7" in page_of(desk.get("/office/rules/"))


def test_putting_back_shows_what_it_does_and_then_does_it(desk: Client) -> None:
    desk.post("/office/rules/", typed(open_requests=7) | {"save": "1"})
    event = AuditEvent.objects.get()

    page = page_of(desk.get(f"/office/rules/?put_back={event.pk}"))
    desk.post("/office/rules/", typed(open_requests=5) | {"save": "1"})

    assert "</strong>: 7 → 5" in page
    assert Policy.current().open_requests == 5


@pytest.mark.parametrize("number", ["99999", "nonsense", "٣"])
def test_there_is_no_putting_back_what_never_was(number: str, desk: Client) -> None:
    assert desk.get("/office/rules/", {"put_back": number}).status_code == 404


def test_saving_what_is_there_records_nothing(desk: Client) -> None:
    desk.post("/office/rules/", typed() | {"save": "1"})

    assert not AuditEvent.objects.exists()


def test_a_colleagues_change_is_not_overwritten_unread(desk: Client) -> None:
    mine = typed(open_requests=7)
    desk.post("/office/rules/", typed(open_requests=6) | {"save": "1"})

    response = desk.post("/office/rules/", mine | {"save": "1"})

    assert response.status_code == 409
    assert "changed by a colleague meanwhile" in page_of(response)
    assert Policy.current().open_requests == 6


def test_a_colleagues_change_of_something_else_stays(desk: Client) -> None:
    mine = typed(open_requests=7)
    desk.post("/office/rules/", typed(quiet_from=22) | {"save": "1"})

    desk.post("/office/rules/", mine | {"save": "1"})

    assert (Policy.current().open_requests, Policy.current().quiet_from) == (7, 22)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"open_requests": 0}, "Enter a number from 1 to 50."),
        ({"quiet_until": 13}, "Enter a number from 1 to 12."),
        ({"follow_up_locked": 15}, "must not be more than “Days until a follow-up is suggested”"),
        ({"request_reminder": 22}, "must not be more than “Days a request waits for an answer”"),
        ({"did_it_happen_hours": 50}, "must not be more than “Hours after its end"),
        ({"thank_you_hours": 30, "thank_you_days": 1}, "must not be more than “Days a thank-you stays"),
        ({"brand_light": "#5fd0bb"}, "#5FD0BB reads at 1.6:1 on our light pages"),
        ({"brand_dark": "#0b5d51"}, "#0B5D51 reads at 2.1:1 on our dark pages"),
        ({"brand_light": "red"}, "Enter a color as in #0B5D51."),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"room_address": "http://meet.example.edu/{room}"}, "with {room} in it once"),
        ({"room_address": "https://meet.example.edu/"}, "with {room} in it once"),
        ({"room_address": "https://{room}.example.edu/"}, "with {room} in it once"),
    ],
)
def test_numbers_that_would_hurt_somebody_are_refused(changes: dict[str, object], refusal: str, desk: Client) -> None:
    response = desk.post("/office/rules/", typed(**changes) | {"save": "1"})

    assert response.status_code == 422
    assert refusal in page_of(response)
    assert not AuditEvent.objects.exists()


def test_the_preview_says_how_much_earlier_waiting_requests_close(
    desk: Client, an_interview: Callable[..., Interview]
) -> None:
    an_interview(State.REQUESTED)

    page = page_of(desk.post("/office/rules/", typed(request_expires=16)))

    assert "1 waiting request now closes up to 5 days earlier." in page


def test_the_preview_counts_requests_that_close_at_once_and_reminders_that_move(
    desk: Client, an_interview: Callable[..., Interview], now: datetime
) -> None:
    an_interview(State.REQUESTED, at=now - timedelta(days=5))

    page = page_of(
        desk.post("/office/rules/", typed(request_expires=4, request_reminder=4, follow_up_after=4, follow_up_locked=2))
    )

    assert "1 waiting request closes at once." in page
    assert "2 reminders move." in page


def test_the_preview_counts_messages_that_go_on_without_a_look(
    desk: Client, an_interview: Callable[..., Interview], now: datetime
) -> None:
    an_interview(State.IN_REVIEW, at=now - timedelta(days=5))

    page = page_of(desk.post("/office/rules/", typed(look_goes_on=2)))

    assert "1 message waiting for a look goes on at once." in page


def test_a_saved_change_wakes_whatever_waits(desk: Client, an_interview: Callable[..., Interview]) -> None:
    interview = an_interview(State.REQUESTED)
    Interview.objects.update(wake_at=None)

    desk.post("/office/rules/", typed(request_expires=14) | {"save": "1"})

    interview.refresh_from_db()
    assert interview.wake_at is not None


def test_long_words_of_two_lines_are_no_change_when_they_stay(desk: Client) -> None:
    Policy(pk=1, code_of_conduct="Be kind.\nBe on time.").save()
    browser = {name: str(value).replace("\n", "\r\n") for name, value in typed(open_requests=7).items()}

    desk.post("/office/rules/", browser | {"save": "1"})

    assert AuditEvent.objects.get().data == {"open_requests": [5, 7]}


# --- The calendar -------------------------------------------------------------------------------------------------
BREAK = {"kind": "break", "name": "Fall break", "starts_on": "2026-09-16", "ends_on": "2026-09-20"}


def test_a_break_is_shown_with_what_it_moves_and_then_saved(
    desk: Client, officer: User, an_interview: Callable[..., Interview]
) -> None:
    an_interview(State.REQUESTED)

    shown = page_of(desk.post("/office/calendar/", BREAK))
    before = AcademicPeriod.objects.count()
    for _click in range(2):
        desk.post("/office/calendar/", BREAK | {"save": "1"})

    assert "1 waiting request now waits up to 5 days longer." in shown
    assert (before, AcademicPeriod.objects.count()) == (0, 1)
    event = AuditEvent.objects.get(object_type="calendar")
    assert (event.by, event.data["period"]) == (officer, [None, "break: Fall break, 2026-09-16 – 2026-09-20"])


def test_a_changed_period_is_on_record_with_both_its_dates(desk: Client) -> None:
    period = AcademicPeriod.objects.create(**BREAK)

    desk.post(f"/office/calendar/{period.pk}/", BREAK | {"ends_on": "2026-09-18", "save": "1"})

    assert AuditEvent.objects.get().data["period"] == [
        "break: Fall break, 2026-09-16 – 2026-09-20",
        "break: Fall break, 2026-09-16 – 2026-09-18",
    ]


def test_a_removed_period_wakes_whatever_waits(desk: Client, an_interview: Callable[..., Interview]) -> None:
    period = AcademicPeriod.objects.create(**BREAK)
    interview = an_interview(State.REQUESTED)
    Interview.objects.update(wake_at=None)

    shown = page_of(desk.get(f"/office/calendar/{period.pk}/remove/"))
    desk.post(f"/office/calendar/{period.pk}/remove/")

    interview.refresh_from_db()
    assert "1 waiting request now closes up to 5 days earlier." in shown
    assert (AcademicPeriod.objects.count(), interview.wake_at is not None) == (0, True)


def test_a_changed_period_is_put_back_after_a_look_at_what_that_does(
    desk: Client, an_interview: Callable[..., Interview]
) -> None:
    period = AcademicPeriod.objects.create(**BREAK)
    an_interview(State.REQUESTED)
    desk.post(f"/office/calendar/{period.pk}/", BREAK | {"ends_on": "2026-09-18", "save": "1"})
    link = f"/office/calendar/{period.pk}/?put_back={AuditEvent.objects.get().pk}"

    listed = page_of(desk.get("/office/calendar/"))
    shown = page_of(desk.get(link))
    kept = AcademicPeriod.objects.get().ends_on
    desk.post(link, BREAK | {"save": "1"})

    assert f'href="{link}"' in listed
    assert "1 waiting request now waits up to 2 days longer." in shown
    assert (kept, AcademicPeriod.objects.get().ends_on) == (date(2026, 9, 18), date(2026, 9, 20))


def test_a_removed_period_is_put_back_and_an_added_one_leads_to_its_removal(desk: Client) -> None:
    desk.post("/office/calendar/", BREAK | {"save": "1"})
    period = AcademicPeriod.objects.get()
    added = page_of(desk.get("/office/calendar/"))
    desk.post(f"/office/calendar/{period.pk}/remove/")
    link = f"/office/calendar/?put_back={AuditEvent.objects.latest('pk').pk}"

    listed = page_of(desk.get("/office/rules/"))
    shown = page_of(desk.get(link))

    assert f'href="/office/calendar/{period.pk}/remove/"' in added
    assert f'href="/office/calendar/{period.pk}/remove/"' not in listed
    assert f'href="{link}"' in listed
    assert all(f'value="{value}"' in shown for value in ("Fall break", "2026-09-16", "2026-09-20"))
    assert not AcademicPeriod.objects.exists()


def test_a_period_a_colleague_has_changed_meanwhile_is_not_overwritten_unread(desk: Client) -> None:
    period = AcademicPeriod.objects.create(**BREAK)
    url, seen = f"/office/calendar/{period.pk}/", "break: Fall break, 2026-09-16 – 2026-09-20"
    theirs, mine = (BREAK | {"ends_on": day, "seen": seen, "save": "1"} for day in ("2026-09-18", "2026-09-22"))
    drawn = page_of(desk.get(url))
    desk.post(url, theirs)

    late, removed = desk.post(url, mine), desk.post(f"{url}remove/", {"seen": seen})
    kept = AcademicPeriod.objects.get().ends_on
    stands = "break: Fall break, 2026-09-16 – 2026-09-18"
    again = desk.post(url, mine | {"seen": stands})

    assert f'name="seen" value="{seen}"' in drawn
    assert (late.status_code, removed.status_code, kept) == (409, 409, date(2026, 9, 18))
    assert f"it is now “{stands}”" in page_of(late)
    assert 'value="2026-09-22"' in page_of(late)
    assert f'name="seen" value="{stands}"' in page_of(late)
    assert (again.status_code, AcademicPeriod.objects.get().ends_on) == (302, date(2026, 9, 22))


def test_what_was_added_has_nothing_before_it_to_put_back(desk: Client) -> None:
    desk.post("/office/calendar/", BREAK | {"save": "1"})

    assert desk.get(f"/office/calendar/?put_back={AuditEvent.objects.get().pk}").status_code == 404


@pytest.mark.parametrize(
    ("last_day", "sentence"),
    [
        ("2026-09-01", "The last day must not come before the first."),
        ("2126-09-20", "lasts a year at most"),
        ("9999-12-31", "Check the year of this date."),
    ],
)
def test_a_period_ends_after_it_starts_and_within_a_year(last_day: str, sentence: str, desk: Client) -> None:
    response = desk.post("/office/calendar/", BREAK | {"ends_on": last_day, "save": "1"})

    assert response.status_code == 422
    assert sentence in page_of(response)
    assert not AcademicPeriod.objects.exists()


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("path", ["/office/rules/", "/office/calendar/"])
def test_the_pages_cost_the_same_however_much_there_is(
    path: str, number: int, desk: Client, officer: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for day in range(number):
        AcademicPeriod.objects.create(**BREAK | {"name": f"Day {day}"})
        AuditEvent.objects.create(by=officer, verb="changed rules", object_type="policy", data={"quiet_from": [20, 21]})
        AuditEvent.objects.create(by=officer, object_type="calendar", object_id="1", data={"period": ["A", "B"]})

    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        desk.get(path)
