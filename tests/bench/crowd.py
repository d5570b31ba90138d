"""As many mentors as wanted, by COPY: the 2,000 of tests/data/alumni.csv as the import writes them, and people made
of their parts. A sample is compared with what the import's own functions would write."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection
from psycopg import sql

from careernet.accounts.models import Role, User
from careernet.core import clock
from careernet.interviews.models import Interview
from careernet.mentors.models import Mentor, NextOpen
from careernet.mentors.search import search_text, sort_name
from careernet.students.models import Student

INDEX = "CREATE INDEX mentor_found_by ON mentors_mentor USING gin (search, (left(id::text, 1)))"
SAMPLE = 20


def grow_to(number: int) -> None:
    """Copy until there are that many mentors; indexes built afterward, statistics fresh."""
    random = Random(number)
    have = Mentor.objects.count()
    if have < number:
        originals = list(Mentor.objects.filter(external_id__startswith="A1").select_related("user", "field"))
        majors = _majors()
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX mentor_found_by")
        people = list(_people(random, originals, majors, have, number))
        copy(User, [user for user, _mentor, _majors in people])
        copy(Mentor, [mentor for _user, mentor, _majors in people])
        through = Mentor.majors.through
        rows = [through(mentor=mentor, major_id=pk) for _user, mentor, its in people for pk, _name in its]
        copy(through, rows, leave_out=("id",))
        with connection.cursor() as cursor:
            cursor.execute(INDEX)
        _compare(random.sample(people, SAMPLE))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def students(number: int) -> list[Student]:
    """That many students."""
    have = list(Student.objects.order_by("pk")[:number])
    users = [User(email=f"student{each}@example.edu", full_name=f"Student {each}") for each in range(len(have), number)]
    User.objects.bulk_create(users)
    Role.objects.bulk_create(Role(user=user, kind=Role.Kind.STUDENT) for user in users)
    now = clock.now()
    Student.objects.bulk_create(Student(user=user, class_year=2028, settled_in_at=now) for user in users)
    return list(Student.objects.order_by("pk")[:number])


def ask(number: int) -> None:
    """Copy until there are that many requests of this month, a third still waiting; and a free time for each fifth
    mentor."""
    random, now, some = Random(number), clock.now(), students(500)
    mentors = list(Mentor.objects.filter(state=Mentor.State.ACTIVE).values_list("pk", flat=True))
    pairs = {(random.choice(some).pk, random.choice(mentors)) for _ in range(number - Interview.objects.count())}
    pairs -= set(Interview.objects.values_list("student", "mentor"))
    began = now.replace(day=1, hour=0, minute=0)
    asked = [
        (Interview(student_id=student, mentor_id=mentor, mode="video"), random.random()) for student, mentor in pairs
    ]
    for interview, chance in asked:
        interview.state = "requested" if chance < 0.33 else "declined"
        interview.asked_at = interview.state_since = began + (now - began) * chance
    copy(Interview, [interview for interview, _chance in asked])
    free = set(mentors[::5]) - set(NextOpen.objects.values_list("pk", flat=True))
    times = [
        NextOpen(mentor_id=pk, starts_at=now + timedelta(hours=random.randrange(48, 700)), looked_at=now) for pk in free
    ]
    copy(NextOpen, times)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _people(
    random: Random, originals: list[Mentor], majors: dict[UUID, list[tuple[int, str]]], first: int, last: int
) -> Iterator[tuple[User, Mentor, list[tuple[int, str]]]]:
    names = [mentor.user.full_name.split(" ", 1) for mentor in originals]
    user_id = User.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for number in range(first, last):
        job, home, study, line = (random.choice(originals) for _ in range(4))
        user_id += 1
        full_name = f"{random.choice(names)[0]} {random.choice(names)[-1]}"
        user = User(id=user_id, email=f"person{number}@example.net", full_name=full_name, time_zone=home.user.time_zone)
        user.password = job.user.password
        mentor = Mentor(
            user=user, external_id=f"B{number}", kind=job.kind, state=job.state, created_at=job.created_at,
            job_title=job.job_title, employer=job.employer, field=job.field, work_setting=job.work_setting,
            employer_size=job.employer_size, in_role_since=job.in_role_since,
            previous_employer=home.previous_employer, class_year=study.class_year, city=home.city,
            region=home.region, country=home.country, topics=line.topics, modes=line.modes,
            calls_a_month=line.calls_a_month, volunteered_on=line.volunteered_on, sort_name=sort_name(full_name),
        )  # fmt: skip
        its_majors = majors[study.pk]
        mentor.search_text = search_text(mentor, [name for _pk, name in its_majors])
        yield user, mentor, its_majors


def _majors() -> dict[UUID, list[tuple[int, str]]]:
    found: dict[UUID, list[tuple[int, str]]] = {}
    for mentor, pk, name in Mentor.majors.through.objects.values_list("mentor", "major", "major__name"):
        found.setdefault(mentor, []).append((pk, name))
    return found


def copy(model: type, rows: list[object], leave_out: tuple[str, ...] = ()) -> None:
    fields = [field for field in model._meta.concrete_fields if not field.generated and field.name not in leave_out]
    columns = sql.SQL(", ").join(sql.Identifier(field.column) for field in fields)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), columns)
    with connection.cursor() as cursor:
        with cursor.cursor.copy(statement) as out:
            for row in rows:
                out.write_row([getattr(row, field.attname) for field in fields])
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _compare(sample: list[tuple[User, Mentor, list[tuple[int, str]]]]) -> None:
    """What came in by COPY is what saving the same person the ordinary way gives."""
    for user, mentor, majors in sample:
        stored = Mentor.objects.select_related("user", "field").prefetch_related("majors").get(pk=mentor.pk)
        expected = {
            field.attname: getattr(mentor, field.attname)
            for field in Mentor._meta.concrete_fields
            if not field.generated
        }
        assert {name: getattr(stored, name) for name in expected} == expected
        assert stored.user.email == user.email
        assert sorted(major.name for major in stored.majors.all()) == sorted(name for _pk, name in majors)
        assert stored.search_text == search_text(stored, [name for _pk, name in majors])
        copied = stored.facets, stored.search
        stored.save()
        stored.refresh_from_db()
        assert (stored.facets, stored.search) == copied
