"""Three terms of interviews that are over, written in bulk as the actions would have left them."""

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db.models import Model

from careernet.core import times
from careernet.demo import words
from careernet.interviews.models import Event, Interview, Notes, Preparation, Question, State, ThankYou
from careernet.interviews.times import block
from careernet.mentors.models import Mentor
from careernet.reflections.actions import Answers
from careernet.reflections.models import Reflection, ReflectionVersion, Review
from careernet.students.models import Student

# How a past request ended, in hundredths.
ENDINGS = {State.COMPLETED: 66, State.DECLINED: 11, State.EXPIRED: 12, State.WITHDRAWN: 5, State.CANCELLED: 6}
DAYS_AGO = (390, 250, 230, 75, 60)
Verb, Role = Event.Verb, Event.Role
Step = tuple[str, str, str, datetime]  # verb, role, state it led to, moment
Rows = defaultdict[type[Model], list[Model]]  # in the order in which they must be saved


def write(random: Random, mentors: list[Mentor], students: list[Student], now: datetime) -> None:
    listed = [m for m in mentors if m.state in (Mentor.State.ACTIVE, Mentor.State.PAUSED)]
    rows: Rows = defaultdict(list)
    for student in students:
        for mentor, days in zip(random.sample(listed, len(DAYS_AGO)), DAYS_AGO, strict=True):
            if random.random() < 0.8:
                ago = timedelta(days=days + random.randint(-12, 12), hours=random.random())
                _interview(rows, random, student, mentor, now - ago)
    for model, saved in rows.items():
        model._default_manager.bulk_create(saved)


def _interview(rows: Rows, random: Random, student: Student, mentor: Mentor, asked_at: datetime) -> None:
    interview = Interview(
        id=_id(random),
        student=student,
        mentor=mentor,
        mode=random.choice(mentor.modes),
        length=mentor.length,
        hope_to_learn=random.choice(words.HOPES),
        message=message(random, student, mentor),
        asked_at=asked_at,
        created_at=asked_at,
    )
    rows[Interview].append(interview)
    ending = random.choices(list(ENDINGS), list(ENDINGS.values()))[0]
    if ending in (State.COMPLETED, State.CANCELLED):
        start = _office_hour(random, asked_at + timedelta(days=random.randint(6, 12)), mentor)
        interview.during, interview.mentor_block = block(mentor, start, interview.duration)
        interview.calendar_uid, interview.where = _id(random), mentor.video_link
    for step in _steps(random, interview, ending):
        _happened(rows, interview, *step)
    if ending == State.COMPLETED:
        _afterward(rows, random, interview)


def _office_hour(random: Random, moment: datetime, mentor: Mentor) -> datetime:
    zone = times.zone(mentor.zone)
    day = times.local(moment, zone).date()
    weekday = day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
    return times.to_utc(weekday, random.choice(range(9 * 60, 17 * 60, 30)), zone)


def _steps(random: Random, interview: Interview, ending: State) -> list[Step]:
    assert interview.asked_at
    asked, soon = interview.asked_at, interview.asked_at + timedelta(days=random.uniform(0.2, 5))
    first: Step = (Verb.REQUESTED, Role.STUDENT, State.REQUESTED, asked)
    if ending == State.DECLINED:
        return [first, (Verb.DECLINED, Role.MENTOR, ending, soon)]
    if ending == State.WITHDRAWN:
        return [first, (Verb.WITHDREW, Role.STUDENT, ending, soon)]
    if ending == State.EXPIRED:
        return [first, (Verb.EXPIRED, Role.CLOCK, ending, asked + timedelta(days=21))]
    assert interview.during
    booked: Step = (Verb.ACCEPTED, Role.MENTOR, State.SCHEDULED, soon)
    if ending == State.CANCELLED:
        return [first, booked, (Verb.CANCELLED, Role.MENTOR, ending, interview.during.lower - timedelta(hours=30))]
    said_at = interview.during.upper + timedelta(minutes=random.randint(5, 600))
    return [first, booked, (Verb.COMPLETED, Role.STUDENT, ending, said_at)]


def _happened(rows: Rows, interview: Interview, verb: str, role: str, to: str, at: datetime) -> None:
    """One more Event, and the interview as it stands after it."""
    people = {Role.STUDENT: interview.student.user, Role.MENTOR: interview.asked_mentor.user, Role.CLOCK: None}
    before, interview.state = interview.state, to
    interview.version += 1
    if to != before:
        interview.state_since = at
    rows[Event].append(
        Event(
            interview=interview,
            number=interview.version,
            verb=verb,
            by=people[Role(role)],
            role=role,
            at=at,
            from_state=before,
            to_state=to,
        )
    )


def _afterward(rows: Rows, random: Random, interview: Interview) -> None:
    assert interview.during
    end = interview.during.upper
    rows[Preparation].append(
        Preparation(
            interview=interview,
            goals="Understand what the first two years look like.",
            saved_at=end - timedelta(days=2),
        )
    )
    rows[Question] += [
        Question(student=interview.student, interview=interview, position=position, text=text)
        for position, text in enumerate(random.sample(words.QUESTIONS, 2))
    ]
    rows[Notes].append(Notes(interview=interview, text=random.choice(words.NOTES), saved_at=end))
    if random.random() < 0.85:
        sent_at = interview.state_since + timedelta(hours=random.uniform(1, 20))
        note = ThankYou(interview=interview, how="mail", text=words.thank_you(len(rows[ThankYou])), sent_at=sent_at)
        rows[ThankYou].append(note)
        _happened(rows, interview, Verb.THANKED, Role.STUDENT, State.COMPLETED, sent_at)
    if random.random() < 0.8:
        _reflection(rows, random, interview, end + timedelta(days=random.uniform(1, 6)))


def _reflection(rows: Rows, random: Random, interview: Interview, at: datetime) -> None:
    wrote = answers(random)
    reflection = Reflection(
        id=_id(random),
        interview=interview,
        interest_before=2 + len(rows[Reflection]) % 3,
        state=Reflection.State.DONE,
        version=1,
        saved_at=at,
        submitted_at=at,
        **vars(wrote),
    )
    rows[Reflection].append(reflection)
    rows[ReflectionVersion].append(ReflectionVersion(reflection=reflection, number=1, answers=vars(wrote), at=at))
    rows[Review].append(
        Review(
            reflection=reflection,
            version=1,
            by=interview.student.advisor,
            verdict=Review.Verdict.LOOKS_GOOD,
            comment=random.choice(words.COMMENTS),
            at=at + timedelta(days=random.uniform(1, 6)),
        )
    )


# --- Words, also for the present ------------------------------------------------------------------------------------
def message(random: Random, student: Student, mentor: Mentor) -> str:
    return random.choice(words.MESSAGES).format(
        mentor=mentor.user.short_name,
        year=student.class_year,
        title=mentor.job_title.lower(),
        employer=mentor.employer,
        field=str(mentor.field).lower(),
        length=mentor.length,
    )


def answers(random: Random, wish: str = "") -> Answers:
    return Answers(
        best_advice=random.choice(words.ADVICE),
        interest=random.choice([2, 3, 4, 4, 5]),
        interest_why=random.choice(words.WHY),
        next_step=random.choice(words.NEXT_STEPS),
        learned=random.choice([*words.LEARNED, ""]),
        enjoyment=random.choice([None, 3, 4, 5]),
        wish=wish or random.choice(Reflection.Wish.values),
    )


def _id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
