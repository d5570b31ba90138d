"""Who the sample mails are about: made-up rows that are taken away again before anybody else can see them."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from careernet.accounts.models import Role, User
from careernet.campus.models import MeetingMode, Policy
from careernet.core import times
from careernet.interviews.models import Event, Interview, Message, OfferedTime, Report, State
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.reminders.cases import Campus, load
from careernet.reminders.emails import MAILED, TO_VOLUNTEERS, Mail
from careernet.reminders.standing import load_standings
from careernet.students.models import Student

PLACE = "sample.invalid"  # a domain nobody can have (RFC 2606)
LINK = "https://meet.example/maya-chen"
HALF_AN_HOUR = timedelta(minutes=30)
WITH_A_TIME = frozenset({State.SCHEDULED, State.COMPLETED, State.MISSED, State.CANCELLED})


@dataclass(frozen=True)
class Stage:
    """Jordan, a student; Maya, a mentor far away; Rosa, Jordan's advisor; Sam of the office. One day at noon."""

    now: datetime
    policy: Policy
    student: Student
    mentor: Mentor
    advisor: User
    officer: User
    newest: int  # number of the last mail there was before

    def mails(self, beginning: str) -> list[OutgoingMail]:
        """What was queued under such a key for one of the four, or for the office itself."""
        theirs = Q(to__endswith=f"@{PLACE}") | Q(about_id__in=self._rows())
        since = OutgoingMail.objects.filter(pk__gt=self.newest, key__startswith=beginning)
        return list(since.filter(theirs, Q(to__endswith=f"@{PLACE}") | Q(to_user=None)).order_by("pk"))

    def interview(self, state: str, *, at: datetime | None = None, **more: Any) -> Interview:
        """Jordan's with Maya, in that state since a day. `at` is its time, or the first of those proposed."""
        at = at or self.day(7)
        booked = DateTimeTZRange(at, at + HALF_AN_HOUR) if state in WITH_A_TIME else None
        interview = Interview.objects.create(
            student=self.student,
            mentor=self.mentor,
            state=state,
            state_since=self.now - timedelta(days=1),
            asked_at=self.now - timedelta(days=1),
            mode=MeetingMode.VIDEO,
            hope_to_learn=_("How people get from the bench into a start-up, and what they would do again."),
            message=_("Hello Maya, I am a sophomore in chemistry. May I ask you for half an hour about your path?"),
            where=LINK if state in WITH_A_TIME else "",
            during=booked,
            mentor_block=booked,
            calendar_uid=uuid.uuid4() if booked else None,
            **more,
        )
        sides = {State.REQUESTED: OfferedTime.By.STUDENT, State.COUNTERED: OfferedTime.By.MENTOR}
        for start in self.times if state in sides else ():
            OfferedTime.objects.create(interview=interview, by=sides[State(state)], starts_at=start)
        return interview

    @property
    def times(self) -> list[datetime]:
        return [self.day(7), self.day(8)]

    def day(self, days: int) -> datetime:
        """Three in the afternoon on campus, so many days from today."""
        zone = times.zone(self.policy.time_zone)
        return times.to_utc(times.local(self.now, zone).date() + timedelta(days=days), 15 * 60, zone)

    def said(self, interview: Interview, side: str, text: str, via: str = Message.Via.PAGE) -> Message:
        by = self.student.user if side == Event.Role.STUDENT else self.mentor.user
        words: dict[str, Any] = {"role": side, "text": text, "via": via, "at": self.now}
        return Message.objects.create(interview=interview, number=1, by=by, **words)

    def _rows(self) -> list[uuid.UUID]:
        """What a mail to the office's own address can be about."""
        interviews = Interview.objects.filter(student=self.student)
        reports = Report.objects.filter(interview__in=interviews)
        return [*interviews.values_list("pk", flat=True), *reports.values_list("pk", flat=True)]

    def due(self, name: str, interview: Interview) -> Mail:
        """The first mail of that duty, as the sweep finds it."""
        duty = MAILED[f"reminders.{name}"]
        [case] = load(Interview.objects.filter(pk=interview.pk), Campus.current())
        person = duty.person(case)
        assert person
        return Mail(duty, case, person, 0, self.now)

    def due_from_mentor(self, name: str) -> Mail:
        [case] = load_standings(Mentor.objects.filter(pk=self.mentor.pk), Campus.current())
        return Mail(TO_VOLUNTEERS[f"reminders.{name}"], case, self.mentor.user, 0, self.now)


def a_stage(now: datetime) -> Stage:
    policy, newest = Policy.current(), OutgoingMail.objects.aggregate(pk=Max("pk"))["pk"] or 0
    advisor = _person("Rosa Alvarez", Role.Kind.ADVISOR, policy.time_zone)
    jordan = _person("Jordan Parker", Role.Kind.STUDENT, policy.time_zone)
    maya = _person("Maya Chen", Role.Kind.MENTOR, "America/Los_Angeles")
    student = Student.objects.create(
        user=jordan, advisor=advisor, class_year=now.year + 2, joined_at=now, settled_in_at=now
    )
    mentor = Mentor.objects.create(
        user=maya,
        state=Mentor.State.ACTIVE,
        job_title=_("Battery chemist"),
        employer="Arcadia Labs",
        city="San Francisco",
        class_year=now.year - 12,
        sort_name="chen maya",
        modes=[MeetingMode.VIDEO],
        video_link=LINK,
    )
    officer = _person("Sam Okafor", Role.Kind.OFFICER, policy.time_zone)
    return Stage(now, policy, student, mentor, advisor, officer, newest)


def _person(name: str, kind: str, zone: str) -> User:
    address = f"{name.partition(' ')[0].lower()}@{PLACE}"
    person = User.objects.create_user(address, full_name=name, time_zone=zone)
    Role.objects.create(user=person, kind=kind)
    return person
