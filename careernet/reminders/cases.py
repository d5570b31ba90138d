"""What the policies look at: an interview with everything they ask about, loaded for many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, JSONField, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import JSONObject

from careernet.accounts.models import User
from careernet.campus.calendar import add_open_days, add_working_days, calendar
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import times
from careernet.guides.questions import is_closed
from careernet.interviews.models import Absence, Event, Interview, InterviewQuerySet, Preparation, State, ThankYou
from careernet.mail.models import Preference
from careernet.mail.preferences import preference_of
from careernet.network.models import Contact
from careernet.reflections.models import NextStep, Reflection


@dataclass(frozen=True)
class Campus:
    """The numbers of the rules, and the stretches in which waiting stands still."""

    policy: Policy
    periods: tuple[AcademicPeriod, ...]

    @classmethod
    def current(cls) -> "Campus":
        return cls(Policy.current(), tuple(calendar()))


@dataclass(frozen=True, slots=True)
class Known:
    """Of a contact, what keeping in touch goes by."""

    id: str
    rhythm: str
    is_archived: bool
    touched_at: datetime | None
    next_on: date | None
    next_about: str

    @classmethod
    def read(cls, said: dict[str, Any]) -> "Known":
        touched, next_on = said["touched_at"], said["next_on"]
        return cls(
            id=said["id"],
            rhythm=said["rhythm"],
            is_archived=said["archived_at"] is not None,
            touched_at=datetime.fromisoformat(touched) if touched else None,
            next_on=date.fromisoformat(next_on) if next_on else None,
            next_about=said["next_about"],
        )


@dataclass(frozen=True)
class Case:
    """One interview and what is known about it, without a further query."""

    interview: Interview
    campus: Campus

    @property
    def row(self) -> Interview:
        return self.interview

    @property
    def people(self) -> list[User]:
        return [*self.interview.users, *([self.interview.student.advisor] if self.interview.student.advisor else [])]

    def person(self, of: str) -> User | None:
        """Who that is; a student may have no advisor, and nobody reminds somebody who can't come in."""
        student, mentor = self.interview.student, self.interview.mentor
        people = {"student": student.user, "mentor": mentor.user if mentor else None, "advisor": student.advisor}
        person = people[of]
        return person if person and person.is_active else None

    @property
    def state(self) -> str:
        return self.interview.state

    @property
    def since(self) -> datetime:
        return self.interview.state_since

    @property
    def asked_at(self) -> datetime:
        """Which a question in between leaves where it was."""
        return self.interview.asked_at or self.since

    @property
    def is_apart(self) -> bool:
        """Its two people are never to be brought together again."""
        return bool(getattr(self.interview, "is_apart", False))

    @property
    def starts_at(self) -> datetime:
        """Only for an interview that has a time."""
        start: datetime = self.interview.during.lower
        return start

    @property
    def ends_at(self) -> datetime:
        end: datetime = self.interview.during.upper
        return end

    @property
    def preparation(self) -> Preparation | None:
        return getattr(self.interview, "preparation", None)

    @property
    def absence(self) -> Absence | None:
        return getattr(self.interview, "absence", None) if self.state == State.MISSED else None

    @property
    def thank_you(self) -> ThankYou | None:
        return getattr(self.interview, "thank_you", None)

    @property
    def reflection(self) -> Reflection | None:
        return getattr(self.interview, "reflection", None)

    @property
    def step_due_on(self) -> date | None:
        """The day of the first next step that is still open."""
        return getattr(self.interview, "step_due_on", None)

    @property
    def has_goal(self) -> bool:
        return bool(self.preparation and self.preparation.goals.strip())

    @property
    def questions(self) -> int:
        """How many open ones the student has on their list."""
        return sum(1 for question in self.interview.questions.all() if not is_closed(question.text))

    @property
    def is_prepared(self) -> bool:
        """With a goal and enough questions."""
        return self.has_goal and self.questions >= self.campus.policy.questions_to_have

    @property
    def wants_last_call(self) -> bool:
        """The student asked for a mail shortly before."""
        return preference_of(self.interview.student.user).wants_last_call

    @cached_property
    def followed_up_at(self) -> datetime | None:
        """When the student wrote once more; at most once an interview."""
        return next((event.at for event in self._told if event.verb == Event.Verb.FOLLOWED_UP), None)

    @property
    def is_returned(self) -> bool:
        """An advisor has asked to change the words."""
        return any(event.verb == Event.Verb.RETURNED for event in self._told)

    @property
    def is_said_by_mentor(self) -> bool:
        """That it took place, right when it had ended: whoever first said otherwise is past all that."""
        said = (event for event in self._told if event.verb == Event.Verb.COMPLETED)
        by_mentor = any(event.role == Event.Role.MENTOR and event.from_state == State.SCHEDULED for event in said)
        return by_mentor and self.state == State.COMPLETED

    @property
    def referral(self) -> str:
        """Whom the mentor named with their no, as they wrote it."""
        return next((event.data.get("colleague", "") for event in self._told if event.verb == Event.Verb.DECLINED), "")

    @property
    def is_taken_up(self) -> bool:
        """The student has since kept somebody they were introduced to."""
        return bool(getattr(self.interview, "is_taken_up", False))

    @property
    def is_latest_talk(self) -> bool:
        """The two have not talked again since."""
        return not getattr(self.interview, "has_later_talk", False)

    @property
    def wants_news_only(self) -> bool:
        """The mentor likes to hear when there is news, and no news is none."""
        mentor = self.interview.mentor
        return mentor is not None and preference_of(mentor.user).updates == Preference.Updates.NEWS

    @property
    def last_touch(self) -> datetime:
        """When the student last let them hear: in the call, with the thank-you, or by a message."""
        wrote = (event for event in self._told if event.verb in Event.IN_THE_THREAD)
        written = [event.at for event in wrote if event.role == Event.Role.STUDENT]
        known = [self.known.touched_at] if self.known and self.known.touched_at else []
        return max([self.ends_at, *written, *known, *([self.thank_you.sent_at] if self.thank_you else [])])

    @cached_property
    def known(self) -> Known | None:
        """What the student keeps of them in their network."""
        said = getattr(self.interview, "known", None)
        return Known.read(said) if said else None

    @property
    def _told(self) -> Iterable[Event]:
        return self.interview.events.all()

    def reviewed_by(self) -> datetime:
        """By when an advisor has read what was handed in."""
        return self._worked(self.handed_in_at, self.campus.policy.review_days)

    @property
    def handed_in_at(self) -> datetime:
        """Only where there is a reflection to read."""
        assert self.reflection
        assert self.reflection.submitted_at
        return self.reflection.submitted_at

    def waited(self, days: int) -> datetime:
        """When `days` open days have passed in the present state."""
        policy, periods = self.campus.policy, self.campus.periods
        return add_open_days(self.since, days, periods, zone=times.zone(policy.time_zone))

    def worked(self, days: int) -> datetime:
        """When `days` working days have passed in the present state: what staff owe."""
        return self._worked(self.since, days)

    def _worked(self, start: datetime, days: int) -> datetime:
        policy, periods = self.campus.policy, self.campus.periods
        return add_working_days(start, days, periods, zone=times.zone(policy.time_zone))

    def after_end(self, **span: int) -> datetime:
        return self.ends_at + timedelta(**span)

    def zone_of(self, person: User) -> ZoneInfo:
        return times.zone(person.time_zone)


def load(interviews: InterviewQuerySet, campus: Campus) -> list[Case]:
    """Three queries, however many interviews there are."""
    return [Case(interview, campus) for interview in with_facts(interviews)]


TOLD = (
    *(Event.Verb.FOLLOWED_UP, Event.Verb.RETURNED, Event.Verb.DECLINED, Event.Verb.COMPLETED),
    *Event.IN_THE_THREAD,
)


def with_facts(interviews: InterviewQuerySet) -> InterviewQuerySet:
    told = Event.objects.filter(verb__in=TOLD)
    chosen = ("student__user__mail_preference", "mentor__user__mail_preference")
    facts = ("student__advisor", "preparation", "thank_you", "reflection", "absence", *chosen)
    people = interviews.telling_apart().with_people().select_related(*facts)
    later = Interview.objects.filter(state=State.COMPLETED, student=OuterRef("student"), during__gt=OuterRef("during"))
    same = Q(mentor=OuterRef("mentor")) | Q(contact=OuterRef("contact"))
    since = Q(created_at__gte=OuterRef("state_since")) & ~Q(introduced_by="")
    kept = Contact.objects.filter(since | Q(referred_in=OuterRef("pk")), student=OuterRef("student"))
    theirs = Q(mentor=OuterRef("mentor")) | Q(pk=OuterRef("contact"))
    said = JSONObject(
        **{name: name for name in ("id", "rhythm", "next_on", "next_about", "archived_at")}, touched_at="last_touch_at"
    )
    known = Contact.objects.filter(theirs, student=OuterRef("student")).values(said=said)[:1]
    steps = NextStep.objects.open().filter(reflection__interview=OuterRef("pk")).order_by("due_on").values("due_on")
    facts_of_others: dict[str, Any] = {
        "step_due_on": Subquery(steps[:1]),
        "has_later_talk": Exists(later.filter(same)),
        "is_taken_up": Exists(kept),
        "known": Subquery(known, output_field=JSONField()),
    }
    return people.annotate(**facts_of_others).prefetch_related(Prefetch("events", queryset=told), "questions")
