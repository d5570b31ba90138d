"""What the mails say: the fact in the subject, what to do in the first line, both times, one button, no blame."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from careernet.campus.models import Policy
from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.interviews.times import free_times
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests.personas import ask

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
HELD = "Mon, Sep 21, 11:00–11:30 AM, New York time (EDT)"
MENTORS = "Mon, Sep 21, 8:00–8:30 AM, Los Angeles time (PDT)"


def mail(name: str, interview: Interview, side: str) -> OutgoingMail:
    return OutgoingMail.objects.about(interview).get(
        key__startswith=f"interviews.{name}:", to_user=getattr(interview, side).user
    )


def first_line(mail: OutgoingMail) -> str:
    return mail.text.partition("\n")[0]


@pytest.mark.parametrize(
    ("state", "name", "side", "subject", "first"),
    [
        (
            State.REQUESTED,
            "request",
            "mentor",
            "Jordan Parker (Northfield College) asks for 30 minutes of your time",
            "Please answer Jordan by Mon, Oct 5. It takes a minute and needs no sign-in:",
        ),
        (
            State.REQUESTED,
            "request_on_its_way",
            "student",
            "On its way: your request to Maya Chen",
            (
                "Nothing to do for now: allow Maya 1 to 2 weeks to answer. "
                "From Mon, Sep 21 on you can send one short follow-up."
            ),
        ),
        (
            State.COUNTERED,
            "times_offered",
            "student",
            "Maya Chen says yes, at another time: choose by Mon, Sep 21",
            "Choose a time by Mon, Sep 21; each goes to whoever books it first. "
            "Maya would be glad to talk at one of these:",
        ),
        (
            State.SCHEDULED,
            "booked",
            "student",
            f"Confirmed: Maya Chen, {HELD}",
            "Your conversation with Maya Chen is booked. Add the attached invitation to your calendar.",
        ),
        (
            State.SCHEDULED,
            "booked",
            "mentor",
            f"Confirmed: Jordan Parker, {MENTORS}",
            "Your conversation with Jordan Parker is booked. Add the attached invitation to your calendar.",
        ),
        (
            State.DECLINED,
            "declined",
            "student",
            "Maya Chen can't make time for this one: ask somebody else",
            (
                "Ask somebody else next; Maya Chen can't make time for a conversation now. "
                "That happens to everybody who asks, and it says nothing about you."
            ),
        ),
        (
            State.EXPIRED,
            "expired_student",
            "student",
            "Your request to Maya Chen has closed: ask somebody else",
            (
                "Ask somebody else next: no time came together with Maya Chen, so this request is closed. "
                "Busy weeks are the usual reason."
            ),
        ),
        (
            State.EXPIRED,
            "expired_mentor",
            "mentor",
            "Nothing to do: the request of Jordan Parker has closed",
            (
                "You need not answer any more: no time came together with Jordan Parker, so the request is closed. "
                "Jordan Parker will ask somebody else."
            ),
        ),
        (
            State.CANCELLED,
            "cancelled",
            "student",
            f"Canceled: Maya Chen, {HELD}",
            (
                "Your conversation with Maya Chen will not take place; Maya Chen canceled it. "
                "The attached file takes it out of your calendar."
            ),
        ),
        (
            State.CANCELLED,
            "cancelled",
            "mentor",
            f"Canceled: Jordan Parker, {MENTORS}",
            "You canceled your conversation with Jordan Parker. The attached file takes it out of your calendar.",
        ),
    ],
)
def test_subject_and_first_line(state: str, name: str, side: str, subject: str, first: str, an_interview: Led) -> None:
    found = mail(name, an_interview(state), side)

    assert (found.subject, first_line(found)) == (subject, first)


def test_a_request_has_both_times_four_answers_and_the_students_words(an_interview: Led) -> None:
    interview = an_interview(State.REQUESTED)

    text = mail("request", interview, "mentor").text

    assert f"* {MENTORS}\n  (11:00–11:30 AM, New York time (EDT) for Jordan)" in text
    assert re.findall(r"\?choice=(\w+)", text) == ["accept", "another", "ask", "decline"]
    assert interview.hope_to_learn in text
    assert interview.message in text


def test_both_forms_of_a_mail_carry_the_same_facts(an_interview: Led) -> None:
    interview = an_interview(State.SCHEDULED)

    found = mail("booked", interview, "student")

    for fact in (HELD, "https://meet.example/maya", f"/interviews/{interview.pk}/", "declining in your calendar"):
        assert fact in found.text
        assert fact in found.html.replace("&#x27;", "'")


@pytest.mark.parametrize(
    "state", [State.REQUESTED, State.COUNTERED, State.SCHEDULED, State.DECLINED, State.EXPIRED, State.CANCELLED]
)
def test_every_mail_has_one_button_whose_address_is_in_the_text(state: str, an_interview: Led) -> None:
    interview = an_interview(state)

    mails = list(OutgoingMail.objects.about(interview))

    assert mails
    for found in mails:
        (button,) = re.findall(r'class="button" href="([^"]+)"', found.html) or re.findall(
            r'href="([^"]+)"[^>]*class="button"', found.html
        )
        assert button in found.text
        assert button.startswith("http")


def test_a_held_time_is_answered_for_before_it_is_let_go(student: Student, mentor: Mentor, now: datetime) -> None:
    start = free_times(mentor, student, now=now, policy=Policy.current())[0]
    interview = actions.send_request(uuid4(), student=student, mentor=mentor, ask=ask(slot=start), now=now)

    found = mail("request", interview, "mentor")

    assert first_line(found).startswith("Please answer Jordan by Mon, Sep 21.")
    assert "at a time from your hours" in found.text


def test_a_reason_a_colleague_and_a_date_reach_the_student(an_interview: Led, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    actions.decline(
        interview,
        by=interview.mentor.user,
        now=now,
        reason="Moving house & city.",
        colleague="Ana Lima, Arcadia Labs",
        ask_again_on=(now + timedelta(days=60)).date(),
    )

    found = mail("declined", interview, "student")

    for words in ("Moving house & city.", "Ana Lima, Arcadia Labs", "asked again from November 13 on"):
        assert words in found.text
        assert words.replace("&", "&amp;") in found.html


def test_the_silence_of_neither_side_is_blamed(an_interview: Led) -> None:
    interview = an_interview(State.EXPIRED)

    texts = [mail(f"expired_{side}", interview, side).text.lower() for side in ("student", "mentor")]

    assert not [
        word for word in ("did not answer", "didn't answer", "no answer", "ignored") for t in texts if word in t
    ]


def test_a_withdrawn_request_that_had_left_is_told(an_interview: Led, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    OutgoingMail.objects.about(interview).queued().update(state=OutgoingMail.State.SENT, sent_at=now)
    actions.withdraw(interview, by=interview.student.user, now=now)

    found = mail("withdrawn", interview, "mentor")

    assert found.subject == "Nothing to do: Jordan Parker took the request back"


def test_follow_up_other_times_and_thanks_carry_the_students_words(an_interview: Led, now: datetime) -> None:
    asked = an_interview(State.REQUESTED)
    actions.follow_up(asked, by=asked.student.user, text="Still keen.", now=now + timedelta(days=8))

    found = mail("follow_up", asked, "mentor")

    assert found.subject == "Jordan Parker (Northfield College) follows up: 30 minutes of your time?"
    assert found.from_name == "Jordan Parker via Northfield College Career Office"
    assert "Still keen." in found.text
    assert "Still keen." in found.html


def test_other_times_proposed_ask_the_mentor_again(an_interview: Led, now: datetime) -> None:
    interview = an_interview(State.COUNTERED)
    starts = [now + timedelta(days=10)]
    actions.propose_times(interview, by=interview.student.user, starts=starts, now=now + timedelta(hours=3))

    found = mail("times_proposed", interview, "mentor")

    assert found.subject == "Jordan Parker proposes other times: answer by Mon, Oct 5"
    assert "* Thu, Sep 24, 8:00–8:30 AM, Los Angeles time (PDT)" in found.text


def test_a_thank_you_is_the_students_text(an_interview: Led, now: datetime) -> None:
    interview = an_interview(State.COMPLETED)
    later = now + timedelta(days=8)
    actions.send_thank_you(interview, by=interview.student.user, how="mail", text="Thank <you>.", now=later)

    found = mail("thank_you", interview, "mentor")

    assert found.subject == "A thank-you from Jordan Parker"
    assert "Thank <you>." in found.text
    assert "Thank &lt;you&gt;." in found.html
