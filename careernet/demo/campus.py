"""An invented campus: people, three terms of history, and a present in which everybody has something to do.

The history is written in bulk, as the actions would have left it (tests compare the two). The present is led to its
states by the actions themselves, at moments in the past; the mails they queued then count as sent then.
"""

from datetime import date, datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.models import F
from django.utils.text import slugify

from careernet.accounts.models import Role, User
from careernet.campus.models import (
    AcademicPeriod,
    Announcement,
    CampusDomain,
    EmployerSize,
    Field,
    Major,
    MeetingMode,
    Policy,
    Resource,
    WorkSetting,
)
from careernet.demo import classes, history, present, profiles, words
from careernet.demo.cast import ADVISOR, MENTOR, OFFICER, STUDENT
from careernet.mail.delivery import do_not_mail
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import DatedHours, Mentor, PathEntry, WeeklyHours
from careernet.mentors.search import search_text, sort_name
from careernet.mentors.spelling import gather_words
from careernet.reminders.hints import refresh_next_open
from careernet.students.models import RosterEntry, Student


@transaction.atomic
def invent(*, seed: int, mentors: int, students: int, now: datetime) -> None:
    """Fill an empty database. The same seed on the same day gives the same campus."""
    random = Random(seed)
    _office(now)
    advisors = _staff()
    pool = _mentors(random, mentors, now)
    body = _students(random, students, advisors, now)
    history.write(random, pool, body, now)
    with (
        connection.cursor() as cursor
    ):  # PostgreSQL has not looked at these tables yet, and would walk through all rows
        cursor.execute("ANALYZE")
    present.play(random, pool, body, now)
    classes.play(seed, body, now)
    of_rosa = [student for student in body if student.advisor and student.advisor.email == ADVISOR]
    do_not_mail(of_rosa[-1].user.email, "550 5.1.1 No such mailbox here", now=now - timedelta(days=2))
    refresh_next_open(now, limit=mentors)
    gather_words()
    # Whatever the actions owed in the past was sent in the past; the worker must not send it again.
    OutgoingMail.objects.queued().filter(due_at__lt=now).update(state="sent", sent_at=F("due_at"))


# --- The office -----------------------------------------------------------------------------------------------------
def _office(now: datetime) -> None:
    Policy.objects.create(pk=1, campus_name="Larkspur College", advisor_booking_url="https://larkspur.example.edu/book")
    CampusDomain.objects.create(domain="students.example.edu")
    RosterEntry.objects.create(email="visiting.student@example.org", full_name="Noor Visiting")
    Field.objects.bulk_create(Field(name=name, slug=slugify(name)) for name in words.FIELDS)
    Major.objects.bulk_create(Major(name=name) for name in words.MAJORS)
    _words(now)
    AcademicPeriod.objects.bulk_create(
        period for year in range(now.year - 2, now.year + 2) for period in _academic_year(year)
    )


def _words(now: datetime) -> None:
    """What the office tells people just now, and where it sends them to look on."""
    today = now.date()
    for audience, text, days in words.ANNOUNCEMENTS:
        first, last = today + timedelta(days=days[0]), today + timedelta(days=days[1])
        Announcement.objects.create(audience=audience, text=text, starts_on=first, ends_on=last)
    fields, majors = {f.name: f for f in Field.objects.all()}, {m.name: m for m in Major.objects.all()}
    for kind, title, note, names in words.RESOURCES:
        url = f"https://larkspur.example.edu/{slugify(title)}"
        resource = Resource.objects.create(kind=kind, title=title, url=url, note=note)
        resource.fields.set(fields[name] for name in names if name in fields)
        resource.majors.set(majors[name] for name in names if name in majors)


def _academic_year(year: int) -> list[AcademicPeriod]:
    def period(kind: str, name: str, first: tuple[int, int], last: tuple[int, int]) -> AcademicPeriod:
        return AcademicPeriod(kind=kind, name=name, starts_on=date(year, *first), ends_on=date(year, *last))

    return [
        period("term", f"Spring {year}", (1, 15), (5, 10)),
        period("break", f"Spring break {year}", (3, 9), (3, 15)),
        period("term", f"Fall {year}", (8, 25), (12, 12)),
        period("closure", f"Year's end {year}", (12, 24), (12, 31)),
    ]


def _staff() -> list[User]:
    """Four advisors, of whom Rosa has most students, and the office."""
    advisors = [
        _person(ADVISOR, "Rosa Alvarez"),
        _person("tom.brandt@example.edu", "Tom Brandt"),
        _person("lena.osei@example.edu", "Lena Osei"),
        _person("ravi.iyer@example.edu", "Ravi Iyer"),
    ]
    officer = _person(OFFICER, "Sam Okafor", is_staff=True)
    Role.objects.bulk_create(
        [Role(user=user, kind=Role.Kind.ADVISOR) for user in advisors] + [Role(user=officer, kind=Role.Kind.OFFICER)]
    )
    return advisors


def _person(email: str, name: str, *, is_staff: bool = False) -> User:
    user = User.objects.create_user(email, full_name=name, is_staff=is_staff)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


# --- People in bulk -------------------------------------------------------------------------------------------------
def _names(random: Random, number: int) -> list[str]:
    pairs = [f"{first} {last}" for first in words.FIRST_NAMES for last in words.LAST_NAMES]
    return random.sample(pairs, number)


def _users(random: Random, number: int, domain: str, joined_at: datetime) -> list[User]:
    users = [
        User(
            email=f"{slugify(name).replace('-', '.')}.{n}@{domain}",
            full_name=name,
            pronouns=random.choice(["", "", "", "she/her", "he/him", "they/them"]),
            joined_at=joined_at,
        )
        for n, name in enumerate(_names(random, number))
    ]
    for user in users:
        user.set_unusable_password()
    return users


def _save_people(users: list[User], kind: str) -> None:
    User.objects.bulk_create(users)
    Role.objects.bulk_create(Role(user=user, kind=kind) for user in users)
    EmailAddress.objects.bulk_create(EmailAddress(user=u, email=u.email, verified=True, primary=True) for u in users)


def _mentors(random: Random, number: int, now: datetime) -> list[Mentor]:
    users = _users(random, number - 3, "example.com", now - timedelta(days=500))
    users += [
        User(email=MENTOR, full_name="Maya Chen", joined_at=now - timedelta(days=500)),
        User(email="priya.raman@example.com", full_name="Priya Raman", joined_at=now - timedelta(days=500)),
        User(email="dana.okoye@example.com", full_name="Dana Okoye", joined_at=now - timedelta(days=500)),
    ]
    places = [random.choice(words.PLACES) for _user in users]
    places[-3] = ("San Francisco", "CA", "America/Los_Angeles")
    for user, (_city, _region, zone) in zip(users, places, strict=True):
        user.time_zone = zone
        user.set_unusable_password()
    _save_people(users, Role.Kind.MENTOR)
    fields = {field.name: field for field in Field.objects.all()}
    majors = list(Major.objects.all())
    studied = {user.pk: random.sample(majors, 2 if random.random() < 0.2 else 1) for user in users}
    mentors = [
        _mentor(random, user, place, fields, [m.name for m in studied[user.pk]], now)
        for user, place in zip(users, places, strict=True)
    ]
    Mentor.objects.bulk_create(mentors)
    User.objects.bulk_update(users, ["agreed_at"])
    Mentor.majors.through.objects.bulk_create(
        Mentor.majors.through(mentor_id=mentor.pk, major_id=major.pk)
        for mentor in mentors
        for major in studied[mentor.user_id]
    )
    PathEntry.objects.bulk_create(profiles.paths(mentors))
    profiles.give_photos(users, now)
    _hours(random, mentors, now)
    return mentors


def _mentor(
    random: Random, user: User, place: tuple[str, str, str], fields: dict[str, Field], majors: list[str], now: datetime
) -> Mentor:
    field_name = random.choice(list(fields))
    titles, employers = words.FIELDS[field_name]
    employer, setting = random.choice(employers)
    year = random.randint(now.year - 35, now.year - 3)
    mentor = Mentor(
        user=user,
        kind=random.choices(list(Mentor.Kind), [88, 6, 4, 2])[0],
        state=random.choices([each for each in Mentor.State if each != "bounced"], [6, 3, 84, 5, 2])[0],
        job_title=random.choice(titles),
        employer=employer,
        field=fields[field_name],
        work_setting=setting,
        employer_size=random.choice(list(EmployerSize)),
        in_role_since=random.randint(year + 1, now.year),
        previous_employer=random.choice([name for name, _setting in employers if name != employer] + [""]),
        class_year=year,
        city=place[0],
        region=place[1],
        country="US",
        about=random.choice(words.ABOUT),
        topics=random.sample(words.TOPICS, random.randint(2, 4)),
        modes=[MeetingMode.VIDEO, *([MeetingMode.PHONE] if random.random() < 0.7 else [])],
        phone=f"+1 555 01{random.randint(10, 99)}" if random.random() < 0.5 else "",
        length=random.choice([20, 30, 30]),
        calls_a_month=random.choice([1, 2, 2, 3, 4]),
        volunteered_on=(now - timedelta(days=random.randint(30, 900))).date(),
        sort_name=sort_name(user.full_name),
    )
    mentor.video_link = f"https://meet.example.com/{slugify(user.full_name)}"
    if user.email == MENTOR:
        _as_maya(mentor, fields, now)
    if user.email in ("priya.raman@example.com", "dana.okoye@example.com"):
        mentor.state = Mentor.State.ACTIVE
    if mentor.state == Mentor.State.PAUSED:
        mentor.paused_until = (now + timedelta(days=random.randint(20, 90))).date()
    _as_they_joined(mentor, now)
    profiles.say_more(mentor)
    mentor.search_text = search_text(mentor, majors)
    return mentor


def _as_they_joined(mentor: Mentor, now: datetime) -> None:
    """Volunteers wait for the office; who is here has agreed to the conduct, and taken the three first steps."""
    if mentor.state == Mentor.State.APPLIED:
        days = len(mentor.user.full_name) % 9
        mentor.applied_at = mentor.user.agreed_at = now - timedelta(days=days, hours=3)
        mentor.application = words.APPLICATIONS[days % len(words.APPLICATIONS)]
    elif mentor.state != Mentor.State.INVITED:
        mentor.confirmed_at = mentor.user.agreed_at = now - timedelta(days=400)
        mentor.edited_fields = ["calls_a_month", "length", "modes", "time_zone"]


def _as_maya(mentor: Mentor, fields: dict[str, Field], now: datetime) -> None:
    mentor.state, mentor.kind, mentor.class_year = Mentor.State.ACTIVE, Mentor.Kind.ALUM, 2014
    mentor.job_title, mentor.employer, mentor.previous_employer = (
        "Battery chemist",
        "Arcadia Labs",
        "State Water Agency",
    )
    mentor.field, mentor.work_setting = fields["Life, physical and social science"], "private"
    mentor.employer_size, mentor.length, mentor.calls_a_month = EmployerSize.MEDIUM, 30, 3
    mentor.in_role_since = now.year - 6
    mentor.modes, mentor.topics = [MeetingMode.VIDEO, MeetingMode.PHONE], list(words.TOPICS[:3])
    mentor.about = "Happy to talk about moving from bench research to a start-up, and about choosing a grad program."


def _hours(random: Random, mentors: list[Mentor], now: datetime) -> None:
    """About every third mentor has said when, some to be booked directly; the others are asked, or propose times."""
    with_hours = [m for m in mentors if random.random() < 0.35 or m.user.email == MENTOR]
    WeeklyHours.objects.bulk_create(
        WeeklyHours(mentor=mentor, weekday=weekday, start=start, end=start + random.choice([60, 90, 120]))
        for mentor in with_hours
        for weekday in sorted(random.sample(range(5), random.randint(1, 3)))
        for start in [random.choice([8, 9, 12, 16, 17]) * 60]
    )
    DatedHours.objects.bulk_create(
        DatedHours(mentor=mentor, on=(now + timedelta(days=random.randint(5, 30))).date())
        for mentor in with_hours
        if random.random() < 0.2
    )
    directly = {mentor.pk for mentor in with_hours[::3] if mentor.user.email != MENTOR}
    Mentor.objects.filter(pk__in=directly).update(booking=Mentor.Booking.INSTANT)
    without = [mentor.pk for mentor in mentors if mentor not in with_hours]
    Mentor.objects.filter(pk__in=without[::5]).update(booking=Mentor.Booking.WRITE)


def _students(random: Random, number: int, advisors: list[User], now: datetime) -> list[Student]:
    users = _users(random, number - 1, "students.example.edu", now - timedelta(days=420))
    jordan = User(email=STUDENT, full_name="Jordan Parker", pronouns="they/them", joined_at=now - timedelta(days=420))
    jordan.set_unusable_password()
    for user in (*users, jordan):
        user.agreed_at = user.joined_at
    _save_people([*users, jordan], Role.Kind.STUDENT)
    majors, fields = {m.name: m for m in Major.objects.all()}, {f.name: f for f in Field.objects.all()}
    students = [
        Student(
            user=user,
            class_year=now.year + random.randint(0, 3),
            advisor=advisors[0] if user is jordan or random.random() < 0.4 else random.choice(advisors[1:]),
            introduction="I like taking things apart to see how they work, and writing down what I find.",
            is_undecided=number % 6 == 0 and user is not jordan,
            work_settings=list(WorkSetting)[number % 5 :][:2],
            joined_at=now - timedelta(days=420),
            settled_in_at=now - timedelta(days=420),
        )
        for number, user in enumerate([*users, jordan])
    ]
    Student.objects.bulk_create(students)
    profiles.give_photos([*users, jordan], now)
    studied = {s.pk: "Chemistry" if s.user is jordan else random.choice(list(words.MAJORS)) for s in students}
    Student.majors.through.objects.bulk_create(
        Student.majors.through(student_id=s.pk, major_id=majors[studied[s.pk]].pk) for s in students
    )
    Student.interests.through.objects.bulk_create(
        Student.interests.through(student_id=s.pk, field_id=fields[words.MAJORS[studied[s.pk]]].pk) for s in students
    )
    return students
