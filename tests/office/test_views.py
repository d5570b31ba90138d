"""The office's first page: its numbers, where they lead, and who sees them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careernet.accounts.models import User
from careernet.campus.models import AcademicPeriod
from careernet.core import clock
from careernet.core.forms import ModelForm
from careernet.interviews.models import Interview, State
from careernet.mail.models import DeliveryEvent, OutgoingMail, Suppression
from careernet.mentors.models import Mentor
from careernet.office import numbers
from tests.factories import MentorFactory, StudentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_for: Callable[[User], Client], officer: User) -> Client:
    return client_for(officer)


def counted(found: list[numbers.Number]) -> dict[str, int]:
    return {str(number.label): number.count for number in found if number.count}


def test_people_are_counted_by_state() -> None:
    StudentFactory()
    for state in ("active", "active", "applied"):
        MentorFactory(state=state)

    found = counted(numbers.people())

    assert found == {"student": 1, "active mentors": 2, "volunteer to approve": 1}


def test_conversations_are_those_asked_for_this_term(an_interview: Callable[..., Interview], now: datetime) -> None:
    AcademicPeriod.objects.create(
        kind="term", name="Fall 2026", starts_on=now.date(), ends_on=now.date() + timedelta(days=90)
    )
    an_interview(State.SCHEDULED)
    an_interview(State.DRAFT, student=StudentFactory())

    term = numbers.this_term(now=now + timedelta(days=1))

    assert (term.name, counted(term.conversations)) == ("Fall 2026", {"booked": 1})


def test_without_a_term_the_last_four_months_count(an_interview: Callable[..., Interview], now: datetime) -> None:
    an_interview(State.REQUESTED)

    term = numbers.this_term(now=now + timedelta(days=30))
    long_after = numbers.this_term(now=now + timedelta(days=200))

    assert (term.name, counted(term.conversations)) == ("the last four months", {"waiting for an answer": 1})
    assert long_after.conversations == []


def test_the_office_sees_how_much_falls_on_the_few_asked_most(
    desk: Client, an_interview: Callable[..., Interview], now: datetime
) -> None:
    asked_most, *others = [MentorFactory() for _ in range(20)]
    for mentor in [asked_most, *others]:
        an_interview(State.REQUESTED, student=StudentFactory(), mentor=mentor)
    for _ in range(5):
        an_interview(State.DECLINED, student=StudentFactory(), mentor=asked_most)
    an_interview(State.DRAFT, student=StudentFactory(), mentor=asked_most)

    found = numbers.this_term(now=now + timedelta(days=1)).load
    page = desk.get("/office/").content.decode()

    assert found == numbers.Load(asked=20, few=1, percent=24, evenly=5)
    assert "the one asked most got <strong" in page


def test_nothing_is_said_of_the_few_while_fewer_than_twenty_were_asked(
    an_interview: Callable[..., Interview], now: datetime
) -> None:
    an_interview(State.REQUESTED)

    term = numbers.this_term(now=now + timedelta(days=1))

    assert term.load is None


def test_mail_that_is_late_is_noticed(an_interview: Callable[..., Interview], now: datetime) -> None:
    an_interview(State.REQUESTED)
    first_due = OutgoingMail.objects.earliest("due_at").due_at

    before = numbers.mail_health(now=now)
    after = numbers.mail_health(now=now + timedelta(hours=1))

    assert (before.queued, before.oldest_due_at) == (2, None)
    assert after.oldest_due_at == first_due


def test_the_page_names_addresses_that_refused_a_mail(
    desk: Client, an_interview: Callable[..., Interview], now: datetime
) -> None:
    an_interview(State.REQUESTED)
    mail = OutgoingMail.objects.first()
    DeliveryEvent.objects.create(mail=mail, at=now, outcome="refused", detail="550 no such person")
    Suppression.objects.create(address=mail.to, reason="550", since=now)

    page = desk.get("/office/").content.decode()

    assert mail.to in page
    assert "550 no such person" in page
    assert "1 address on the do-not-mail list" in page
    assert mail.subject not in page


def test_every_number_leads_to_a_list_that_opens(desk: Client, an_interview: Callable[..., Interview]) -> None:
    an_interview(State.SCHEDULED)

    response = desk.get("/office/")

    found = [*response.context["people"], *response.context["term"].conversations, *response.context["mail"].last_day]
    assert [number.label for number in found if desk.get(number.url).status_code != 200] == []


@pytest.mark.parametrize("kind", ["student", "mentor", "advisor"])
def test_nobody_else_has_this_page(kind: str, strangers: dict[str, User], client_for: Callable[[User], Client]) -> None:
    response = client_for(strangers[kind]).get("/office/")

    assert response.status_code == 404


def test_more_rows_cost_no_more_queries(desk: Client, an_interview: Callable[..., Interview], now: datetime) -> None:
    def more(rows: int) -> None:
        for _ in range(rows):
            an_interview(State.SCHEDULED, student=StudentFactory(), mentor=MentorFactory())
            mail = OutgoingMail.objects.latest("pk")
            DeliveryEvent.objects.create(mail=mail, at=now, outcome="refused", detail="550")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            desk.get("/office/")
        return len(captured)

    more(1)
    clock.move_to(now + timedelta(days=1))
    before = queries()
    more(6)

    assert queries() == before <= 15


class MentorWork(ModelForm):
    class Meta:
        model = Mentor
        fields = ("work_setting",)


def test_lists_to_choose_from_begin_their_words_with_a_capital() -> None:
    labels = [str(label) for _value, label in MentorWork().fields["work_setting"].choices]

    assert "Private company" in labels
    assert [label for label in labels if label[:1].islower()] == []
