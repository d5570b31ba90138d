"""The year itself: everybody's acts, the sweep and the deliverer, minute by minute where anything is due."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.core import mail as post
from django.db.models import Min

from careernet.core import clock
from careernet.interviews.models import Event, Interview
from careernet.mail import kinds
from careernet.mail.models import OutgoingMail, Preference
from careernet.mentors.models import Mentor
from careernet.network.models import Contact
from careernet.reflections.models import Reflection
from careernet.reminders import sweep
from careernet.reminders.management.commands.run_due import deliver, remind, write_letters
from tests.year import campus, oracle
from tests.year.campus import People
from tests.year.judge import Mail
from tests.year.lives import Lives

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
NIGHT = 8  # UTC: three or four in the morning on campus

# What the ledger calls the oracle's policies.
KINDS = {
    "reminders.answer": "request nudge",
    "reminders.follow_up": "follow-up suggested",
    "reminders.answer_question": "answer a question",
    "reminders.choose_time": "choose a time",
    "reminders.fix_time": "fix a time",
    "reminders.pick_time": "pick a time",
    "reminders.look": "look",
    "reminders.prepare": "prepare",
    "reminders.brief": "about your call",
    "reminders.last_call": "be ready",
    "reminders.review": "review owed",
    "reminders.pause_ends": "pause ends",
    "reminders.still_willing": "still willing",
    "reminders.evening_before": "evening before",
    "reminders.after": "after",
    "reminders.thank_you": "thank-you last call",
    "reminders.did_it_happen": "did it happen",
    "reminders.reflection": "reflection",
    "reminders.referral": "referral follow-up",
    "reminders.keep_in_touch": "keep in touch",
}


@dataclass
class Year:
    people: People
    lives: Lives
    begins: datetime
    ends: datetime
    found_at_night: list[str] = field(default_factory=list)
    nights: int = 0
    grain: timedelta = MINUTE  # how often the sweep looks, as beat's schedule has it

    def run(self) -> None:
        now, night = self.begins, self.begins.replace(hour=NIGHT, minute=0) + DAY
        while (now := self._next(now, night)) < self.ends:
            clock.move_to(now)
            self.lives.act(now)
            work(now)
            if now >= night:
                self._sweep_all(now)
                night += DAY
        clock.set_offset(timedelta())

    def _next(self, now: datetime, night: datetime) -> datetime:
        moments = [night, self.lives.next_at(), *_owed()]
        soonest = min(moment for moment in moments if moment)
        rounds = -((self.begins - soonest) // self.grain)
        return max(now + self.grain, self.begins + rounds * self.grain)

    def _sweep_all(self, now: datetime) -> None:
        """Everything is looked at; nothing may come of it, and nothing wake earlier than it would have."""
        self.nights += 1
        before, wakes = _counts(), _wakes()
        sweep.wake_all(now)
        while remind(now):
            pass
        if _counts() != before:
            newest = OutgoingMail.objects.order_by("-pk")[:3].values_list("kind", "about_id", "to_user")
            self.found_at_night.append(f"{now}: {before} became {_counts()}: {list(newest)}")
        missed = {
            row: (wakes.get(row), at) for row, at in _wakes().items() if at and (wakes.get(row) or oracle.NEVER) > at
        }
        if missed:
            self.found_at_night.append(f"{now}: would have woken too late: {list(missed.items())[:3]}")


def live_through(
    seed: int,
    *,
    mentors: int,
    students: int,
    interviews: int,
    begins: datetime,
    asking: timedelta,
    ends: datetime,
    grain: timedelta = MINUTE,
) -> Year:
    clock.move_to(begins)
    random = Random(seed)
    people = campus.invent(random, mentors=mentors, students=students, now=begins)
    lives = Lives(people, random)
    for _ in range(interviews):
        student = random.choice(people.students).user
        lives.plan(lives.awake(student, begins + asking * random.random()), lives.ask)
    for _ in range(max(3, mentors // 3)):
        lives.plan(begins + (ends - begins) * random.random(), lives.wish)
    for mentor in people.mentors:
        lives.plan(begins + (ends - begins) * random.random() * 2, lives.rest, mentor)
    year = Year(people, lives, begins, ends, grain=grain)
    year.run()
    return year


def work(now: datetime) -> None:
    """What `run_due` does, with a clock that stands still meanwhile."""
    for job in (remind, write_letters, deliver):
        while job(now):
            pass
    post.outbox.clear()


def _owed() -> Iterator[datetime | None]:
    for model in (Interview, Reflection, Mentor):  # what the sweep looks at
        yield model._default_manager.aggregate(at=Min("wake_at"))["at"]
    yield OutgoingMail.objects.queued().aggregate(at=Min("next_attempt_at"))["at"]
    yield Preference.objects.aggregate(at=Min("letter_at"))["at"]


def _counts() -> tuple[int, int]:
    return OutgoingMail.objects.count(), Event.objects.count()


def _wakes() -> dict[Any, datetime | None]:
    found: dict[Any, datetime | None] = {}
    for model in (Interview, Reflection):
        found |= {(model.__name__, pk): at for pk, at in model.objects.values_list("pk", "wake_at")}
    return found


# --- What has happened, for the oracle ------------------------------------------------------------------------------
def facts_of(year: Year) -> list[oracle.Facts]:
    rows = Interview.objects.select_related("student", "mentor").prefetch_related("events")
    written, kept = _written(), _kept()
    found = []
    for row in rows:
        steps = [_step(event) for event in sorted(row.events.all(), key=lambda event: event.number)]
        assert row.mentor
        assert row.student.advisor_id
        found.append(
            oracle.Facts(
                id=str(row.pk),
                student=row.student.user_id,
                mentor=row.mentor.user_id,
                advisor=row.student.advisor_id,
                officers=(),
                length=row.duration,
                steps=steps,
                gaps=year.lives.gaps.get(str(row.pk), ()),
                written=sorted(written.get(str(row.pk), ())),
                named_at=next((event.at for event in row.events.all() if event.data.get("colleague")), None),
                taken_up=kept[row.student_id],
            )
        )
    return found


def _step(event: Event) -> oracle.Step:
    time = event.data.get("time")
    start = datetime.fromisoformat(time).astimezone(UTC) if time else None
    return oracle.Step(event.at, event.verb, event.role, event.to_state, start)


def _written() -> dict[str, list[tuple[datetime, str]]]:
    found: dict[str, list[tuple[datetime, str]]] = {}
    for reflection in Reflection.objects.prefetch_related("versions", "reviews"):
        told = found.setdefault(str(reflection.interview_id), [])
        told += [(version.at, "submitted") for version in reflection.versions.all()]
        told += [(review.at, review.verdict) for review in reflection.reviews.all()]
    return found


def _kept() -> dict[Any, list[datetime]]:
    """When each student kept somebody they were introduced to."""
    found: dict[Any, list[datetime]] = defaultdict(list)
    for student, at in (
        Contact.objects.exclude(introduced_by="").order_by("created_at").values_list("student", "created_at")
    ):
        found[student].append(at)
    return found


def ledger() -> list[Mail]:
    rows = OutgoingMail.objects.filter(kind__in=KINDS).select_related("to_user")
    digests = {(mail.to_user_id, _day(mail)): mail for mail in OutgoingMail.objects.filter(kind="reminders.digest")}
    return [_entry(row, digests.get((row.to_user_id, _day(row)))) for row in rows]


def _entry(row: OutgoingMail, digest: OutgoingMail | None) -> Mail:
    """What is told in the digest of a day has come, or was refused, as that digest."""
    assert row.to_user_id
    sent, reason = row.sent_at, row.reason
    if row.state == OutgoingMail.State.FOLDED and digest:
        sent, reason = row.created_at if digest.sent_at else None, digest.reason
    klass = kinds.get(row.kind).preference_class
    return Mail(KINDS[row.kind], klass, row.to_user_id, str(row.about_id), row.created_at, sent, reason)


def _day(mail: OutgoingMail) -> date:
    assert mail.to_user
    return mail.created_at.astimezone(ZoneInfo(mail.to_user.time_zone)).date()


def standings_of(year: Year) -> list[oracle.Standing]:
    people = year.people
    return [
        oracle.Standing(
            str(mentor.pk), mentor.user_id, people.pauses.get(mentor.pk, ()), people.confirmed.get(mentor.pk, ())
        )
        for mentor in people.mentors
    ]


def letters() -> list[tuple[int, datetime]]:
    sent = OutgoingMail.objects.filter(kind="reminders.letter", sent_at__isnull=False)
    return list(sent.values_list("to_user", "sent_at"))
