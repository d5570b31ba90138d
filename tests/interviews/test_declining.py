"""Not now: kindly, with somebody else to ask; in the same step a break or fewer calls; and to several at once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, emails
from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail
from careernet.mentors.emails import ways_out
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]


def path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def answer_link(interview: Interview, now: datetime) -> str:
    return path(emails.answer_url(interview, interview.mentor.user, now))


def named(name: str, an_interview: Led) -> Interview:
    """A request to the same mentor."""
    return an_interview(student=factories.StudentFactory(user__full_name=name))


def states() -> dict[str, str]:
    return {str(row.student): row.state for row in Interview.objects.with_people()}


# --- One no, and what may go with it --------------------------------------------------------------------------------
def test_a_no_from_the_mail_passes_on_a_colleague_and_begins_a_break_with_fewer_calls(
    an_interview: Led, mentor: Mentor, client: Client, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    typed = {"choice": "decline", "colleague": "Ana Lima, Arcadia Labs", "colleague_note": "Knows <the> night shift."}
    typed |= {"pause_until": "2026-11-02", "calls_a_month": "1"}

    answer = client.post(answer_link(interview, now), typed)

    interview.refresh_from_db()
    mentor.refresh_from_db()
    assert (answer.status_code, interview.state) == (302, State.DECLINED)
    assert (mentor.state, mentor.paused_until, mentor.calls_a_month) == ("paused", date(2026, 11, 2), 1)
    mail = OutgoingMail.objects.get(key__startswith="interviews.declined:")
    assert "Ana Lima, Arcadia Labs\nKnows <the> night shift." in mail.text
    assert "Knows &lt;the&gt; night shift." in mail.html
    assert "November" not in mail.text  # the break is the mentor's own business


def test_a_no_that_comes_too_late_begins_no_break(an_interview: Led, mentor: Mentor, now: datetime) -> None:
    interview = an_interview(State.WITHDRAWN)

    with pytest.raises(RuleBroken):
        actions.decline(interview, by=mentor.user, pause_until=date(2026, 11, 2), calls_a_month=1, now=now)

    mentor.refresh_from_db()
    assert (mentor.state, mentor.calls_a_month) == ("active", 2)


def test_a_break_is_offered_to_whoever_is_not_on_one(
    an_interview: Led, mentor: Mentor, client: Client, now: datetime
) -> None:
    url = answer_link(an_interview(State.REQUESTED), now) + "?choice=decline"

    before = client.get(url).content.decode()
    Mentor.objects.filter(pk=mentor.pk).update(state="paused", calls_a_month=1)
    after = client.get(url).content.decode()

    fields = ("pause_until", "calls_a_month")
    assert [f'name="{name}"' in before for name in fields] == [True, True]
    assert [f'name="{name}"' in after for name in fields] == [False, False]


# --- Whom to ask instead --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("state", "name"), [(State.DECLINED, "declined"), (State.EXPIRED, "expired_student")])
def test_who_got_no_yes_hears_of_three_others_who_can_be_asked(
    state: str, name: str, an_interview: Led, mentor: Mentor, student: Student, now: datetime
) -> None:
    factories.indexed(mentor)
    alike = [factories.MentorFactory(user__full_name=f"Alike {number}", sort_name=f"a{number}") for number in range(4)]
    factories.MentorFactory(user__full_name="On Leave", state="paused", sort_name="a")
    hidden = factories.indexed(alike[0])
    Mentor.objects.filter(pk=hidden.pk).update(hidden_fields=["job_title", "employer"])

    an_interview(state)

    mail = OutgoingMail.objects.get(key__startswith=f"interviews.{name}:")
    urls = [reverse("mentors:detail", args=[each.pk]) for each in alike]
    for words in (mail.text, mail.html):
        assert [url in words for url in urls] == [True, True, True, False]
        assert "On Leave" not in words
    assert "* Alike 1, Battery chemist at Arcadia Labs\n" in mail.text
    assert "* Alike 0\n" in mail.text


# --- Several at once ------------------------------------------------------------------------------------------------
def test_after_a_break_begins_those_who_wait_are_listed_and_declined_but_for_one(
    an_interview: Led, mentor: Mentor, client_for: Browser
) -> None:
    rows = {name: named(name, an_interview) for name in ("Ana Lima", "Ben Marsh", "Cleo Hart")}
    maya = client_for(mentor.user)

    paused = maya.post(reverse("mentors:pause"), {"until": "2026-11-02"}, follow=True)
    ticked = [str(rows[name].pk) for name in ("Ana Lima", "Ben Marsh")]
    done = maya.post(reverse("mentors:waiting"), {"interviews": ticked, "reason": "A new baby!"}, follow=True)

    page = paused.content.decode()
    assert [f"{name}, who asked on Mon, Sep 14" in page for name in rows] == [True] * 3
    assert "2 students hear a kind no." in done.content.decode()
    assert states() == {"Ana Lima": "declined", "Ben Marsh": "declined", "Cleo Hart": "requested"}
    mails = OutgoingMail.objects.filter(key__startswith="interviews.declined:")
    assert [("A new baby!" in mail.text, mail.state) for mail in mails] == [(True, "queued")] * 2


def test_a_full_month_offers_the_same(an_interview: Led, mentor: Mentor, client_for: Browser, now: datetime) -> None:
    an_interview(State.SCHEDULED)
    named("Ana Lima", an_interview)
    maya = client_for(mentor.user)

    with_room = maya.get(reverse("mentors:mentoring_home")).content.decode()
    Mentor.objects.filter(pk=mentor.pk).update(calls_a_month=1)
    full = maya.get(reverse("mentors:mentoring_home")).content.decode()

    assert [reverse("mentors:waiting") in page for page in (with_room, full)] == [False, True]


def test_what_moved_on_meanwhile_stays_as_it_is_and_the_others_are_declined(
    an_interview: Led, mentor: Mentor, now: datetime
) -> None:
    gone, waiting = (named(name, an_interview) for name in ("Ana Lima", "Ben Marsh"))
    seen = list(Interview.objects.awaiting_mentor().with_people())
    actions.withdraw(gone, by=gone.student.user, now=now + timedelta(minutes=1))

    declined = actions.decline_all(seen, by=mentor.user, reason="", now=now + timedelta(minutes=2))

    assert declined == [waiting]
    assert states() == {"Ana Lima": "withdrawn", "Ben Marsh": "declined"}


def test_from_a_mail_a_break_and_a_no_to_all_need_no_signing_in(
    an_interview: Led, mentor: Mentor, client: Client, now: datetime
) -> None:
    first, second = (named(name, an_interview) for name in ("Ana Lima", "Ben Marsh"))
    newcomer = named("Cleo Hart", an_interview)
    answer = answer_link(first, now)

    client.post(answer, {"choice": "decline", "pause_until": "2026-11-02"})
    said = client.get(answer).content.decode()
    url = path(ways_out(mentor, now)["pause_url"]).replace("/pause/", "/waiting/")
    client.post(url, {"interviews": [str(second.pk)]})  # as shown before Cleo asked

    assert "/mentoring/waiting/" in said
    assert states() == {"Ana Lima": "declined", "Ben Marsh": "declined", "Cleo Hart": "requested"}
    assert str(newcomer.pk) in client.get(url).content.decode()
