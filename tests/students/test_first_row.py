"""What stands first on a student's home, situation by situation: one row, one button, one page it leads to."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.core import clock
from careernet.interviews import actions
from careernet.interviews.actions import Meeting
from careernet.interviews.models import Interview, Message, State
from careernet.network.actions import save_contact
from careernet.network.models import Contact
from careernet.reflections import actions as reflecting
from careernet.reflections.actions import Answers
from careernet.reflections.models import Review
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

Lead = Callable[..., Interview]
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
WHOLE = Answers(best_advice="Ask.", interest=3, interest_why="So it is.", next_step="Read.")
SAID = {"found_out": "", "goals": "See a day."}
FIND = ("", "Find a mentor", "directory")


@dataclass
class Life:
    """Whatever brings a student where the home is looked at; `by` is the student."""

    lead: Lead
    student: Student
    now: datetime

    @property
    def by(self) -> User:
        return self.student.user

    def outside(self, state: str, *, at: datetime | None = None, booked: bool = False) -> Interview:
        contact = Contact(student=self.student, name="Ada Oyelaran", kind=Contact.Kind.FOUND)
        meeting = Meeting(mode="video", where="https://meet.example/ada")
        if booked:
            meeting = Meeting(mode="video", where="https://meet.example/ada", starts_at=self.now + 7 * DAY)
        logged = {"student": self.student, "contact": contact, "state": state, "meeting": meeting}
        return actions.log(uuid.uuid4(), now=at or self.now, **logged)

    def asked_first(self) -> Interview:
        interview = self.lead(State.REQUESTED)
        by = interview.mentor.user
        actions.ask_first(uuid.uuid4(), interview, by=by, text="Which?", via=Message.Via.PAGE, now=self.now + HOUR)
        return interview

    def proposed(self) -> Interview:
        interview = self.lead(State.ACCEPTED)
        starts = [self.now + 9 * DAY]
        return actions.propose_times(interview, by=self.by, starts=starts, now=self.now + 3 * HOUR)

    def referred(self) -> Interview:
        interview = self.lead(State.REQUESTED)
        said = {"colleague": "Lena Ortiz", "now": self.now + 2 * HOUR}
        return actions.decline(interview, by=interview.mentor.user, **said)

    def referral_kept(self) -> Interview:
        interview = self.referred()
        how = {"introduced_by": "Maya Chen", "referred_in": interview.pk}
        named = Contact(student=self.student, kind="named", name="Lena Ortiz", created_at=interview.state_since, **how)
        save_contact(named, now=interview.state_since)
        return interview

    def prepared(self) -> Interview:
        interview = self.lead(State.SCHEDULED)
        actions.save_preparation(interview, **SAID, now=self.now + DAY)
        actions.add_questions(interview.student, interview, texts=[f"How was year {each}?" for each in range(5)])
        return interview

    def returned(self) -> Interview:
        interview = self.lead(State.SCHEDULED)
        return actions.postpone(interview, by=interview.mentor.user, role="mentor", reason="", now=self.now + DAY)

    def missed(self, *, answered: bool = False, by_student: bool = False) -> Interview:
        interview = self.lead(State.SCHEDULED)
        late = self.now + 7 * DAY + 20 * MINUTE
        interview = actions.miss(interview, by=self.by if by_student else interview.mentor.user, now=late)
        if answered:
            actions.answer_absence(interview, by=self.by, answer="sorry", words="I was ill.", now=late + HOUR)
        return interview

    def thanked(self) -> Interview:
        interview = self.lead(State.COMPLETED)
        return actions.send_thank_you(interview, by=self.by, how="own", text="", now=self.now + 7 * DAY + 2 * HOUR)

    def reflected(self, *, begun: bool = False, verdict: str = "") -> Interview:
        interview, at = self.thanked(), self.now + 8 * DAY
        reflection = reflecting.begin(interview, by=self.by, now=at)
        if begun:
            return interview
        handed_in = reflecting.submit(reflection, by=self.by, answers=WHOLE, version=reflection.version, now=at)
        if verdict:
            said = {"verdict": verdict, "comment": "Which part?", "version": handed_in.version, "now": at + DAY}
            reflecting.review(handed_in, by=self.student.advisor, **said)
        return interview

    def two(self) -> Interview:
        self.lead(State.DRAFT, mentor=factories.MentorFactory())
        return self.lead(State.COMPLETED)


# What happened, how much later the home is looked at, and the first row: its title, its button, where that leads.
SITUATIONS: dict[str, tuple[Callable[[Life], object], timedelta, tuple[str, str, str]]] = {
    "nothing yet": (lambda life: None, DAY, FIND),
    "kept whom a mentor named": (
        Life.referral_kept,
        DAY,
        ("Thank Maya Chen for the name", "Write thank-you", "detail"),
    ),
    "a draft": (lambda life: life.lead(State.DRAFT), DAY, ("Finish your request to Maya Chen", "Continue", "ask")),
    "with an advisor": (lambda life: life.lead(State.IN_REVIEW), HOUR, FIND),
    "asked yesterday": (lambda life: life.lead(State.REQUESTED), DAY, FIND),
    "asked two weeks ago": (
        lambda life: life.lead(State.REQUESTED),
        15 * DAY,
        ("Follow up with Maya Chen", "Write follow-up", "detail"),
    ),
    "asked something first": (Life.asked_first, DAY, ("Answer the question Maya Chen asks", "Answer", "detail")),
    "other times offered": (
        lambda life: life.lead(State.COUNTERED),
        DAY,
        ("Choose a time with Maya Chen", "Choose a time", "detail"),
    ),
    "a yes without a time": (
        lambda life: life.lead(State.ACCEPTED),
        DAY,
        ("Find a time with Maya Chen", "Find a time", "detail"),
    ),
    "times proposed": (Life.proposed, DAY, FIND),
    "must move": (Life.returned, 2 * DAY, ("Find a time with Maya Chen", "Find a time", "detail")),
    "declined": (lambda life: life.lead(State.DECLINED), DAY, FIND),
    "declined with a name": (Life.referred, DAY, ("Write to Lena Ortiz", "Keep them among your people", "named")),
    "withdrawn": (lambda life: life.lead(State.WITHDRAWN), DAY, FIND),
    "expired": (lambda life: life.lead(State.EXPIRED), 22 * DAY, FIND),
    "cancelled": (lambda life: life.lead(State.CANCELLED), DAY, FIND),
    "booked": (
        lambda life: life.lead(State.SCHEDULED),
        DAY,
        ("Prepare for your talk with Maya Chen", "Prepare", "detail"),
    ),
    "booked and prepared": (Life.prepared, 2 * DAY, FIND),
    "the evening before": (
        lambda life: life.lead(State.SCHEDULED),
        6 * DAY + 8 * HOUR,
        ("Try your camera and the link for Maya Chen", "Open your notes", "detail"),
    ),
    "half an hour before": (
        Life.prepared,
        7 * DAY - 30 * MINUTE,
        ("Your talk with Maya Chen", "Go to the call", "detail"),
    ),
    "during the call": (Life.prepared, 7 * DAY + 20 * MINUTE, ("Your talk with Maya Chen", "Go to the call", "detail")),
    "after the call": (
        Life.prepared,
        7 * DAY + HOUR,
        ("Say how it went with Maya Chen", "Say what happened", "detail"),
    ),
    "it took place": (
        lambda life: life.lead(State.COMPLETED),
        7 * DAY + 2 * HOUR,
        ("Thank Maya Chen", "Write note", "detail"),
    ),
    "thanked": (Life.thanked, 8 * DAY, ("Reflect on your talk with Maya Chen", "Write reflection", "write")),
    "never thanked": (
        lambda life: life.lead(State.COMPLETED),
        14 * DAY,
        ("Reflect on your talk with Maya Chen", "Write reflection", "write"),
    ),
    "reflection begun": (
        lambda life: life.reflected(begun=True),
        9 * DAY,
        ("Finish your reflection on Maya Chen", "Write reflection", "write"),
    ),
    "reflection handed in": (Life.reflected, 9 * DAY, FIND),
    "reflection returned": (
        lambda life: life.reflected(verdict=Review.Verdict.PLEASE_ADD),
        10 * DAY,
        ("Add to your reflection on Maya Chen", "Read and add", "write"),
    ),
    "reflection done": (lambda life: life.reflected(verdict=Review.Verdict.LOOKS_GOOD), 10 * DAY, FIND),
    "the student was missed": (Life.missed, 8 * DAY, ("Tell Maya Chen what happened", "Answer", "detail")),
    "and said why": (lambda life: life.missed(answered=True), 8 * DAY, FIND),
    "the mentor was missed": (lambda life: life.missed(by_student=True), 8 * DAY, FIND),
    "a message to somebody outside": (
        lambda life: life.outside(State.DRAFT),
        DAY,
        ("Finish your request to Ada Oyelaran", "Continue", "detail"),
    ),
    "somebody outside is silent": (
        lambda life: life.outside(State.REQUESTED),
        15 * DAY,
        ("Follow up with Ada Oyelaran", "Write follow-up", "detail"),
    ),
    "somebody outside said yes": (
        lambda life: life.outside(State.ACCEPTED),
        DAY,
        ("Find a time with Ada Oyelaran", "Find a time", "detail"),
    ),
    "after a call outside": (
        lambda life: life.outside(State.SCHEDULED, booked=True),
        7 * DAY + HOUR,
        ("Say how it went with Ada Oyelaran", "Say what happened", "detail"),
    ),
    "a thank-you and a draft": (Life.two, 7 * DAY + 2 * HOUR, ("Finish your request to Maya Chen", "Continue", "ask")),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_each_situation_has_its_one_first_row(
    situation: str, an_interview: Lead, student: Student, now: datetime, client_for: Callable[[User], Client]
) -> None:
    happened, later, (title, button, leads_to) = SITUATIONS[situation]
    interview = happened(Life(an_interview, student, now))
    clock.move_to(now + later)

    page = client_for(student.user).get("/home/").content.decode().partition("<main")[2]

    [(url, words)] = re.findall(r'<a class="btn btn-primary" href="([^"]+)">(.*?)</a>', page, re.DOTALL)
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", "", words).strip()
    assert words == (f"{button}: {title}" if title else button)
    assert url == _address(leads_to, interview)
    if title:
        assert re.search(r"<h3>(.*?)</h3>", page.partition('class="cn-queue"')[2])[1] == title


def _address(leads_to: str, interview: object) -> str:
    if leads_to == "directory":
        return reverse("mentors:directory")
    assert isinstance(interview, Interview)
    if leads_to == "ask":
        drafts = Interview.objects.filter(state=State.DRAFT)
        return reverse("interviews:ask", args=[drafts.get().mentor_id])
    pages = {"detail": "interviews:detail", "write": "reflections:write", "named": "network:named"}
    return reverse(pages[leads_to], args=[interview.pk])
