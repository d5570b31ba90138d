"""An advisor who is away, the colleague who reads meanwhile, and what is anybody's to answer."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import AuditEvent, Role, User
from careernet.advising.actions import hand_over
from careernet.advising.covering import go_away
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail
from careernet.reflections import actions
from careernet.reflections.models import Reflection
from careernet.reminders.sweep import sweep
from careernet.students.models import Cover, Student
from tests.factories import MentorFactory, StudentFactory, grant, person
from tests.reflections.writing import ANSWERS, handed_in

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
Lead = Callable[..., Interview]
QUEUE, STUDENTS, AWAY = "/advising/", "/advising/students/", "/advising/away/"
WORDS = [field.name for field in fields(ANSWERS) if isinstance(getattr(ANSWERS, field.name), str)]
PLANTED = replace(ANSWERS, **{name: f"xx{name}xx" for name in WORDS if not name.startswith(("kind", "wish"))})
DAY = timedelta(days=1)


@pytest.fixture
def reader(db: None) -> User:
    return person(Role.Kind.ADVISOR, full_name="Ben Ortiz")


@pytest.fixture
def handed(an_interview: Lead, now: datetime) -> Reflection:
    """On the ninth day, a Wednesday, by Rosa's student; every answer a planted word."""
    clock.move_to(now + 9 * DAY)
    return handed_in(an_interview(State.COMPLETED), now=now + 8 * DAY, answers=PLANTED)


@pytest.fixture
def away(advisor: User, reader: User, now: datetime) -> Cover:
    """From the eighth day to the eleventh."""
    first = (now + 8 * DAY).date()
    return go_away(advisor, reader=reader, first_day=first, last_day=first + 3 * DAY, by=advisor, now=now)


def planted_on(client: Client, student: Student, reflection: Reflection) -> set[str]:
    """On which of the advisor's pages a word of the reflection, or the student's name, shows."""
    pages = {
        "queue": QUEUE,
        "students": STUDENTS,
        "student": reverse("advising:student", args=[student.pk]),
        "review": reverse("advising:review", args=[reflection.pk]),
        "messages": "/advising/messages/",
        "lines": "/advising/lines/",
    }
    words = [word for name in WORDS if (word := getattr(PLANTED, name)).startswith("xx")]
    found = {name: client.get(page).content.decode() for name, page in pages.items()}
    return {name for name, text in found.items() if any(word in text for word in words)}


def named_on(client: Client, name: str) -> set[str]:
    return {page for page in (QUEUE, STUDENTS) if name in client.get(page).content.decode()}


@pytest.mark.parametrize(("day", "is_read"), [(7, False), (8, True), (11, True), (12, False)])
def test_a_colleague_reads_from_the_first_day_away_to_the_last_and_not_a_day_longer(
    day: int, is_read: bool, handed: Reflection, away: Cover, reader: User, client_for: SignIn, now: datetime
) -> None:
    clock.move_to(now + day * DAY)
    client, student = client_for(reader), handed.interview.student

    assert planted_on(client, student, handed) == ({"review", "student"} if is_read else set())
    assert named_on(client, str(student)) == ({QUEUE, STUDENTS} if is_read else set())
    assert ("for Rosa" in client.get(QUEUE).content.decode()) == is_read


def test_nobody_else_reads_while_an_advisor_is_away(
    handed: Reflection, away: Cover, strangers: dict[str, User], client_for: SignIn
) -> None:
    student = handed.interview.student

    for stranger in strangers.values():
        client = client_for(stranger)
        assert planted_on(client, student, handed) == set()
        assert named_on(client, str(student)) == set()


def test_the_advisor_still_reads_while_away(handed: Reflection, away: Cover, advisor: User, client_for: SignIn) -> None:
    assert planted_on(client_for(advisor), handed.interview.student, handed) == {"review", "student"}


def test_a_message_that_waits_for_a_look_is_the_colleagues_to_answer(
    an_interview: Lead, away: Cover, reader: User, client_for: SignIn, now: datetime
) -> None:
    clock.move_to(now + 8 * DAY)
    interview = an_interview(State.IN_REVIEW, at=now + 8 * DAY)
    client = client_for(reader)

    assert "for Rosa" in client.get(QUEUE).content.decode()
    client.post(reverse("advising:message", args=[interview.pk]), {"answer": "good"})

    interview.refresh_from_db()
    assert interview.state == State.REQUESTED


def test_the_student_sees_who_reads(handed: Reflection, away: Cover, client_for: SignIn) -> None:
    page = client_for(handed.interview.student.user).get(reverse("reflections:detail", args=[handed.pk]))

    assert "Rosa Alvarez is away, and <strong>Ben Ortiz</strong> reads meanwhile" in page.content.decode()
    assert "With Ben Ortiz" in page.content.decode()


def test_what_is_overdue_is_told_to_the_colleague_and_not_to_whoever_is_away(
    handed: Reflection, reader: User, advisor: User, now: datetime
) -> None:
    first = (now + 8 * DAY).date()
    go_away(advisor, reader=reader, first_day=first, last_day=first + 30 * DAY, by=advisor, now=now)

    for day in range(8, 20):
        clock.move_to(now + day * DAY)
        sweep(now + day * DAY)

    told = OutgoingMail.objects.filter(kind="reminders.digest").values_list("to_user", flat=True)
    assert list(told) == [reader.pk]


def test_a_colleague_who_is_away_then_cannot_read(advisor: User, reader: User, away: Cover, now: datetime) -> None:
    other = person(Role.Kind.ADVISOR)
    first = (now + 10 * DAY).date()

    with pytest.raises(RuleBroken, match="is away then, too"):
        go_away(other, reader=advisor, first_day=first, last_day=first, by=other, now=now)

    assert not Cover.objects.filter(advisor=other).exists()


@pytest.mark.parametrize("role", [Role.Kind.STUDENT, Role.Kind.MENTOR])
def test_only_an_advisor_reads_for_an_advisor(
    role: str, advisor: User, strangers: dict[str, User], now: datetime
) -> None:
    with pytest.raises(RuleBroken, match="take these students"):
        go_away(
            advisor, reader=strangers[role], first_day=date(2027, 1, 1), last_day=date(2027, 1, 2), by=advisor, now=now
        )


def test_coming_back_early_ends_it_and_both_are_on_record(
    handed: Reflection, away: Cover, advisor: User, reader: User, client_for: SignIn
) -> None:
    client_for(advisor).post(AWAY, {"back": "1"})

    assert planted_on(client_for(reader), handed.interview.student, handed) == set()
    verbs = AuditEvent.objects.filter(about=advisor).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["left students to a colleague", "took students back"]


def test_the_office_sets_it_for_somebody_who_fell_ill(
    advisor: User, reader: User, officer: User, client_for: SignIn, now: datetime
) -> None:
    clock.move_to(now)
    days = {"first_day": now.date().isoformat(), "last_day": (now + DAY).date().isoformat()}

    client_for(officer).post(f"/advising/away/{advisor.pk}/", {**days, "reader": reader.pk})

    assert Cover.objects.get().reader == reader


@pytest.mark.parametrize("leaves", ["advisor", "reader"])
def test_nobody_reads_for_anybody_once_either_has_left(
    leaves: str, advisor: User, reader: User, away: Cover, officer: User, now: datetime
) -> None:
    hand_over({"advisor": advisor, "reader": reader}[leaves], to=None, by=officer, now=now)

    assert not Cover.objects.exists()


# --- The shared queue -------------------------------------------------------------------------------------------------
@pytest.fixture
def colleague(strangers: dict[str, User], client_for: SignIn) -> Client:
    return client_for(strangers[Role.Kind.ADVISOR])


def take(client: Client, reflection: Reflection) -> str:
    return client.post(reverse("advising:take", args=[reflection.pk]))["Location"]


def is_offered(client: Client, reflection: Reflection) -> bool:
    return reverse("advising:take", args=[reflection.pk]) in client.get(QUEUE).content.decode()


def test_a_reflection_nobody_answers_is_anybodys_after_the_days_of_the_rules(
    handed: Reflection, colleague: Client, now: datetime
) -> None:
    found = []
    for day in (14, 16):  # four working days later, and six
        clock.move_to(now + day * DAY)
        found.append((is_offered(colleague, handed), planted_on(colleague, handed.interview.student, handed)))

    assert found == [(False, set()), (True, set())]  # its words only to who takes it


def test_whoever_takes_it_reads_and_answers_it_and_it_is_nobody_elses_to_take(
    handed: Reflection, colleague: Client, advisor: User, client_for: SignIn, now: datetime
) -> None:
    clock.move_to(now + 16 * DAY)
    third = client_for(person(Role.Kind.ADVISOR))
    review = reverse("advising:review", args=[handed.pk])

    assert take(colleague, handed) == review
    assert planted_on(colleague, handed.interview.student, handed) == {"review"}
    assert not is_offered(third, handed)
    assert take(third, handed) == QUEUE
    assert third.get(review).status_code == 404
    assert "on Maya" not in client_for(advisor).get(QUEUE).content.decode()  # not hers to do twice

    colleague.post(review, {"verdict": "looks_good", "version": handed.version})
    handed.refresh_from_db()
    assert handed.state == "done"


def test_what_was_taken_and_not_answered_is_anybodys_again(
    handed: Reflection, colleague: Client, advisor: User, client_for: SignIn, now: datetime
) -> None:
    clock.move_to(now + 16 * DAY)
    third = client_for(person(Role.Kind.ADVISOR))
    take(colleague, handed)

    clock.move_to(now + 24 * DAY)

    assert is_offered(third, handed)
    assert "on Maya" in client_for(advisor).get(QUEUE).content.decode()


def test_of_a_student_without_an_advisor_it_is_anybodys_at_once(
    an_interview: Lead, colleague: Client, now: datetime
) -> None:
    alone = StudentFactory(advisor=None)
    reflection = handed_in(an_interview(State.COMPLETED, student=alone, mentor=MentorFactory()), now=now + 8 * DAY)
    clock.move_to(now + 8 * DAY)

    assert is_offered(colleague, reflection)
    take(colleague, reflection)
    assert f'href="{reverse("advising:review", args=[reflection.pk])}"' in colleague.get(QUEUE).content.decode()


def test_the_student_sees_who_took_it(handed: Reflection, colleague: Client, client_for: SignIn, now: datetime) -> None:
    clock.move_to(now + 16 * DAY)
    take(colleague, handed)

    page = client_for(handed.interview.student.user).get(reverse("reflections:detail", args=[handed.pk]))

    assert "<strong>Strange Advisor</strong> took this one on" in page.content.decode()


def test_what_is_added_goes_back_to_whoever_asked_for_it(
    handed: Reflection, colleague: Client, client_for: SignIn, now: datetime
) -> None:
    clock.move_to(now + 16 * DAY)
    take(colleague, handed)
    review = reverse("advising:review", args=[handed.pk])
    colleague.post(review, {"verdict": "please_add", "comment": "Which lab?", "version": handed.version})
    handed.refresh_from_db()
    more = replace(PLANTED, learned="xxmorexx")
    actions.submit(handed, by=handed.interview.student.user, answers=more, version=handed.version, now=now + 24 * DAY)

    clock.move_to(now + 24 * DAY)

    assert "xxmorexx" in colleague.get(review).content.decode()
    assert not is_offered(client_for(person(Role.Kind.ADVISOR)), handed)


def test_a_message_nobody_looks_at_is_every_advisors_before_it_goes_on_by_itself(
    an_interview: Lead, colleague: Client, now: datetime
) -> None:
    interview = an_interview(State.IN_REVIEW)
    page = reverse("advising:message", args=[interview.pk])

    statuses = []
    for day in (1, 3):
        clock.move_to(now + day * DAY)
        statuses.append(colleague.get(page).status_code)

    assert statuses == [404, 200]


def test_nobody_is_offered_or_reads_a_reflection_on_a_talk_with_themselves(
    handed: Reflection, client_for: SignIn, now: datetime
) -> None:
    clock.move_to(now + 16 * DAY)
    both = client_for(grant(handed.interview.mentor.user, Role.Kind.ADVISOR))
    Student.objects.filter(pk=handed.interview.student_id).update(advisor=None)

    assert not is_offered(both, handed)
    assert take(both, handed) == QUEUE
    assert planted_on(both, handed.interview.student, handed) == set()


def test_one_of_two_at_the_same_moment_takes_it(
    handed: Reflection, reader: User, strangers: dict[str, User], now: datetime
) -> None:
    late, later = now + 8 * DAY, now + 16 * DAY
    actions.take(handed, by=reader, late_before=late, now=later)

    with pytest.raises(RuleBroken, match="A colleague was faster"):
        actions.take(handed, by=strangers[Role.Kind.ADVISOR], late_before=late, now=later)

    handed.refresh_from_db()
    assert handed.taken_by == reader
    assert AuditEvent.objects.filter(verb=actions.TOOK).count() == 1
