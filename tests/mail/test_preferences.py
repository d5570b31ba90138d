"""What somebody chose about their mails, asked at the moment of sending; and the one click that needs no signing in."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import get_connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.core import clock
from careernet.interviews.models import Interview, State
from careernet.mail import delivery, kinds, links, preferences
from careernet.mail.asking import Asked
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail, Preference, Quieted
from careernet.mail.preferences import Choice, Wish, refuses
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories
from tests.mail.notes import NOTE, queue_note
from tests.smtp import Inbox

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]
Led = Callable[..., Interview]

MONDAY, DAY, MINUTE = 0, timedelta(days=1), timedelta(minutes=1)
DIGEST = kinds.register(kinds.Kind("tests.digest", "digest", 8))
BOOKING = kinds.register(kinds.Kind("tests.booking", "booking", 3))

LEVELS = ("everything", "moves", "weekly")
#              nothing else chosen     all reminders paused    quiet for this conversation
#              everything moves weekly everything moves weekly everything moves weekly
TABLE = """
sign_in        sent sent sent          sent sent sent          sent sent sent
booking        sent sent sent          sent sent sent          sent sent sent
request        sent sent letter        sent sent sent          sent sent sent
meeting_day    sent sent sent          sent sent sent          quiet quiet quiet
nudge          sent off  off           paused paused paused    quiet quiet quiet
digest         sent off  off           paused paused paused    quiet quiet quiet
letter         off  off  sent          paused paused paused    quiet quiet quiet
term           sent off  sent          paused paused paused    quiet quiet quiet
"""
REASONS = {
    "sent": "",
    "off": "Switched off in the mail settings.",
    "paused": "Reminders are paused.",
    "quiet": "Quiet for this conversation.",
    "letter": "It waits for the weekly letter.",
}


def chosen(user: User, level: str, now: datetime, **finer: object) -> Preference:
    return preferences.choose(Choice(**{"level": level, "letter_day": MONDAY} | finer), by=user, now=now)  # type: ignore[arg-type]


def outcome(key: str) -> tuple[str, str]:
    mail = OutgoingMail.objects.get(key=key)
    return mail.state, mail.reason


# --- The table ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("line", TABLE.split("\n")[1:-1], ids=lambda line: line.split()[0])
def test_each_class_of_mail_goes_or_not_as_is_written(line: str, now: datetime) -> None:
    of, *expected = line.split()
    answer_by = now + timedelta(days=21)

    found = [
        refuses(of, Wish(level, now + DAY if level == "weekly" else None, *how), answer_by=answer_by)  # type: ignore[arg-type]
        for how, level in product([(False, False), (True, False), (False, True)], LEVELS)
    ]

    assert found == [REASONS[word] for word in expected]


def test_the_table_has_every_class_there_is() -> None:
    known = {kind.preference_class for kind in kinds._kinds.values()}

    assert {line.split()[0] for line in filter(None, TABLE.splitlines())} == known


@pytest.mark.parametrize(("days", "waits"), [(0, False), (2, False), (3, True), (21, True)])
def test_a_request_waits_for_the_letter_only_while_an_answer_helps_two_days_after_it(
    days: int, waits: bool, now: datetime
) -> None:
    wish = Wish("weekly", letter_at=now + DAY)

    refused = refuses("request", wish, answer_by=now + timedelta(days=days))

    assert bool(refused) is waits


# --- At sending ---------------------------------------------------------------------------------------------------
def test_what_is_switched_off_between_due_and_sending_is_not_sent(inbox: Inbox, mentor: Mentor, now: datetime) -> None:
    queue_note("nudge", to=mentor.user, now=now)
    queue_note("booking", to=mentor.user, kind=BOOKING.name, now=now)
    chosen(mentor.user, "moves", now)

    deliver_due(now=now)

    assert outcome("nudge") == (OutgoingMail.State.SKIPPED, "Switched off in the mail settings.")
    assert outcome("booking")[0] == OutgoingMail.State.SENT
    assert len(inbox.messages) == 1


def test_a_pause_ends_by_itself_on_the_readers_own_morning(inbox: Inbox, mentor: Mentor, now: datetime) -> None:
    """Midnight of September 16 in San Francisco is 7:00 UTC."""
    chosen(mentor.user, "everything", now, paused_until=date(2026, 9, 16))
    midnight = datetime.fromisoformat("2026-09-16T07:00:00Z")
    for key, at in (("before", midnight - MINUTE), ("after", midnight)):
        queue_note(key, to=mentor.user, now=at)
        deliver_due(now=at)

    assert outcome("before") == (OutgoingMail.State.SKIPPED, "Reminders are paused.")
    assert outcome("after")[0] == OutgoingMail.State.SENT


def test_a_quiet_conversation_says_nothing_about_others(inbox: Inbox, an_interview: Led, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)
    reader, other = interview.student.user, interview.asked_mentor
    preferences.quieten(interview, by=reader, now=now)
    queue_note("about it", to=reader, about=interview, now=now)
    queue_note("about something else", to=reader, about=other, now=now)
    queue_note("to the other side", to=other.user, about=interview, now=now)

    deliver_due(now=now)

    assert outcome("about it") == (OutgoingMail.State.SKIPPED, "Quiet for this conversation.")
    assert outcome("about something else")[0] == outcome("to the other side")[0] == OutgoingMail.State.SENT


def test_a_mail_costs_two_statements_whatever_its_reader_chose(
    inbox: Inbox, mentor: Mentor, an_interview: Led, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    chosen(mentor.user, "everything", now, paused_until=date(2026, 9, 20))
    interview = an_interview()
    queue_note("paused", to=mentor.user, about=interview, now=now)
    queue_note("sent", kind=BOOKING.name, to=mentor.user, about=interview, now=now)
    mails = delivery.claim(now=now, limit=2)

    with get_connection() as server, django_assert_num_queries(4):
        for mail in mails:
            delivery.deliver(mail, server, Asked([mail]), now=now)

    assert outcome("paused")[0] == OutgoingMail.State.SKIPPED
    assert outcome("sent")[0] == OutgoingMail.State.SENT


# --- One click ----------------------------------------------------------------------------------------------------
def header(inbox: Inbox, name: str) -> str:
    """As it stood on the wire, of the last mail."""
    return dict(inbox.messages[-1].raw_items()).get(name, "").strip()


def path_of(user: User, now: datetime) -> str:
    return links.off_url(user.pk, now=now).removeprefix("http://localhost:8000")


@pytest.mark.parametrize("kind", [NOTE.name, DIGEST.name])
def test_a_mail_program_switches_reminders_off_with_one_click(
    kind: str, inbox: Inbox, mentor: Mentor, now: datetime
) -> None:
    queue_note("note", kind=kind, to=mentor.user, now=now)
    deliver_due(now=now)
    url = header(inbox, "List-Unsubscribe")
    path = url.strip("<>").removeprefix("http://localhost:8000")

    answers = [
        Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})  # a new one knows no cookie
        for _twice in range(2)
    ]

    assert header(inbox, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    assert url == f"<{links.off_url(mentor.user_id, now=now)}>"
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Preference.objects.get().level == "moves"


def test_what_cant_be_switched_off_offers_no_click(inbox: Inbox, mentor: Mentor, now: datetime) -> None:
    queue_note("booking", to=mentor.user, kind=BOOKING.name, now=now)

    deliver_due(now=now)

    assert (header(inbox, "List-Unsubscribe"), header(inbox, "List-Unsubscribe-Post")) == ("", "")
    assert "/settings/mail/" not in inbox.messages[0].get_body(["plain"]).get_content()  # type: ignore[union-attr]


def test_the_foot_of_a_reminder_names_the_page_and_the_link(inbox: Inbox, mentor: Mentor, now: datetime) -> None:
    queue_note("nudge", to=mentor.user, now=now)

    deliver_due(now=now)

    for form in ("plain", "html"):
        text = inbox.messages[0].get_body([form]).get_content()  # type: ignore[union-attr]
        assert "http://localhost:8000/settings/mail/" in text
        assert links.off_url(mentor.user_id, now=now) in text


def test_looking_at_the_link_changes_nothing(client: Client, mentor: Mentor, now: datetime) -> None:
    path = path_of(mentor.user, now)

    pages = [client.get(path), client.head(path)] * 3

    assert {page.status_code for page in pages} == {200}
    assert not Preference.objects.exists()
    assert "Only what moves my plans" in pages[0].content.decode()


@pytest.mark.parametrize("level", ["everything", "weekly"])
def test_a_click_is_undone_to_what_was_before(level: str, client: Client, mentor: Mentor, now: datetime) -> None:
    before = chosen(mentor.user, level, now).letter_at
    path = path_of(mentor.user, now)

    done = client.post(path).content.decode()
    off = Preference.objects.get()
    undone = client.post(path, {"undo": "1"}).content.decode()

    again = Preference.objects.get()
    assert "you will only get what moves your plans" in done
    assert "Undo" in done
    assert (off.level, off.letter_at) == ("moves", None)
    assert (again.level, again.letter_at, again.level_before) == (level, before, "")
    assert "Undo" not in undone


def test_nothing_is_undone_that_was_chosen_since(client: Client, mentor: Mentor, now: datetime) -> None:
    path = path_of(mentor.user, now)
    client.post(path)
    chosen(mentor.user, "moves", now)

    page = client.post(path, {"undo": "1"}).content.decode()

    assert Preference.objects.get().level == "moves"
    assert "Undo" not in page


def test_a_link_that_does_not_work_says_why_and_changes_nothing(client: Client, mentor: Mentor, now: datetime) -> None:
    good = path_of(mentor.user, now)
    answer = links.sign(mentor.user_id, "answer", mentor.pk, 0, now=now)
    tampered, other = client.post(good.replace("/off/W", "/off/X")), client.post(f"/mail/off/{answer}/")
    clock.move_to(now + timedelta(days=61))
    old = client.post(good)
    mentor.user.is_active = False
    mentor.user.save(update_fields=["is_active"])
    gone = client.post(path_of(mentor.user, now + timedelta(days=61)))

    said = [page.content.decode() for page in (tampered, other, old, gone)]
    assert [page.status_code for page in (tampered, other, old, gone)] == [410] * 4
    for words, page in zip(
        ("not complete", "made for something else", "more than 60 days", "no longer there"), said, strict=True
    ):
        assert words in page
    assert not Preference.objects.exists()


# --- The page -----------------------------------------------------------------------------------------------------
POSTED = {
    "level": "weekly",
    "letter_day": "2",
    "quiet_from": "20",
    "quiet_until": "",
    "paused_until": "2026-09-20",
    "updates": "come",
}


def test_a_person_chooses_how_much_and_when(mentor: Mentor, client_for: ClientFor, now: datetime) -> None:
    """Wednesday, 8:00 in San Francisco."""
    browser = client_for(mentor.user)

    answer = browser.post("/settings/mail/", POSTED, follow=True)

    saved = Preference.objects.get()
    page = answer.content.decode()
    assert (saved.level, saved.letter_day, saved.quiet_from, saved.quiet_until) == ("weekly", 2, 20, None)
    assert saved.letter_at == datetime.fromisoformat("2026-09-16T15:00:00Z")
    assert saved.paused_until == date(2026, 9, 20)
    assert "Saved. Your next letter comes on Wednesday, September 16." in page
    assert "Reminders are paused until Sunday, September 20." in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"level": ""}, "Choose one of the three."),
        ({"updates": ""}, "Choose how you like to hear from them."),
        ({"paused_until": "2026-09-14"}, "Choose a day that is still to come"),
        ({"paused_until": "2028-01-01"}, "Choose a day within a year"),
        ({"quiet_from": "3"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_saved(
    typed: dict[str, str], words: str, mentor: Mentor, client_for: ClientFor, now: datetime
) -> None:
    answer = client_for(mentor.user).post("/settings/mail/", POSTED | typed)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Preference.objects.exists()


@pytest.mark.parametrize("side", ["student", "mentor"])
def test_a_conversation_is_quiet_until_turned_back_on(
    side: str, an_interview: Led, client_for: ClientFor, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    browser, here = client_for(getattr(interview, side).user), f"/interviews/{interview.pk}/"

    quiet = [browser.post(f"{here}quiet/", follow=True).content.decode() for _twice in range(2)]
    listed = browser.get("/settings/mail/").content.decode()
    again = browser.post(f"{here}quiet/", {"again": "1", "settings": "1"}, follow=True)

    assert "Turn back on" in quiet[1]
    assert here in listed
    assert again.redirect_chain[0][0] == "/settings/mail/"
    assert here not in again.content.decode()
    assert not Quieted.objects.exists()


@pytest.mark.parametrize("number", [1, 8])
def test_the_page_costs_the_same_however_much_is_quiet(
    number: int,
    student: Student,
    an_interview: Led,
    client_for: ClientFor,
    now: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:

    for _each in range(number):
        interview = an_interview(State.DRAFT, mentor=factories.MentorFactory())
        preferences.quieten(interview, by=student.user, now=now)
    browser = client_for(student.user)

    with django_assert_max_num_queries(8):
        page = browser.get("/settings/mail/").content.decode()

    assert page.count("Turn back on") == number


def test_a_persons_file_has_what_they_chose(an_interview: Led, client_for: ClientFor, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)
    reader = interview.student.user
    chosen(reader, "weekly", now)
    preferences.quieten(interview, by=reader, now=now)

    file = client_for(reader).get("/settings/privacy/export/").json()

    assert [row["level"] for row in file["mail_settings"]] == ["weekly"]
    assert [row["about_id"] for row in file["quiet_conversations"]] == [str(interview.pk)]
