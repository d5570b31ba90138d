"""The ledger of mails held against the oracle's occasions. Nothing of careernet is imported here either.

No order among reminders is presumed: whoever gets the day's only nudge, the others have to wait for a reason that can
be named, and not a moment longer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from tests.year.oracle import DAY, DIGEST, HOUR, MEETING_DAY, NEVER, NUDGE, Campus, Deed, Facts, Occasion, Person

EARLIER = HOUR  # how far before quiet hours a reminder may be moved that can't come in them


@dataclass(frozen=True)
class Mail:
    """A row of the ledger: `sent` is None for one that was left out, with the reason."""

    policy: str
    klass: str
    person: int
    interview: str
    queued: datetime
    sent: datetime | None
    reason: str

    @property
    def at(self) -> datetime:
        return self.sent or self.queued


@dataclass(frozen=True)
class Finding:
    what: str
    policy: str
    person: int
    interview: str
    at: datetime
    because: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {self.policy} to {self.person} about {self.interview[:8]} at {self.at}. {self.because}"


class Judge:
    """`prompt`: how long a sweep and a deliverer may take from when something is due."""

    def __init__(
        self,
        campus: Campus,
        people: Iterable[Person],
        mails: Sequence[Mail],
        *,
        until: datetime,
        prompt: timedelta = timedelta(minutes=3),
    ) -> None:
        self.campus, self.until, self.prompt = campus, until, prompt
        self.people = {person.id: person for person in people}
        self.by_matter: dict[tuple[str, int, str], list[Mail]] = defaultdict(list)
        self.nudges: dict[int, list[Mail]] = defaultdict(list)
        self.about: dict[tuple[int, str], list[Mail]] = defaultdict(list)
        for mail in sorted(mails, key=lambda mail: mail.at):
            self.by_matter[mail.policy, mail.person, mail.interview].append(mail)
            if mail.klass != DIGEST:
                self.about[mail.person, mail.interview].append(mail)
            if mail.klass == NUDGE:
                self.nudges[mail.person].append(mail)

    def findings(self, occasions: Iterable[Occasion]) -> Iterator[Finding]:
        owed: dict[tuple[str, int, str], list[Occasion]] = defaultdict(list)
        for occasion in occasions:
            owed[occasion.policy, occasion.person, occasion.interview].append(self._moved_out_of_quiet(occasion))
        for matter in owed.keys() | self.by_matter.keys():
            yield from self._compare(sorted(owed[matter], key=lambda o: o.due), self.by_matter[matter])
        yield from self._too_many()

    # --- What came, and what should have --------------------------------------------------------------------------
    def _compare(self, owed: list[Occasion], mails: list[Mail]) -> Iterator[Finding]:
        left = list(mails)
        for occasion in owed:
            fits = [mail for mail in left if occasion.due <= mail.at < self._closes(occasion) + self.prompt]
            mail = next((mail for mail in fits if mail.sent), None) or next(iter(fits), None)
            if mail:
                left.remove(mail)
            yield from self._in_time(occasion, mail)
        for mail in left:
            if mail.sent:
                why = "; ".join(f"owed {o.due} to {self._closes(o)}" for o in owed) or "never owed"
                yield _finding("came without a reason", mail, why)
        for mail in mails:
            if not (mail.sent or mail.reason) and mail.queued + self.prompt < self.until:
                yield _finding("left out without a reason", mail)
            if mail.sent and self._is_quiet(mail.person, mail.sent):
                yield _finding("came in quiet hours", mail)

    def _in_time(self, occasion: Occasion, mail: Mail | None) -> Iterator[Finding]:
        """Each moment from which it could have come and didn't has to have its reason."""
        if not occasion.must or occasion.due >= self._closes(occasion):
            return
        came = mail.sent or NEVER if mail else NEVER
        for begins, by in self._chances(occasion):
            if came <= by or by > self.until:
                return
            if self._is_refused(occasion, begins):
                break
            if not self._is_blocked(occasion, begins, mail):
                late = f"came {mail.at} ({mail.reason or 'sent'})" if mail else "never came"
                yield _of("late or missing", occasion, begins, late)
                return
        if mail is None and occasion.latest < min(occasion.gone, self.until - self.prompt):
            yield _of("nothing on record", occasion, occasion.latest, "its time passed and nobody wrote why")

    def _chances(self, occasion: Occasion) -> Iterator[tuple[datetime, datetime]]:
        """On each day the first moment at which it may come, and by when it has come if it came then."""
        opens, closes, person = occasion.due, self._closes(occasion), self.people[occasion.person]
        while True:
            opens = self._out_of_quiet(person, opens)
            if opens + self.prompt >= closes:
                return
            is_moved = opens == occasion.due and self._is_quiet(person.id, opens + EARLIER)
            yield opens, opens + (EARLIER if is_moved and occasion.is_anchored else self.prompt)
            opens = _midnight(person, opens)

    def _is_blocked(self, occasion: Occasion, at: datetime, mail: Mail | None) -> bool:
        """The day's nudge has gone to something else, or all there are to be about this."""
        if occasion.klass == DIGEST:
            return False
        person = self.people[occasion.person]
        others = [other for other in self.nudges[person.id] if other is not mail and other.queued <= at + self.prompt]
        today = [other for other in others if person.day(other.at) == person.day(at) and self._took_place(other)]
        # Around the call counts, too, as docs/decisions/0014-what-the-table-of-reminders-leaves-open.md says.
        so_far = [other for other in self.about[person.id, occasion.interview] if other.sent and other.sent <= at]
        return (occasion.klass == NUDGE and bool(today)) or len(so_far) >= self._most(person)

    def _took_place(self, mail: Mail) -> bool:
        """Sent, or refused only when it was to leave: until then it had the day's place."""
        return mail.sent is not None or "mail settings" in mail.reason or "paused" in mail.reason.lower()

    def _is_refused(self, occasion: Occasion, at: datetime) -> bool:
        person = self.people[occasion.person]
        wish, quieted = person.wish(at), person.quieted.get(occasion.interview, NEVER)
        if quieted <= at + self.prompt or (occasion.policy == "be ready" and not wish.last_call):
            return True
        if occasion.klass not in (NUDGE, DIGEST):
            return False
        is_paused = wish.paused_until is not None and person.day(at) < wish.paused_until
        return is_paused or wish.level != "everything"

    # --- Too many -------------------------------------------------------------------------------------------------
    def _too_many(self) -> Iterator[Finding]:
        for person_id, mails in self.nudges.items():
            person, sent = self.people[person_id], [mail for mail in mails if mail.sent]
            days: dict[object, Mail] = {}
            count: dict[str, int] = defaultdict(int)
            for mail in sent:
                if (before := days.setdefault(person.day(mail.at), mail)) is not mail:
                    yield _finding("a second nudge that day", mail, f"after {before.policy} at {before.at}")
                count[mail.interview] += 1
                if count[mail.interview] > self._most(person):
                    yield _finding("beyond the budget", mail)
            for mail in sent:
                wish = person.wish(mail.queued)
                is_off = wish.level != "everything" or (
                    wish.paused_until is not None and person.day(mail.at) < wish.paused_until
                )
                if is_off or person.quieted.get(mail.interview, NEVER) < mail.queued:
                    yield _finding("came though switched off", mail)

    def _most(self, person: Person) -> int:
        return self.campus.budget_mentor if person.role == "mentor" else self.campus.budget_student

    # --- What the clock does itself --------------------------------------------------------------------------------
    def of_the_clock(self, facts: Iterable[Facts], deeds: Iterable[Deed]) -> Iterator[Finding]:
        """It did what it owed when it owed it, and nothing else."""
        names = dict.fromkeys(("requested", "booked", "approved"), "went_on")
        done: dict[tuple[str, str], list[datetime]] = defaultdict(list)
        for one in facts:
            for step in one.steps:
                if step.role == "clock":
                    done[one.id, names.get(step.verb, step.verb)].append(step.at)
        for deed in deeds:
            its = done[deed.interview, deed.verb]
            if found := next((at for at in its if deed.at <= at < deed.at + self.prompt), None):
                its.remove(found)
            elif deed.at + self.prompt < self.until:
                yield Finding("the clock forgot", deed.verb, 0, deed.interview, deed.at)
        for (interview, verb), left in done.items():
            for at in left:
                yield Finding("the clock did too early, or what it shouldn't", verb, 0, interview, at)

    # --- Quiet hours ----------------------------------------------------------------------------------------------
    def _moved_out_of_quiet(self, occasion: Occasion) -> Occasion:
        person = self.people[occasion.person]
        if not self._is_quiet(person.id, occasion.due):
            return occasion
        if occasion.is_anchored:
            begins = self._quiet_begins(person, occasion.due)
            is_past = occasion.klass == MEETING_DAY and occasion.since > begins - self.prompt
            return replace(occasion, due=max(occasion.since, begins - EARLIER), must=occasion.must and not is_past)
        # Never past the latest: where the quiet ends only after it, nobody knows whether it comes at all.
        later = self._out_of_quiet(person, occasion.due)
        return replace(occasion, due=later, must=occasion.must and later < occasion.latest)

    def _closes(self, occasion: Occasion) -> datetime:
        return min(occasion.latest, occasion.gone)

    def _is_quiet(self, person_id: int, at: datetime) -> bool:
        person = self.people[person_id]
        begins, ends = self._quiet_hours(person, at)
        hour = at.astimezone(person.zone).hour
        return hour >= begins or hour < ends

    def _quiet_hours(self, person: Person, at: datetime) -> tuple[int, int]:
        begins, ends = person.wish(at).quiet
        return (
            self.campus.quiet[0] if begins is None else begins,
            self.campus.quiet[1] if ends is None else ends,
        )

    def _out_of_quiet(self, person: Person, at: datetime) -> datetime:
        if not self._is_quiet(person.id, at):
            return at
        begins, ends = self._quiet_hours(person, at)
        local = at.astimezone(person.zone)
        day = local.date() + (DAY if local.hour >= begins else timedelta())
        return datetime.combine(day, time(ends), person.zone).astimezone(UTC)

    def _quiet_begins(self, person: Person, at: datetime) -> datetime:
        begins, ends = self._quiet_hours(person, at)
        local = at.astimezone(person.zone)
        day = local.date() - (DAY if local.hour < ends else timedelta())
        return datetime.combine(day, time(begins), person.zone).astimezone(UTC)


def _midnight(person: Person, at: datetime) -> datetime:
    return datetime.combine(person.day(at) + DAY, time(0), person.zone).astimezone(UTC)


def _finding(what: str, mail: Mail, because: str = "") -> Finding:
    return Finding(what, mail.policy, mail.person, mail.interview, mail.at, because)


def _of(what: str, occasion: Occasion, at: datetime, because: str) -> Finding:
    return Finding(what, occasion.policy, occasion.person, occasion.interview, at, because)
