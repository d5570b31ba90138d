"""Which reminders are owed, told from the facts alone: DESIGN's table of policies, written a second time.

Nothing of careernet is imported here, and whoever wrote it had not read how the product decides. Facts go in; out come
occasions: one reminder to one person, from when on, until when, and as long as what holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)

NUDGE, MEETING_DAY, DIGEST = "nudge", "meeting_day", "digest"


# --- Facts --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Campus:
    """Its zone, its breaks and closures as (kind, first day, last day), and the numbers of the rules."""

    zone: ZoneInfo
    periods: Sequence[tuple[str, date, date]] = ()
    request_reminder: int = 7
    apart: int = 3
    follow_up: int = 14
    request_expires: int = 21
    choose: tuple[int, int] = (2, 5)
    offer_expires: int = 7
    accepted_expires: int = 14
    look: tuple[int, int] = (1, 2)
    look_goes_on: int = 4
    review: int = 5
    held_until: timedelta = 2 * HOUR
    completes_after: timedelta = 48 * HOUR
    quiet: tuple[int, int] = (21, 7)
    budget_student: int = 7
    budget_mentor: int = 4

    def open_days(self, start: datetime, days: int) -> datetime:
        """So many days on, without those that lie in a break or a closure."""
        return self._count(start, days, lambda day: not self._within(day, "break", "closure"))

    def working_days(self, start: datetime, days: int) -> datetime:
        """So many Mondays to Fridays on, without closures."""
        return self._count(start, days, lambda day: day.weekday() < 5 and not self._within(day, "closure"))

    def _count(self, start: datetime, days: int, counts) -> datetime:
        moment = start
        while days:
            moment += DAY
            # The date is counted on from the first one, as on a wall calendar, whatever the clocks do that night.
            days -= counts(start.astimezone(self.zone).date() + timedelta(days=(moment - start).days))
        return moment

    def _within(self, day: date, *kinds: str) -> bool:
        return any(kind in kinds and first <= day <= last for kind, first, last in self.periods)


@dataclass(frozen=True)
class Wish:
    """What somebody wants of mails from `since` on."""

    since: datetime
    level: str = "everything"  # or "moves" or "weekly"
    paused_until: date | None = None
    quiet: tuple[int | None, int | None] = (None, None)
    letter_day: int = 0
    last_call: bool = False
    only_news: bool = False  # of a mentor: no word from students they talked with, but for news


@dataclass(frozen=True)
class Person:
    id: int
    role: str  # student, mentor, advisor, officer
    zone: ZoneInfo
    wishes: Sequence[Wish] = ()
    quieted: dict[str, datetime] = field(default_factory=dict)  # interview → since when

    def wish(self, at: datetime) -> Wish:
        return next((wish for wish in reversed(self.wishes) if wish.since <= at), Wish(at))

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()


@dataclass(frozen=True)
class Step:
    """Something that happened to an interview: who did it, which state it is in since, and which time is chosen."""

    at: datetime
    verb: str
    role: str
    to: str
    start: datetime | None = None


@dataclass(frozen=True)
class Facts:
    id: str
    student: int
    mentor: int
    advisor: int
    officers: tuple[int, ...]
    length: timedelta
    steps: Sequence[Step]
    gaps: Sequence[tuple[datetime, bool]] = ()  # preparation: from when on there is a gap or none
    written: Sequence[tuple[datetime, str]] = ()  # reflection: handed in, returned, done
    named_at: datetime | None = None  # when the mentor said no and named somebody else
    taken_up: Sequence[datetime] = ()  # when the student kept somebody they were introduced to


# --- What is owed -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Occasion:
    """`since`: when the reason arose. Owed from `due` to `latest`, unless the reason is gone at `gone`.

    `must`: sent for certain if nothing of the person's stands against it; else it may come or not.
    `is_anchored`: it counts back from the start of the call, so that quiet hours move it earlier.
    """

    policy: str
    klass: str
    person: int
    interview: str
    since: datetime
    due: datetime
    latest: datetime
    gone: datetime
    is_anchored: bool = False
    must: bool = True


@dataclass(frozen=True)
class Stretch:
    """A time in which nothing changed that a reminder looks at."""

    state: str
    turn: str
    since: datetime
    until: datetime
    start: datetime | None  # of the call, or of the held slot
    is_again: bool  # the mentor's time to answer began anew after a question


@dataclass(frozen=True)
class Deed:
    """What the clock does by itself, and when."""

    interview: str
    verb: str
    at: datetime


def stretches(facts: Facts) -> list[Stretch]:
    found: list[Stretch] = []
    for step in facts.steps:
        last = found[-1] if found else Stretch("draft", "", step.at, NEVER, None, is_again=False)
        now = _after(last, step)
        if now == last:
            continue
        if found:
            found[-1] = replace(last, until=step.at)
        found.append(now)
    return found


def _after(last: Stretch, step: Step) -> Stretch:
    fresh = Stretch(step.to, _turn(step.to), step.at, NEVER, step.start, is_again=False)
    if step.verb == "asked_first":
        return replace(fresh, turn="student", start=last.start)
    if step.verb == "wrote" and step.role == "student" and (last.state, last.turn) == ("requested", "student"):
        return replace(fresh, start=last.start, is_again=True)
    if step.verb == "proposed" and step.to == "accepted":
        return replace(fresh, turn="mentor")
    if step.verb == "let_go":
        return replace(last, start=None)
    if step.to != last.state or step.verb == "moved":
        return fresh
    return last


def _turn(state: str) -> str:
    return {"requested": "mentor", "countered": "student", "accepted": "student"}.get(state, "")


def occasions(facts: Facts, campus: Campus, people: dict[int, Person]) -> Iterator[Occasion]:
    waits = {
        ("in_review", ""): _look,
        ("requested", "mentor"): _request,
        ("requested", "student"): _question,
        ("countered", "student"): _choose,
        ("accepted", "student"): _fix,
        ("accepted", "mentor"): _pick,
    }
    runs = _let_go_joined(stretches(facts))
    for run in runs:
        if wait := waits.get((run.state, run.turn)):
            yield from wait(facts, run, campus)
        if run.state == "scheduled":
            yield from _before(facts, run, people)
            yield from _afterwards(facts, run)
    yield from _reviews(facts, campus)
    yield from _referral(facts)


def deeds(facts: Facts, campus: Campus) -> Iterator[Deed]:
    """What the clock owes: each by itself, unless somebody was faster."""
    for run in stretches(facts):
        if run.state == "requested" and run.start:
            yield from _deed(facts, run, "let_go", run.start - campus.held_until)
        if run.state == "scheduled" and run.start:
            yield from _deed(facts, run, "completed", run.start + facts.length + campus.completes_after)
    for run in _let_go_joined(stretches(facts)):
        if run.turn:
            yield from _deed(facts, run, "expired", _end_of_wait(run, campus))
        if run.state == "in_review":
            yield from _deed(facts, run, "went_on", campus.working_days(run.since, campus.look_goes_on))


def _deed(facts: Facts, run: Stretch, verb: str, at: datetime) -> Iterator[Deed]:
    if at <= run.until:
        yield Deed(facts.id, verb, at)


def _let_go_joined(runs: list[Stretch]) -> list[Stretch]:
    """A held time that was let go changes nothing of the wait for an answer."""
    joined: list[Stretch] = []
    for run in runs:
        if joined and run.since == joined[-1].since:
            joined[-1] = replace(joined[-1], until=run.until)
        else:
            joined.append(run)
    return joined


def _end_of_wait(run: Stretch, campus: Campus) -> datetime:
    days = {
        ("requested", "mentor"): campus.request_expires,
        ("requested", "student"): campus.offer_expires,
        ("countered", "student"): campus.offer_expires,
    }.get((run.state, run.turn), campus.accepted_expires)
    return campus.open_days(run.since, days)


# --- Waiting for an answer ----------------------------------------------------------------------------------------
def _request(facts: Facts, run: Stretch, campus: Campus) -> Iterator[Occasion]:
    """One nudge to the mentor, one suggestion to the student, three days apart from each other."""
    latest = _end_of_wait(run, campus)
    followed_up = [step.at for step in facts.steps if step.verb == "followed_up" and run.since <= step.at < run.until]
    due = campus.open_days(run.since, campus.request_reminder)
    if run.start:
        due = min(due, run.since + (run.start - run.since) / 2)
    nudge = Occasion(
        "request nudge", NUDGE, facts.mentor, facts.id, run.since, due, latest, run.until, must=not run.is_again
    )
    suggestion = replace(
        nudge,
        policy="follow-up suggested",
        person=facts.student,
        due=campus.open_days(run.since, campus.follow_up),
        gone=min([run.until, *followed_up]),
    )
    yield replace(nudge, due=_apart_from(followed_up, due, campus))
    yield suggestion


def _apart_from(followed_up: list[datetime], due: datetime, campus: Campus) -> datetime:
    """Later, where the student has just written themselves."""
    for at in followed_up:
        if at <= due < at + campus.apart * DAY:
            return at + campus.apart * DAY
    return due


def _question(facts: Facts, run: Stretch, campus: Campus) -> Iterator[Occasion]:
    yield from _twice("answer a question", facts, run, campus)


def _choose(facts: Facts, run: Stretch, campus: Campus) -> Iterator[Occasion]:
    yield from _twice("choose a time", facts, run, campus)


def _fix(facts: Facts, run: Stretch, campus: Campus) -> Iterator[Occasion]:
    yield from _twice("fix a time", facts, run, campus)


def _twice(policy: str, facts: Facts, run: Stretch, campus: Campus) -> Iterator[Occasion]:
    latest = _end_of_wait(run, campus)
    for days in campus.choose:
        due = campus.open_days(run.since, days)
        yield Occasion(policy, NUDGE, facts.student, facts.id, run.since, due, latest, run.until)


def _pick(facts: Facts, run: Stretch, campus: Campus) -> Iterator[Occasion]:
    """Said yes, and the student has proposed times: fixing one is the mentor's now."""
    for owed in _twice("pick a time", facts, run, campus):
        yield replace(owed, person=facts.mentor)


def _look(facts: Facts, run: Stretch, campus: Campus) -> Iterator[Occasion]:
    latest = campus.working_days(run.since, campus.look_goes_on)
    first, second = (campus.working_days(run.since, days) for days in campus.look)
    owed = Occasion("look", DIGEST, facts.advisor, facts.id, run.since, first, latest, run.until)
    yield owed
    yield replace(owed, due=second)
    for officer in facts.officers:
        yield replace(owed, person=officer, due=second)


# --- Around the call ----------------------------------------------------------------------------------------------
def _before(facts: Facts, run: Stretch, people: dict[int, Person]) -> Iterator[Occasion]:
    """What comes late because the call was booked late may come at once or be left out, except preparing."""
    assert run.start
    start, booked, student = run.start, run.since, people[facts.student]
    owed = Occasion(
        "prepare",
        NUDGE,
        facts.student,
        facts.id,
        booked,
        max(start - 5 * DAY, booked),
        start - DAY,
        run.until,
        is_anchored=True,
    )
    is_first_time = not any(step.verb == "moved" and step.at <= booked for step in facts.steps)
    if owed.due < owed.latest:
        yield replace(owed, must=is_first_time)
    again = start - 48 * HOUR
    has_gap = next((gap for at, gap in reversed(facts.gaps) if at <= again), True)
    if booked < again and has_gap:
        filled = next((at for at, gap in facts.gaps if at > again and not gap), NEVER)
        yield replace(owed, due=again, gone=min(run.until, filled), must=is_first_time and booked + DAY < again)
    day = [("about your call", facts.mentor, start - 24 * HOUR, start)]
    evening_before = start.astimezone(student.zone).date() - DAY
    evening = datetime(evening_before.year, evening_before.month, evening_before.day, 18, tzinfo=student.zone)
    day.append(("evening before", facts.student, evening.astimezone(UTC), start - HOUR))
    if student.wish(start - 45 * MINUTE).last_call:
        day.append(("be ready", facts.student, start - 45 * MINUTE, start))
    for policy, person, due, latest in day:
        is_early = booked <= due
        yield replace(
            owed, policy=policy, klass=MEETING_DAY, person=person, due=max(due, booked), latest=latest, must=is_early
        )


def _afterwards(facts: Facts, run: Stretch) -> Iterator[Occasion]:
    assert run.start
    end = run.start + facts.length
    later = [step for step in facts.steps if step.at >= run.until]
    ended = _first(later, "missed", "cancelled", "postponed", "moved")
    thanked = _first(facts.steps, "thanked")
    said = _first(later, "completed", "missed", by=("student", "mentor"))
    handed_in = next((at for at, what in facts.written if what == "submitted"), NEVER)
    owed = Occasion("after", MEETING_DAY, facts.student, facts.id, end, end, end + 20 * HOUR, min(ended, thanked))
    # A student who says early that it took place has answered the question; where the mentor does, notes are still due.
    asks_at, answered = end + 15 * MINUTE, _first(later, "completed", by=("student", "clock", "officer"))
    yield replace(owed, due=asks_at, gone=min(owed.gone, answered))
    due = end + 20 * HOUR
    yield replace(owed, policy="thank-you last call", klass=NUDGE, due=due, latest=end + 5 * DAY)
    due = end + 24 * HOUR
    yield replace(
        owed,
        policy="did it happen",
        klass=NUDGE,
        person=facts.mentor,
        due=due,
        latest=end + 48 * HOUR,
        gone=min(ended, said),
    )
    due, latest = end + 48 * HOUR, end + 21 * DAY
    yield replace(owed, policy="reflection", klass=NUDGE, due=due, latest=latest, gone=min(ended, handed_in))
    missed = _first(later, "missed")
    if ended == missed and (again := _first([step for step in later if step.at > missed], "completed")) != NEVER:
        for policy, due, latest, gone in (
            ("thank-you last call", end + 20 * HOUR, end + 5 * DAY, thanked),
            ("reflection", end + 48 * HOUR, end + 21 * DAY, handed_in),
        ):
            told = replace(owed, policy=policy, klass=NUDGE, since=again, latest=latest, gone=gone, must=False)
            yield replace(told, due=max(again, due))


def _first(steps: Sequence[Step], *verbs: str, by: tuple[str, ...] = ()) -> datetime:
    return next((step.at for step in steps if step.verb in verbs and (not by or step.role in by)), NEVER)


def _reviews(facts: Facts, campus: Campus) -> Iterator[Occasion]:
    for number, (at, what) in enumerate(facts.written):
        if what == "submitted":
            answered = next((later for later, other in facts.written[number + 1 :] if other != "submitted"), NEVER)
            due = campus.working_days(at, campus.review)
            yield Occasion("review owed", DIGEST, facts.advisor, facts.id, at, due, NEVER, answered)


# --- Between people, and of a mentor -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Standing:
    """A mentor's breaks as (since when known, first day back, when they came back), and each yes to going on."""

    id: str
    mentor: int
    pauses: Sequence[tuple[datetime, date, datetime]] = ()
    confirmed: Sequence[datetime] = ()


def _referral(facts: Facts) -> Iterator[Occasion]:
    if facts.named_at:
        at, latest = facts.named_at, facts.named_at + 30 * DAY
        taken_up = next((each for each in facts.taken_up if each >= at), NEVER)
        for days in (3, 14):
            due = at + days * DAY
            yield Occasion("referral follow-up", NUDGE, facts.student, facts.id, at, due, latest, taken_up)


def of_pairs(everything: Sequence[Facts], people: dict[int, Person]) -> Iterator[Occasion]:
    """Keeping in touch: of two people, their last conversation counts."""
    talks = [(facts, start, held) for facts in everything for start, held in _talks(facts)]
    for facts, start, held in talks:
        pair = facts.student, facts.mentor
        later = [at for other, begins, at in talks if (other.student, other.mentor) == pair and begins > start]
        yield from _in_touch(facts, start, held, min(later, default=NEVER), people)


def _talks(facts: Facts) -> Iterator[tuple[datetime, datetime]]:
    """When the call began, and when somebody said that it took place, where that is what is said last."""
    run = next((run for run in reversed(stretches(facts)) if run.state == "scheduled"), None)
    last = facts.steps[-1].to
    if run and run.start and last == "completed":
        yield run.start, max(step.at for step in facts.steps if step.verb == "completed")


def _in_touch(
    facts: Facts, start: datetime, held: datetime, talked_again: datetime, people: dict[int, Person]
) -> Iterator[Occasion]:
    """A few words after a month, a season and half a year without any; nothing but news after that.

    They are told on the Monday after, at eight there, as docs/decisions/0014-what-the-table-of-reminders-leaves-open.md
    says, in that week or not at all.
    """
    said = [step.at for step in facts.steps if step.role == "student" and step.verb in ("thanked", "wrote", "updated")]
    end = start + facts.length
    touches = sorted({end, *(at for at in said if at > end)})
    for touch, touched_again in zip(touches, [*touches[1:], NEVER], strict=True):
        for days in (30, 90, 180):
            due = _monday_after(touch + days * DAY, people[facts.student].zone)
            if not people[facts.mentor].wish(due).only_news:
                gone = min(touched_again, talked_again)
                yield Occasion(
                    "keep in touch", DIGEST, facts.student, facts.id, held, due, due + 7 * DAY, gone, must=held < due
                )


def _monday_after(at: datetime, zone: ZoneInfo) -> datetime:
    day = at.astimezone(zone).date()
    day += (7 - day.weekday()) % 7 * DAY
    while (morning := datetime(day.year, day.month, day.day, 8, tzinfo=zone).astimezone(UTC)) <= at:
        day += 7 * DAY
    return morning


def of_standing(standing: Standing, people: dict[int, Person]) -> Iterator[Occasion]:
    mentor, zone = standing.mentor, people[standing.mentor].zone
    for since, first_day_back, came_back in standing.pauses:
        ends = datetime(first_day_back.year, first_day_back.month, first_day_back.day, tzinfo=zone).astimezone(UTC)
        due = ends - 3 * DAY
        # Whoever rests for less needs no word of it; and once the pause is over there is nothing left to say.
        yield Occasion("pause ends", NUDGE, mentor, standing.id, since, due, ends, came_back, must=since < due)
    for at, again in zip(standing.confirmed, [*standing.confirmed[1:], NEVER], strict=True):
        due = at + 365 * DAY
        # Nobody is asked while they rest until a day that is known.
        rests = any(since <= due and due.astimezone(zone).date() <= back_on for since, back_on, _ in standing.pauses)
        yield Occasion("still willing", NUDGE, mentor, standing.id, at, due, due + 30 * DAY, again, must=not rests)
