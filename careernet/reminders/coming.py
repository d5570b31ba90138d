"""What the next two days bring, by policy: for the office, which wants to know before it leaves."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from careernet.accounts.models import User
from careernet.interviews.models import Interview
from careernet.mail.preferences import preference_of
from careernet.mentors.models import Mentor
from careernet.reminders.cases import Campus, Case, load
from careernet.reminders.duty import Duty
from careernet.reminders.emails import MAILED, TO_VOLUNTEERS
from careernet.reminders.quiet import Hours, quiet_of
from careernet.reminders.standing import Standing, load_standings
from careernet.reminders.verdicts import moments

AHEAD = timedelta(hours=48)
MOST = 2000  # interviews looked at, and mentors
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Coming:
    """One reminder, as things stand now: what is done, moved or paused until then is not sent."""

    at: datetime
    to: User
    subject: str


def by_policy(now: datetime) -> list[tuple[str, int, list[Coming]]]:
    """The policy, how many mails it will write, and the first of them; what comes most first. Four queries, and
    the rules."""
    until, campus = now + AHEAD, Campus.current()
    awake = {"wake_at__gt": now, "wake_at__lte": until}
    interviews = Interview.objects.filter(**awake).order_by("wake_at")[:MOST]
    mentors = Mentor.objects.filter(**awake).order_by("wake_at")[:MOST]
    cases: list[Case | Standing] = [*load(interviews, campus), *load_standings(mentors, campus)]
    chosen = {person.pk: preference_of(person) for case in cases for person in _readers(case)}
    hours = {person_id: (wish.quiet_from, wish.quiet_until) for person_id, wish in chosen.items()}
    found: defaultdict[str, list[Coming]] = defaultdict(list)
    for case in cases:
        for duty in (MAILED if isinstance(case, Case) else TO_VOLUNTEERS).values():
            if duty.is_owed(case) and (person := duty.person(case)):
                found[duty.name] += _of(duty, case, person, hours, now, until)
    counted = [(name, len(mails), sorted(mails, key=lambda mail: mail.at)[:SAMPLES]) for name, mails in found.items()]
    return sorted((row for row in counted if row[1]), key=lambda row: (-row[1], row[0]))


def _readers(case: Case | Standing) -> list[User]:
    """Those whose preferences came along with the rows."""
    return case.interview.users if isinstance(case, Case) else case.people


def _of(duty: Duty, case: Case | Standing, person: User, hours: Hours, now: datetime, until: datetime) -> list[Coming]:
    planned = enumerate(moments(duty, case, quiet_of(person, case.campus.policy, hours)))
    last = min(until, duty.mailed_until(case))
    called_for = (at for number, at in planned if now < at <= last and not duty.left_out(case, number))
    return [Coming(at, person, duty.title(case)) for at in called_for]
