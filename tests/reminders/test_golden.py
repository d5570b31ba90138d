"""Every reminder, whole, in text and HTML, beside the files under `golden/`: see `tests.golden`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from careernet.campus.models import AcademicPeriod, MeetingMode, Policy
from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.mail import preferences
from careernet.mail.models import OutgoingMail
from careernet.mentors import actions as mentoring
from careernet.mentors.models import Mentor
from careernet.reflections.models import Line
from careernet.reminders.emails import MAILED, TO_VOLUNTEERS
from careernet.reminders.terms import write_term_letters
from careernet.students.models import Student
from tests import factories, golden
from tests.reminders.conftest import handed_in

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parent / "golden"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class World:
    """`sweep` moves the clock and sweeps."""

    lead: Callable[..., Interview]
    student: Student
    mentor: Mentor
    now: datetime
    sweep: Callable[[datetime], int]

    def after(self, state: str, later: timedelta) -> Interview:
        interview = self.lead(state)
        self.sweep(self.now + later)
        return interview

    def around(self, later: timedelta) -> Interview:
        """Swept so long after the start, or before it."""
        interview = self.lead(State.SCHEDULED)
        assert interview.starts_at
        self.sweep(interview.starts_at + later)
        return interview


@pytest.fixture
def world(
    an_interview: Callable[..., Interview],
    student: Student,
    mentor: Mentor,
    now: datetime,
    sweep_at: Callable[[datetime], int],
) -> World:
    Policy.objects.create(pk=1)
    return World(an_interview, student, mentor, now, sweep_at)


# --- What leads to each mail --------------------------------------------------------------------------------------
def question_waits(world: World) -> None:
    asked = world.lead(State.REQUESTED)
    actions.ask_first(asked.pk, asked, by=world.mentor.user, text="What do you study?", via="page", now=world.now)
    world.sweep(world.now + 2 * DAY)


def times_proposed(world: World) -> None:
    starts = [world.now + 10 * DAY]
    actions.propose_times(world.lead(State.ACCEPTED), by=world.student.user, starts=starts, now=world.now + 3 * HOUR)
    world.sweep(world.now + 3 * DAY)


def gap(world: World) -> None:
    booked = world.lead(State.SCHEDULED)
    actions.save_preparation(booked, found_out="", goals="See a day.", now=world.now)
    actions.add_questions(booked.student, booked, texts=["How did you begin?"])
    world.sweep(booked.starts_at - 2 * DAY)


def prepared(world: World) -> None:
    booked = world.lead(State.SCHEDULED)
    actions.save_preparation(booked, found_out="", goals="See a day.", now=world.now)
    actions.add_questions(
        booked.student, booked, texts=[f"How did you {what}?" for what in ("begin", "stay", "learn", "choose", "end")]
    )
    world.sweep(booked.starts_at - 5 * DAY)


def last_call(world: World) -> None:
    choice = preferences.Choice(level="everything", letter_day=0, wants_last_call=True)
    preferences.choose(choice, by=world.student.user, now=world.now)
    world.around(-timedelta(minutes=45))


def in_person(world: World) -> None:
    booked = world.lead(State.SCHEDULED)
    Interview.objects.filter(pk=booked.pk).update(mode=MeetingMode.IN_PERSON, where="Library, desk 4")
    world.sweep(booked.starts_at - 17 * HOUR)


def thanked(world: World) -> None:
    done = world.lead(State.COMPLETED)
    actions.send_thank_you(done, by=world.student.user, how="own", text="", now=done.ends_at + HOUR)
    world.sweep(done.ends_at + 2 * DAY)


def queue(world: World) -> None:
    handed_in(world.lead(State.COMPLETED), world.now + 8 * DAY)
    other = world.lead(
        State.IN_REVIEW, mentor=factories.MentorFactory(user__full_name="Ola Berg"), at=world.now + 9 * DAY
    )
    world.sweep(other.state_since + DAY)


def named(world: World) -> None:
    asked, who = world.lead(State.REQUESTED), {"by": world.mentor.user, "now": world.now}
    actions.decline(asked, colleague="Kim Ode, Arcadia Labs", **who)
    world.sweep(world.now + 3 * DAY)


def months_later(world: World) -> None:
    done = world.lead(State.COMPLETED)
    assert done.ends_at
    world.sweep(done.ends_at + 36 * DAY)


def a_year_later(world: World) -> None:
    mentoring.stay(world.mentor, by=world.mentor.user, now=world.now)
    world.sweep(world.now + 366 * DAY)


def pause_ends(world: World) -> None:
    mentoring.pause(world.mentor, by=world.mentor.user, until=date(2026, 10, 12), now=world.now)
    world.sweep(datetime(2026, 10, 9, 14, 0, tzinfo=UTC))


def term_over(world: World) -> None:
    done, by = world.lead(State.COMPLETED), world.student.user
    assert done.ends_at
    actions.send_thank_you(done, by=by, how="mail", text="Thank you.", now=done.ends_at + HOUR)
    reflection = handed_in(done, world.now + 8 * DAY)
    Line.objects.create(reflection=reflection, text="Ask early.", shared_at=world.now + 9 * DAY)
    AcademicPeriod.objects.create(kind="term", name="Fall 2026", starts_on=date(2026, 8, 1), ends_on=date(2026, 10, 1))
    write_term_letters(datetime(2026, 10, 9, 14, 0, tzinfo=UTC))


SCENES: dict[str, tuple[str, Callable[[World], object]]] = {
    "a request waits": ("answer", lambda world: world.after(State.REQUESTED, 7 * DAY)),
    "still no answer": ("follow_up", lambda world: world.after(State.REQUESTED, 14 * DAY)),
    "a question waits": ("answer_question", question_waits),
    "offered times wait": ("choose_time", lambda world: world.after(State.COUNTERED, 2 * DAY + 3 * HOUR)),
    "a yes without a time": ("fix_time", lambda world: world.after(State.ACCEPTED, 2 * DAY + 3 * HOUR)),
    "proposed times wait": ("pick_time", times_proposed),
    "nothing prepared": ("prepare", lambda world: world.around(-5 * DAY)),
    "something is missing": ("prepare", gap),
    "all is prepared": ("prepare", prepared),
    "who comes": ("brief", lambda world: world.around(-DAY)),
    "the evening before": ("evening_before", lambda world: world.around(-17 * HOUR)),
    "the evening before going there": ("evening_before", in_person),
    "soon": ("last_call", last_call),
    "after the call": ("after", lambda world: world.around(HOUR)),
    "not thanked yet": ("thank_you", lambda world: world.around(21 * HOUR)),
    "did it happen": ("did_it_happen", lambda world: world.around(25 * HOUR)),
    "to reflect on": ("reflection", thanked),
    "somebody was named": ("referral", named),
    "months later": ("digest", months_later),
    "a pause ends": ("pause_ends", pause_ends),
    "a year later": ("still_willing", a_year_later),
    "a term is over": ("term", term_over),
    "what waits for an advisor": ("digest", queue),
}


# --- The proof ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("scene", SCENES)
def test_the_reminders_read_as_they_did(scene: str, world: World) -> None:
    name, lead = SCENES[scene]
    lead(world)

    beginning = f"{scene} - {name}".replace(" ", "_")
    [mail] = OutgoingMail.objects.filter(kind=f"reminders.{name}", state="queued")
    found = golden.files(beginning, mail)
    assert found == golden.known(GOLDEN, f"{beginning}.*", found)


def test_every_reminder_there_is_has_its_scene() -> None:
    """A new reminder? Add what leads to it to `SCENES`."""
    beginnings = {f"{scene} - {name}".replace(" ", "_") for scene, (name, _lead) in SCENES.items()}

    names = {
        kind.removeprefix("reminders.")
        for kind, duty in (MAILED | TO_VOLUNTEERS).items()
        if duty.preference != "digest"
    }

    assert {name for name, _lead in SCENES.values()} == names | {"digest", "term"}
    assert {path.stem for path in GOLDEN.iterdir()} == beginnings
