from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Case, F, Q, When
from django.db.models.functions import Length, Right

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.mail import actions, kinds
from careernet.mail.models import OutgoingMail
from careernet.reminders.tasks import wake_all
from tests.mail.notes import queue_note, states

State = OutgoingMail.State


class Row(User):
    """Something with a UUID that mails can be about, without a table."""

    class Meta:
        app_label = "accounts"
        proxy = True


def row() -> Row:
    return Row(pk=uuid4())


@pytest.mark.django_db
def test_a_queued_mail_is_whole(now: datetime) -> None:
    maya = User.objects.create_user("Maya@Example.edu", full_name="Maya Chen")

    mail = queue_note("482-913", to=maya, now=now, thread="interview-1", from_name="Jordan Parker via Career Office")

    assert (mail.to_user, mail.to, mail.state) == (maya, "maya@example.edu", State.QUEUED)
    assert mail.subject == "482-913 is your sign-in code"
    assert mail.text.startswith("Type this code on the page where you asked for it:\n\n    482-913\n")
    assert "482-913" in mail.html
    assert mail.due_at == mail.next_attempt_at == now


@pytest.mark.django_db
def test_a_sender_with_a_very_long_name_still_writes(now: datetime) -> None:
    mail = queue_note("long-winded", from_name="Jordan " * 30 + "via Career Office", now=now)

    assert mail.from_name.startswith("Jordan Jordan")


@pytest.mark.django_db
def test_text_is_not_escaped_and_html_is(now: datetime) -> None:
    mail = queue_note("escaping", context={"code": "<b>O'Hara & Sons</b>"}, now=now)

    assert mail.subject == "<b>O'Hara & Sons</b> is your sign-in code"
    assert "<b>O'Hara & Sons</b>" in mail.text
    assert "&lt;b&gt;O" in mail.html


@pytest.mark.django_db
def test_styles_are_on_the_elements_and_the_dark_ones_in_the_head(now: datetime) -> None:
    html = queue_note("dressed", now=now).html

    assert '<p class="code" style="' in html
    assert "prefers-color-scheme: dark" in html


@pytest.mark.django_db
def test_the_same_occasion_is_queued_once(now: datetime) -> None:
    first = queue_note("occasion", now=now)

    with suppress(OutgoingMail.DoesNotExist):
        queue_note("occasion", to="x@example.edu", now=now)

    assert OutgoingMail.objects.get() == first


@pytest.mark.django_db(transaction=True)
def test_the_same_occasion_is_queued_once_by_racers(now: datetime) -> None:
    barrier = Barrier(6)

    def race(round_: int) -> None:
        barrier.wait()
        try:
            with suppress(OutgoingMail.DoesNotExist), transaction.atomic():
                queue_note(f"round {round_}", now=now)
        finally:
            connection.close()

    for round_ in range(5):
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(race, [round_] * 6))

    assert sorted(states()) == [f"round {round_}" for round_ in range(5)]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_owes_no_mail(now: datetime) -> None:
    with transaction.atomic():
        queue_note("never", now=now)
        transaction.set_rollback(True)

    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_closing_a_row_takes_back_what_is_queued_about_it(now: datetime) -> None:
    closed, other = row(), row()
    queue_note("about closed", about=closed, now=now)
    queue_note("about other", about=other, now=now)
    queue_note("about nothing", now=now)

    dropped = actions.drop(closed, now=now, reason="The interview was cancelled.")

    assert dropped == 1
    assert states() == {
        "about closed": State.CANCELLED,
        "about other": State.QUEUED,
        "about nothing": State.QUEUED,
    }


@pytest.mark.django_db
def test_a_mail_can_be_taken_back_once(now: datetime) -> None:
    queue_note("request", due=now + timedelta(seconds=30), now=now)

    first, second = (actions.unqueue("request", reason="Taken back by its sender.") for _ in range(2))

    assert (first, second) == (True, False)
    assert states() == {"request": State.CANCELLED}


@pytest.mark.django_db
def test_a_mail_left_out_keeps_its_reason_and_its_occasion(now: datetime) -> None:
    maya = User.objects.create_user("maya@example.edu")
    words = {"subject": "Prepare", "about": row(), "reason": "Its moment had passed."}

    actions.skip(kind="tests.note", key="prepare", to=maya, **words, now=now)
    with suppress(OutgoingMail.DoesNotExist):
        queue_note("prepare", to=maya, now=now)

    assert OutgoingMail.objects.values_list("state", "reason").get() == (State.SKIPPED, "Its moment had passed.")


@pytest.mark.django_db
def test_a_mail_is_worth_sending_as_long_as_its_kind_says(now: datetime) -> None:
    code = queue_note("sign in", kind="sign_in", now=now)
    late = queue_note("late", due=now + timedelta(hours=1), not_after=now + timedelta(hours=2), now=now)
    ever = queue_note("ever", now=now)

    assert code.not_after == now + timedelta(minutes=15)
    assert late.not_after == now + timedelta(hours=2)
    assert ever.not_after is None


@pytest.mark.django_db
def test_the_words_of_a_mail_go_after_their_days_and_its_record_stays(now: datetime) -> None:
    Policy.objects.create(pk=1, mail_words_days=90)
    ninety = timedelta(days=90)
    for key, at in (("fresh", now - ninety), ("old", now - ninety - timedelta(seconds=1))):
        for state in State:
            queue_note(f"{key} {state}", now=at, ics="BEGIN:VCALENDAR")
        OutgoingMail.objects.filter(key__startswith=key).update(
            state=Right(F("key"), Length("key") - len(key) - 1),
            sent_at=Case(When(key=f"{key} sent", then=at)),
            lease_until=Case(When(key=f"{key} sending", then=now)),
            reason="why",
        )

    gone = actions.blank_old(now=now), actions.blank_old(now=now)

    wordless = OutgoingMail.objects.filter(text="", html="", ics="")
    leaving = {"queued", "sending"}
    assert gone == (len(State) - len(leaving), 0)
    assert {mail.key for mail in wordless} == {f"old {state}" for state in State if state not in leaving}
    assert all(mail.subject and mail.to and mail.kind == "tests.note" for mail in wordless)
    assert not OutgoingMail.objects.exclude(pk__in=wordless).filter(Q(text="") | Q(html="") | Q(ics="")).exists()


@pytest.mark.django_db
def test_the_nightly_task_takes_old_words_away(now: datetime) -> None:
    queue_note("old", now=now - timedelta(days=91))
    OutgoingMail.objects.update(state=State.SENT, sent_at=now - timedelta(days=91))

    wake_all()

    assert OutgoingMail.objects.get().text == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "impossible",
    [
        {"key": ""},
        {"state": State.SENDING},
        {"state": State.SENT},
        {"state": State.DEAD},
        {"about_id": uuid4()},
        {"lease_until": datetime.fromisoformat("2026-09-14T15:00Z")},
    ],
)
def test_the_database_refuses_a_row_that_makes_no_sense(impossible: dict[str, object], now: datetime) -> None:
    queue_note("sense", now=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.update(**impossible)


def test_a_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        kinds.register(kinds.SIGN_IN)
