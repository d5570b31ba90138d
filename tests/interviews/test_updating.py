"""What students tell their mentors long after the call, in the way each mentor likes to hear."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse

from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, safety, updates
from careernet.interviews.models import Interview, Message, State
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail, Preference
from careernet.mentors.models import Mentor
from careernet.reminders.sweep import sweep, wake_all
from careernet.students.models import Student
from tests import factories
from tests.smtp import Inbox, inbox

__all__ = ["inbox"]

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[AbstractBaseUser], Client]
Wish = Preference.Updates
DAY = timedelta(days=1)
WORDS = "I start at Riverside in June."
FIRST_OF_DECEMBER = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)  # eight in San Francisco


@pytest.fixture
def talked(an_interview: Led) -> Interview:
    """On September 21."""
    return an_interview(State.COMPLETED)


@pytest.fixture
def later(now: datetime) -> datetime:
    """November 13."""
    return now + 60 * DAY


def wishes(mentor: Mentor, updates: str) -> None:
    Preference.objects.create(user=mentor.user, updates=updates)


def tell(interview: Interview, now: datetime, update: str = "job", text: str = WORDS) -> Message:
    by = interview.student.user
    return actions.send_update(uuid.uuid4(), interview, by=by, update=update, text=text, now=now)


def mails(name: str = "update") -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(key__startswith=f"interviews.{name}").order_by("pk"))


@pytest.fixture
def talked_with_kim(talked: Interview, an_interview: Led, now: datetime) -> Interview:
    """A day later than the other one, with the same mentor."""
    return an_interview(State.COMPLETED, student=factories.StudentFactory(user__full_name="Kim Ode"), at=now + DAY)


def test_as_they_come_each_goes_by_itself_and_can_be_answered(talked: Interview, later: datetime) -> None:
    said = tell(talked, later)

    [mail] = mails()
    assert (mail.to_user, mail.due_at, WORDS in mail.text) == (talked.mentor.user, later + timedelta(seconds=30), True)
    assert (said.letter_at, talked.events.latest("number").verb) == (None, "updated")
    answered = actions.write(
        uuid.uuid4(), talked, by=talked.mentor.user, text="Splendid!", via="page", now=later + 60 * DAY
    )
    assert answered.role == "mentor"


def test_long_after_the_last_word_messages_have_closed(talked: Interview, later: datetime) -> None:
    tell(talked, later)

    with pytest.raises(RuleBroken, match="closed"):
        actions.write(uuid.uuid4(), talked, by=talked.mentor.user, text="Oh", via="page", now=later + 62 * DAY)


def test_once_a_month_one_letter_brings_them_all_once(
    talked: Interview, talked_with_kim: Interview, mentor: Mentor, later: datetime, inbox: Inbox
) -> None:
    wishes(mentor, Wish.MONTHLY)
    tell(talked, later)
    tell(talked_with_kim, later + DAY, "other", "Still in the lab, and glad of it.")

    early = actions.tell_updates(FIRST_OF_DECEMBER - timedelta(minutes=1))
    wrote = [actions.tell_updates(FIRST_OF_DECEMBER + timedelta(minutes=minute)) for minute in range(3)]
    deliver_due(now=FIRST_OF_DECEMBER)

    [letter] = mails()
    assert (early, wrote, letter.state) == (0, [1, 0, 0], "sent")
    assert letter.text.index(WORDS) < letter.text.index("Still in the lab")
    assert letter.subject in [message["Subject"] for message in inbox.to(mentor.user.email)]


def test_only_news_reaches_whoever_wants_only_news(talked: Interview, mentor: Mentor, later: datetime) -> None:
    wishes(mentor, Wish.NEWS)

    with pytest.raises(RuleBroken, match=r"only when there is news"):
        tell(talked, later, "other")
    for update in updates.NEWS:
        tell(talked, later, update)

    assert (len(mails()), Message.objects.exclude(update="").count()) == (3, 3)


@pytest.mark.parametrize(("wish", "said"), [("come", "whenever"), ("monthly", "once a month"), ("news", "only when")])
def test_the_student_reads_how_the_mentor_likes_to_hear(wish: str, said: str, mentor: Mentor) -> None:
    wishes(mentor, wish)

    assert said in updates.wish(mentor.user)
    assert updates.wish(mentor.user).startswith("Maya")


def test_whoever_wants_only_news_is_no_reason_to_remind_a_student(
    talked: Interview, mentor: Mentor, student: Student, now: datetime
) -> None:
    monday = now + timedelta(days=42)  # a month after the call, at eight
    due = {"kind": "reminders.digest", "to_user": student.user}
    wishes(mentor, Wish.NEWS)
    wake_all(monday)
    sweep(monday)
    quiet = OutgoingMail.objects.filter(**due).count()
    Preference.objects.filter(user=mentor.user).update(updates=Wish.MONTHLY)

    wake_all(monday)
    sweep(monday)
    by_night = OutgoingMail.objects.filter(**due).count()
    sweep(monday + timedelta(days=56))  # the Monday after ninety days

    assert (quiet, by_night, OutgoingMail.objects.filter(**due).count()) == (0, 0, 1)


def test_an_update_begins_the_time_to_keep_in_touch_anew(talked: Interview, student: Student, now: datetime) -> None:
    tell(talked, now + timedelta(days=30))

    wake_all(now + timedelta(days=42))
    sweep(now + timedelta(days=42))

    assert not OutgoingMail.objects.filter(kind="reminders.digest", to_user=student.user).exists()


@pytest.mark.parametrize("written", [False, True], ids=["before the letter", "while the letter is on its way"])
def test_of_two_who_parted_no_letter_tells_and_of_others_it_does(
    written: bool,
    talked: Interview,
    talked_with_kim: Interview,
    mentor: Mentor,
    later: datetime,
    inbox: Inbox,
) -> None:
    wishes(mentor, Wish.MONTHLY)
    tell(talked, later)
    tell(talked_with_kim, later, "other", "Still in the lab.")
    if written:
        actions.tell_updates(FIRST_OF_DECEMBER)

    safety.keep_apart(talked, by=mentor.user, now=FIRST_OF_DECEMBER)
    actions.tell_updates(FIRST_OF_DECEMBER + DAY)
    deliver_due(now=FIRST_OF_DECEMBER + DAY)

    [sent] = [mail for mail in mails() if mail.state == "sent"]
    assert ("Still in the lab." in sent.text, WORDS in sent.text) == (True, False)
    assert not any(WORDS in str(message) for message in inbox.messages)


def test_pressed_twice_it_is_told_once(talked: Interview, later: datetime) -> None:
    first = tell(talked, later)

    words = {"by": talked.student.user, "update": "job", "text": "Other", "now": later}
    again = actions.send_update(first.pk, talked, **words)

    assert (again.pk, again.text, len(mails())) == (first.pk, WORDS, 1)


def test_nobody_tells_somebody_who_has_left(talked: Interview, later: datetime) -> None:
    talked.mentor.user.is_active = False
    talked.mentor.user.save(update_fields=["is_active"])

    with pytest.raises(RuleBroken, match="no longer here"):
        tell(talked, later)

    assert (mails(), talked.messages.count()) == ([], 0)


def test_the_wish_is_set_beside_the_other_mail_settings_by_mentors_alone(
    mentor: Mentor, student: Student, client_for: Browser, now: datetime
) -> None:
    Policy.objects.create(pk=1)
    page, choice = reverse("mail:settings"), {"level": "everything", "letter_day": "0", "updates": "monthly"}

    for user in (mentor.user, student.user):
        assert client_for(user).post(page, choice).status_code == 302

    assert Preference.objects.get(user=mentor.user).updates == Wish.MONTHLY
    assert Preference.objects.get(user=student.user).updates == Wish.AS_THEY_COME
    assert "Word from students" in client_for(mentor.user).get(page).content.decode()
    assert "Word from students" not in client_for(student.user).get(page).content.decode()
