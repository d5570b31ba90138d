"""An invented campus for a simulated year: people in many zones, with many wishes, and an academic calendar."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from careernet.accounts.models import Role, User
from careernet.campus.models import AcademicPeriod, MeetingMode, Policy
from careernet.mail import preferences
from careernet.mail.models import Preference
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories
from tests.year import oracle

PERIODS = (
    ("term", "Fall", date(2026, 8, 31), date(2026, 12, 18)),
    ("break", "Fall break", date(2026, 10, 12), date(2026, 10, 16)),
    ("closure", "Thanksgiving", date(2026, 11, 25), date(2026, 11, 29)),
    ("break", "Winter break", date(2026, 12, 19), date(2027, 1, 17)),
    ("closure", "The turn of the year", date(2026, 12, 24), date(2027, 1, 1)),
    ("term", "Spring", date(2027, 1, 18), date(2027, 5, 14)),
    ("break", "Spring break", date(2027, 3, 13), date(2027, 3, 21)),
)
ZONES = [
    *["America/New_York"] * 6,
    *["America/Chicago"] * 2,
    "America/Denver",
    "America/Phoenix",
    *["America/Los_Angeles"] * 3,
    "Pacific/Honolulu",
    "Europe/London",
    "Asia/Kolkata",
]
UPDATES = [Preference.Updates.AS_THEY_COME] * 3 + [Preference.Updates.MONTHLY, Preference.Updates.NEWS]
LEVELS = ["everything"] * 7 + ["moves", "weekly", "weekly"]


@dataclass
class People:
    students: list[Student] = field(default_factory=list)
    mentors: list[Mentor] = field(default_factory=list)
    advisors: list[User] = field(default_factory=list)
    wishes: dict[int, list[oracle.Wish]] = field(default_factory=dict)
    quieted: dict[int, dict[str, datetime]] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    # Of mentors: since when and until which day they rest, and when they came back; and when they said they go on.
    pauses: dict[UUID, list[tuple[datetime, date, datetime]]] = field(default_factory=dict)
    confirmed: dict[UUID, list[datetime]] = field(default_factory=dict)


def invent(random: Random, *, mentors: int, students: int, now: datetime) -> People:
    Policy.objects.create(pk=1)
    for kind, name, first, last in PERIODS:
        AcademicPeriod.objects.create(kind=kind, name=name, starts_on=first, ends_on=last)
    people = People()
    for number in range(max(2, students // 40)):
        people.advisors.append(factories.person(Role.Kind.ADVISOR, full_name=f"Advisor {number}"))
    for number in range(students):
        zone = random.choice(["America/New_York"] * 8 + ZONES)
        user = factories.UserFactory(full_name=f"Student {number}", time_zone=zone)
        people.students.append(factories.StudentFactory(user=user, advisor=random.choice(people.advisors)))
    for number in range(mentors):
        people.mentors.append(mentor := _mentor(random, number, now))
        people.confirmed[mentor.pk] = [mentor.confirmed_at]
    sides = {"student": people.students, "mentor": people.mentors}
    for role, side in sides.items():
        for one in side:
            _know(people, one.user, role)
            if random.random() < 0.4:
                wish(people, one.user, random, now)
    for advisor in people.advisors:
        _know(people, advisor, "advisor")
    return people


def _mentor(random: Random, number: int, now: datetime) -> Mentor:
    booking = random.choice([Mentor.Booking.ASK] * 6 + [Mentor.Booking.INSTANT] * 2 + [Mentor.Booking.WRITE])
    mentor = factories.MentorFactory(
        user=factories.UserFactory(full_name=f"Mentor {number}", time_zone=random.choice(ZONES)),
        booking=booking,
        video_link=f"https://meet.example/{number}",
        modes=[MeetingMode.VIDEO],
        calls_a_month=random.choice([2, 3, 4, 6]),
        waiting_at_most=random.choice([3, 4, 6]),
        sort_name=f"mentor {number}",
        confirmed_at=now - timedelta(days=random.randrange(364), hours=random.randrange(24)),
    )
    begins = random.choice([6, 8, 9, 9, 12, 17]) * 60
    return factories.weekdays(mentor, begins, begins + random.choice([3, 4, 5]) * 60)


def _know(people: People, user: User, role: str) -> None:
    people.users[user.pk], people.roles[user.pk] = user, role
    people.wishes[user.pk], people.quieted[user.pk] = [], {}


def wish(people: People, user: User, random: Random, now: datetime) -> None:
    """Somebody opens the settings and chooses."""
    hours = random.choice([(None, None)] * 3 + [(19, 9), (22, 6), (17, None)])
    paused = (now + timedelta(days=random.randint(4, 20))).date() if random.random() < 0.2 else None
    choice = preferences.Choice(
        level=random.choice(LEVELS),
        letter_day=random.randint(0, 6),
        quiet_from=hours[0],
        quiet_until=hours[1],
        paused_until=paused,
        wants_last_call=random.random() < 0.3,
        updates=random.choice(UPDATES),
    )
    preferences.choose(choice, by=user, now=now)
    people.wishes[user.pk].append(
        oracle.Wish(
            now,
            choice.level,
            paused,
            hours,
            choice.letter_day,
            choice.wants_last_call,
            only_news=choice.updates == Preference.Updates.NEWS,
        )
    )


def people_of(people: People) -> list[oracle.Person]:
    return [
        oracle.Person(
            pk, people.roles[pk], ZoneInfo(user.time_zone), tuple(people.wishes[pk]), dict(people.quieted[pk])
        )
        for pk, user in people.users.items()
    ]


def campus_of() -> oracle.Campus:
    periods = [(kind, first, last) for kind, _name, first, last in PERIODS if kind != "term"]
    return oracle.Campus(ZoneInfo("America/New_York"), periods)
