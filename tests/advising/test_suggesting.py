"""An advisor suggests people to a student."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.advising.models import Suggestion
from careernet.advising.suggesting import dismiss, suggest
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.models import Block, Interview, State
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories, golden

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], Client]
HOME = "/home/"
GOLDEN = Path(__file__).parent / "golden"
QUARTER = timedelta(minutes=15)


def line_of(mentor: Mentor, line: str = "She left the bench, too.") -> dict[uuid.UUID, str]:
    return {mentor.pk: line}


def mails() -> dict[str, str]:
    return dict(OutgoingMail.objects.filter(kind="advising.suggests").values_list("subject", "state"))


def test_a_suggestion_stands_on_the_home_and_goes_in_one_mail(
    student: Student, advisor: User, mentor: Mentor, client_for: ClientFor, now: datetime
) -> None:
    other = factories.MentorFactory(user__full_name="Ola Berg")
    page = reverse("advising:suggest", args=[student.pk])

    for one in (mentor, other):
        said = {f"line_{one.pk}": f"Ask {one.user.short_name} why."}
        assert client_for(advisor).post(page, said)["Location"] == reverse("advising:student", args=[student.pk])

    shown = client_for(student.user).get(HOME).content.decode()
    assert ("Ask Maya why." in shown, "Ask Ola why." in shown) == (True, True)
    folded, whole = OutgoingMail.objects.filter(kind="advising.suggests").order_by("pk")
    assert (folded.state, whole.state, whole.to_user) == ("folded", "queued", student.user)
    assert whole.subject == "Rosa Alvarez suggests 2 people to talk to"


def test_the_mail_is_as_it_was(student: Student, advisor: User, mentor: Mentor, now: datetime) -> None:
    suggest(student, line_of(mentor), by=advisor, now=now)

    found = golden.files("suggested", OutgoingMail.objects.get(kind="advising.suggests"))

    assert golden.known(GOLDEN, "suggested*", found) == found


@pytest.mark.parametrize("ending", ["put away", "asked", "30 days"])
def test_it_stands_until_it_is_settled(
    ending: str,
    student: Student,
    advisor: User,
    mentor: Mentor,
    an_interview: Callable[..., Interview],
    client_for: ClientFor,
    now: datetime,
) -> None:
    suggest(student, line_of(mentor), by=advisor, now=now - QUARTER)
    before = client_for(student.user).get(HOME).content.decode()
    if ending == "put away":
        client_for(student.user).post(reverse("students:not_now", args=[Suggestion.objects.get().pk]))
    elif ending == "asked":
        an_interview(State.REQUESTED)
    else:
        clock.move_to(now + timedelta(days=30))

    after = client_for(student.user).get(HOME).content.decode()

    assert ("She left the bench, too." in before, "She left the bench, too." in after) == (True, False)


def test_a_draft_settles_nothing_and_stays_unknown(
    student: Student, advisor: User, mentor: Mentor, an_interview: Callable[..., Interview], now: datetime
) -> None:
    an_interview(State.DRAFT)

    suggest(student, line_of(mentor), by=advisor, now=now)

    assert Suggestion.objects.shown_to(student.user, now).count() == 1


@pytest.mark.parametrize("way", ["blocked by the mentor", "blocked by the student", "paused for good", "applied"])
def test_whom_the_student_may_not_find_cannot_be_suggested(
    way: str, student: Student, advisor: User, mentor: Mentor, client_for: ClientFor, now: datetime
) -> None:
    factories.indexed(mentor)
    page = reverse("advising:suggest", args=[student.pk]) + "?q=maya"
    before = client_for(advisor).get(page).content.decode()
    _part(way, student, mentor, now)

    after = client_for(advisor).get(page).content.decode()

    assert (mentor.headline in before, mentor.headline in after) == (True, False)
    with pytest.raises(RuleBroken, match="can’t be suggested any more"):
        suggest(student, line_of(mentor), by=advisor, now=now)
    assert (Suggestion.objects.count(), mails()) == (0, {})


@pytest.mark.parametrize("way", ["blocked by the mentor", "applied"])
def test_who_is_parted_afterward_is_on_no_page_and_in_no_mail(
    way: str, student: Student, advisor: User, mentor: Mentor, client_for: ClientFor, now: datetime
) -> None:
    suggest(student, line_of(mentor), by=advisor, now=now)
    _part(way, student, mentor, now)

    deliver_due(now=now + QUARTER)

    assert "She left the bench, too." not in client_for(student.user).get(HOME).content.decode()
    assert mails() == {"Rosa Alvarez suggests somebody to talk to": "skipped"}


def _part(way: str, student: Student, mentor: Mentor, now: datetime) -> None:
    sides = {
        "blocked by the mentor": (mentor.user, student.user),
        "blocked by the student": (student.user, mentor.user),
    }
    if way in sides:
        by, about = sides[way]
        Block.objects.create(by=by, about=about)
    else:
        Mentor.objects.filter(pk=mentor.pk).update(state="retired" if way == "paused for good" else way)


def test_three_stand_at_most_and_what_is_put_away_makes_room(
    student: Student, advisor: User, mentor: Mentor, now: datetime
) -> None:
    three = {factories.MentorFactory().pk: "Why not." for _each in range(3)}
    suggest(student, three, by=advisor, now=now)

    with pytest.raises(RuleBroken, match="more than three"):
        suggest(student, line_of(mentor), by=advisor, now=now)
    dismiss(Suggestion.objects.filter(student=student)[0], now=now)
    suggest(student, line_of(mentor), by=advisor, now=now)

    assert Suggestion.objects.open(now).count() == 3


def test_whoever_is_in_touch_already_is_not_suggested(
    student: Student, advisor: User, mentor: Mentor, an_interview: Callable[..., Interview], now: datetime
) -> None:
    asked = an_interview(State.REQUESTED)

    with pytest.raises(RuleBroken, match="already in touch"):
        suggest(student, line_of(mentor), by=advisor, now=now)
    actions.withdraw(asked, by=student.user, now=now)
    suggest(student, line_of(mentor), by=advisor, now=now + QUARTER)

    assert Suggestion.objects.get().mentor == mentor


def test_only_ones_own_students_get_suggestions(
    student: Student, strangers: dict[str, User], mentor: Mentor, now: datetime
) -> None:
    with pytest.raises(RuleBroken, match="no longer among your students"):
        suggest(student, line_of(mentor), by=strangers["advisor"], now=now)

    assert Suggestion.objects.count() == 0


def test_a_line_that_is_too_long_is_a_problem_in_place(
    student: Student, advisor: User, mentor: Mentor, client_for: ClientFor, now: datetime
) -> None:
    answer = client_for(advisor).post(reverse("advising:suggest", args=[student.pk]), {f"line_{mentor.pk}": "x" * 301})

    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
