"""Every mail an interview sends, whole, in text and HTML, beside the files under `golden/`: see `tests.golden`."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from careernet.accounts.models import User
from careernet.campus.models import MeetingMode, Policy
from careernet.interviews import actions, emails, safety
from careernet.interviews.models import Interview, Message, State
from careernet.interviews.times import times_to_ask
from careernet.mail.models import OutgoingMail, Preference
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories, golden
from tests.personas import ask

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parent / "golden"
TEMPLATES = settings.BASE_DIR / "templates/emails/interviews"
PARTS = {"alike", "foot", "when"}


@dataclass
class World:
    lead: Callable[..., Interview]
    student: Student
    mentor: Mentor
    officer: User
    now: datetime

    def send(self, **words: object) -> Interview:
        who = {"student": self.student, "mentor": self.mentor}
        return actions.send_request(uuid.uuid4(), ask=ask(**words), now=self.now, **who)

    def slot(self) -> datetime:
        return times_to_ask(self.mentor, self.student, now=self.now, policy=Policy.current())[0]

    def said(self, side: str) -> dict[str, object]:
        return {"by": getattr(self, side).user, "now": self.now + timedelta(hours=3)}

    def by(self, side: str, later: timedelta = timedelta(hours=3)) -> dict[str, object]:
        user = self.officer if side == "officer" else getattr(self, side).user
        return {"by": user, "role": side, "now": self.now + later}


@pytest.fixture
def world(
    an_interview: Callable[..., Interview], student: Student, mentor: Mentor, officer: User, now: datetime
) -> World:
    Policy.objects.create(pk=1)
    return World(an_interview, student, mentor, officer, now)


def resume_asked(world: World) -> Interview:
    return actions.ask_for_resume(world.lead(State.SCHEDULED), **world.said("mentor"))


def resume_shown(world: World) -> Interview:
    content = b"%PDF-1.7 %%EOF"
    return actions.release_resume(resume_asked(world), content=content, **world.said("student"))


# --- What leads to each mail ------------------------------------------------------------------------------------------
def held(world: World) -> object:
    return world.send(slot=world.slot(), is_first=True)


def booked_directly(world: World) -> object:
    factories.instant(world.mentor)
    return world.send(slot=world.slot(), books=True)


def mentor_calls(world: World) -> object:
    start, number = world.now + timedelta(days=7), "+1 555 0100"
    asked = world.send(mode=MeetingMode.PHONE, student_phone=number, proposed=(start,))
    return actions.accept(asked, by=world.mentor.user, starts_at=start, where=number, now=world.now)


def any_hour(world: World) -> object:
    asked = world.lead(State.REQUESTED)
    return actions.offer_times(asked, by=world.mentor.user, starts=[], where="https://meet.example/m", now=world.now)


def proposed(world: World) -> object:
    starts = [world.now + timedelta(days=10), world.now + timedelta(days=11)]
    return actions.propose_times(world.lead(State.COUNTERED), by=world.student.user, starts=starts, now=world.now)


def proposed_after_yes(world: World) -> object:
    starts = [world.now + timedelta(days=10)]
    return actions.propose_times(world.lead(State.ACCEPTED), by=world.student.user, starts=starts, now=world.now)


def declined(world: World) -> object:
    for name in ("Ana Lima", "Ben Marsh"):
        factories.indexed(factories.MentorFactory(user__full_name=name, sort_name=name))
    factories.indexed(world.mentor)
    words = {
        "reason": "Moving house.",
        "colleague": "Kim Ode, Arcadia Labs",
        "colleague_note": "Knows the night shift.",
    }
    again = (world.now + timedelta(days=60)).date()
    return actions.decline(
        world.lead(State.REQUESTED), by=world.mentor.user, ask_again_on=again, now=world.now, **words
    )


def declined_by_office(world: World) -> object:
    return actions.decline(world.lead(State.REQUESTED), **world.by("officer"))


def withdrawn(world: World, side: str = "student") -> object:
    asked = world.lead(State.REQUESTED)
    OutgoingMail.objects.update(state=OutgoingMail.State.SENT, sent_at=world.now)
    return actions.withdraw(asked, **world.by(side))


def followed_up(world: World) -> object:
    later = world.now + timedelta(days=8)
    return actions.follow_up(world.lead(State.REQUESTED), by=world.student.user, text="Still keen.", now=later)


def moved(world: World, side: str = "mentor") -> object:
    start = world.slot() if side == "student" else world.now + timedelta(days=9)
    return actions.move(world.lead(State.SCHEDULED), starts_at=start, **world.by(side))


def postponed(world: World) -> object:
    return actions.postpone(world.lead(State.SCHEDULED), reason="A trip came up.", **world.by("mentor"))


def cancelled(world: World, side: str = "student") -> object:
    return actions.cancel(world.lead(State.SCHEDULED), reason="An exam was moved.", **world.by(side))


def answered(world: World, answer: str) -> object:
    missed = world.lead(State.MISSED)
    words = {"words": "My train stood still.", "now": world.now + timedelta(days=8)}
    return actions.answer_absence(missed, by=world.student.user, answer=answer, **words)


def thanked(world: World) -> object:
    later = world.now + timedelta(days=8)
    done = world.lead(State.COMPLETED)
    return actions.send_thank_you(done, by=world.student.user, how="mail", text="Thank <you>.", now=later)


def written(world: World, side: str, state: str = State.SCHEDULED) -> object:
    said = {"text": "Shall I bring my <lab book>?", "via": "page", "now": world.now + timedelta(hours=4)}
    return actions.write(uuid.uuid4(), world.lead(state), by=getattr(world, side).user, **said)


def updated(world: World) -> object:
    said = {"by": world.student.user, "text": "I got the <job>.", "now": world.now + timedelta(days=60)}
    return actions.send_update(uuid.uuid4(), world.lead(State.COMPLETED), update="job", **said)


def month_of_updates(world: World) -> object:
    Preference.objects.create(user=world.mentor.user, updates=Preference.Updates.MONTHLY)
    updated(world)
    return actions.tell_updates(world.now + timedelta(days=90))


def asked_first(world: World) -> Interview:
    said = {"text": "Which courses have you taken?", "via": "link", "now": world.now + timedelta(hours=3)}
    asked = world.lead(State.REQUESTED)
    actions.ask_first(uuid.uuid4(), asked, by=world.mentor.user, **said)
    return asked


def question_answered(world: World) -> object:
    said = {"text": "Organic chemistry.", "via": "link", "now": world.now + timedelta(hours=5)}
    return actions.write(uuid.uuid4(), asked_first(world), by=world.student.user, **said)


def late(world: World) -> object:
    then = world.now + timedelta(days=7, minutes=-9)
    return actions.running_late(world.lead(State.SCHEDULED), by=world.mentor.user, now=then)


def returned(world: World) -> object:
    waiting = world.lead(State.IN_REVIEW)
    return actions.return_to_student(waiting, by=waiting.student.advisor, comment="Not read here.", now=world.now)


def looked_at_too_late(world: World) -> object:
    waiting = world.lead(State.IN_REVIEW)
    return actions.approve(waiting, by=waiting.student.advisor, now=world.now + timedelta(days=10))


def reported(world: World) -> object:
    asked = world.lead(State.REQUESTED)
    return safety.report(uuid.uuid4(), asked, by=world.student.user, kind="rude", text="Not read here.", now=world.now)


def asked_by_mail(world: World) -> object:
    asked, by = world.lead(State.REQUESTED), world.mentor.user
    words = {"text": "Gladly. What do you study?", "via": Message.Via.MAIL}
    return actions.ask_first(uuid.uuid4(), asked, by=by, now=world.now, **words)


def replied_too_late(world: World) -> object:
    told = {"to": world.mentor.user, "why": "Messages have closed with this conversation.", "policy": Policy.current()}
    return emails.not_filed(world.lead(State.DECLINED), "<1@example.com>", now=world.now, **told)


def declined_in_calendar(world: World) -> object:
    booked = world.lead(State.SCHEDULED)
    return emails.declined_in_calendar(booked, by=world.mentor.user, policy=Policy.current(), now=world.now)


SCENES: dict[str, tuple[list[str], Callable[[World], object]]] = {
    "asked": (["request", "request_on_its_way"], lambda world: world.lead(State.REQUESTED)),
    "asked for a free time": (["request", "request_on_its_way"], held),
    "times offered": (["times_offered"], lambda world: world.lead(State.COUNTERED)),
    "a message to a mentor": (["wrote"], lambda world: written(world, "student")),
    "a message before there is a time": (["wrote"], lambda world: written(world, "mentor", State.ACCEPTED)),
    "a question first": (["asked_first"], asked_first),
    "a question answered": (["wrote"], question_answered),
    "running late": (["late"], late),
    "an update": (["update"], updated),
    "a month of updates": (["updates"], month_of_updates),
    "any free hour offered": (["times_offered"], any_hour),
    "times proposed": (["times_proposed"], proposed),
    "times proposed after a yes": (["times_proposed"], proposed_after_yes),
    "yes without a time": (["said_yes"], lambda world: world.lead(State.ACCEPTED)),
    "booked": (["booked"], lambda world: world.lead(State.SCHEDULED)),
    "booked directly": (["booked", "booked_directly"], booked_directly),
    "booked, the mentor calls": (["booked"], mentor_calls),
    "declined": (["declined"], declined),
    "declined by the office": (["declined"], declined_by_office),
    "withdrawn": (["withdrawn"], withdrawn),
    "withdrawn by the office": (["withdrawn"], lambda world: withdrawn(world, "officer")),
    "unreached": (["unreached"], lambda world: actions.close_unreached(world.lead(State.REQUESTED), now=world.now)),
    "expired": (["expired_mentor", "expired_student"], lambda world: world.lead(State.EXPIRED)),
    "followed up": (["follow_up"], followed_up),
    "moved": (["moved"], moved),
    "moved by the student": (["moved"], lambda world: moved(world, "student")),
    "moved by the office": (["moved"], lambda world: moved(world, "officer")),
    "has to move": (["postponed"], postponed),
    "canceled": (["cancelled"], cancelled),
    "canceled by the office": (["cancelled"], lambda world: cancelled(world, "officer")),
    "missed": (["missed"], lambda world: world.lead(State.MISSED)),
    "missed, sorry": (["absence_answered"], lambda world: answered(world, "sorry")),
    "missed, told differently": (["absence_answered", "told_differently"], lambda world: answered(world, "came")),
    "resume asked for": (["resume_asked"], resume_asked),
    "resume shown": (["resume_released"], resume_shown),
    "thanked": (["thank_you"], thanked),
    "with an advisor first": (["look_waits"], lambda world: world.lead(State.IN_REVIEW)),
    "an advisor suggests a change": (["returned"], returned),
    "looked at, the times past": (["looked_but_not_sent"], looked_at_too_late),
    "reported": (["report_waits", "reported"], reported),
    "a reply too late": (["not_filed"], replied_too_late),
    "declined in a calendar": (["declined_in_calendar", "calendar_says_no"], declined_in_calendar),
    "a question by mail": (["asked_first"], asked_by_mail),
}


# --- The proof ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("scene", SCENES)
def test_the_mails_read_as_they_did(scene: str, world: World) -> None:
    names, lead = SCENES[scene]
    lead(world)

    found: dict[str, str] = {}
    for name in names:
        for mail in OutgoingMail.objects.filter(key__startswith=f"interviews.{name}:"):
            beginning = f"{scene} - {name} to {_side(mail, world)}".replace(",", "").replace(" ", "_")
            found |= golden.files(beginning, mail)

    assert found == golden.known(GOLDEN, f"{_file(scene)}_-_*", found)
    assert len(found) >= 2 * len(names)


def test_every_mail_there_is_has_its_scene() -> None:
    """A new mail? Add what leads to it to `SCENES`."""
    templates = {path.stem for path in TEMPLATES.glob("*.txt")} - PARTS
    scenes = {path.name.partition("_-_")[0] for path in GOLDEN.iterdir()}

    assert {name for names, _lead in SCENES.values() for name in names} == templates
    assert scenes == {_file(scene) for scene in SCENES}


def _file(scene: str) -> str:
    return scene.replace(",", "").replace(" ", "_")


def _side(mail: OutgoingMail, world: World) -> str:
    sides = {world.student.user: "student", world.mentor.user: "mentor"}
    return sides.get(mail.to_user, "office") if mail.to_user else "office"
