"""The pages of Insights at 60,000 interviews, beside their SQL alone.

`python -m tests.bench.insights`, part of `make bench`.
"""

import os
import time
from random import Random

import django

os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "LOG_LEVEL": "ERROR"}
for name in ("DATABASE_URL", "REDIS_URL", "DEMO", "DEBUG", "CLOCK_OFFSET_FILE"):
    os.environ.pop(name, None)
django.setup()

from django.db import connection  # noqa: E402 - only now
from django.db.models import BigAutoField  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from careernet.accounts.models import Role, User  # noqa: E402
from careernet.advising.insights.scope import options  # noqa: E402
from careernet.core import clock  # noqa: E402
from careernet.demo import history  # noqa: E402
from careernet.demo.campus import invent  # noqa: E402
from careernet.interviews.models import Event, Interview, ThankYou  # noqa: E402
from careernet.mentors.models import Mentor  # noqa: E402
from careernet.reflections.models import Reflection, ReflectionVersion, Review  # noqa: E402
from careernet.students.models import Student  # noqa: E402
from tests.bench import world  # noqa: E402

MENTORS, STUDENTS, COPIES, ROUNDS = 2000, 3000, 6, 5
MOST_MILLISECONDS, MOST_QUERIES = 300, 12


def main() -> None:
    world.begin()
    setup_test_environment()
    now = clock.now()
    invent(seed=1, mentors=MENTORS, students=world.STUDENTS, now=now)
    history.write(Random(1), list(Mentor.objects.all()), _more_students(), now)
    _multiply()
    reader = Client()
    advisor = User.objects.filter(roles__kind=Role.Kind.ADVISOR).first()
    assert advisor
    reader.force_login(advisor)
    first = {kind: next(each.key for each in options() if each.kind == kind) for kind in ("term", "major", "field")}
    print(f"{Interview.objects.count():,} interviews; ms of the page, of its SQL alone, queries")
    for chosen in ([], ["term"], ["major"], ["field"], ["term", "field"], ["major", "field"]):
        choice = {kind: first[kind] for kind in chosen}
        page, sql, queries = _measured(reader, choice)
        verdict = "met" if page <= MOST_MILLISECONDS and queries <= MOST_QUERIES else "missed"
        print(f"  {' and '.join(chosen) or 'everything':16} {page:6.0f} {sql:6.0f} {queries:3}  {verdict}")


def _more_students() -> list[Student]:
    """Of the same classes, majors and advisors as those invented."""
    known = list(Student.objects.exclude(advisor=None).prefetch_related("majors"))
    users = User.objects.bulk_create(User(email=f"more{number}@example.edu") for number in range(STUDENTS))
    like = [known[number % len(known)] for number in range(STUDENTS)]
    more = Student.objects.bulk_create(
        Student(user=user, class_year=each.class_year, advisor_id=each.advisor_id)
        for user, each in zip(users, like, strict=True)
    )
    majors = Student.majors.through
    majors._default_manager.bulk_create(
        majors(student_id=student.pk, major_id=major.pk)
        for student, each in zip(more, like, strict=True)
        for major in each.majors.all()
    )
    return more


def _multiply() -> None:
    """Every interview that is over, with all that belongs to it, so many times more."""
    closed = "interview_id IN (SELECT id FROM interviews_interview WHERE state IN ('completed', 'declined'))"
    written = f"reflection_id IN (SELECT id FROM reflections_reflection WHERE {closed})"  # noqa: S608 - words of our own
    copied = {
        Event: ({"interview_id"}, closed),
        ThankYou: ({"interview_id"}, closed),
        ReflectionVersion: ({"reflection_id"}, written),
        Review: ({"reflection_id"}, written),
        Reflection: ({"id", "interview_id"}, closed),
        Interview: ({"id"}, "state IN ('completed', 'declined')"),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # keys are looked at by nobody until all is there
        for model, (renamed, which) in copied.items():
            names = [f.column for f in model._meta.concrete_fields if not isinstance(f, BigAutoField)]
            columns = ", ".join(names)
            values = ", ".join(f"md5({name}::text || n)::uuid" if name in renamed else name for name in names)
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {values}"  # noqa: S608 - names of our own
                f" FROM {model._meta.db_table}, generate_series(1, {COPIES - 1}) n WHERE {which}"
            )
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")


def _measured(reader: Client, choice: dict[str, str]) -> tuple[float, float, int]:
    """The best of some rounds; noise only ever adds."""
    pages, alone = [], []
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            assert reader.get("/advising/insights/", choice).status_code == 200
            pages.append(time.perf_counter() - began)
        began = time.perf_counter()
        with connection.cursor() as cursor:
            for query in captured.captured_queries:
                if query["sql"].startswith(("SELECT", "(SELECT")):
                    cursor.execute(query["sql"].replace("%", "%%"))
                    cursor.fetchall()
        alone.append(time.perf_counter() - began)
    return min(pages) * 1000, min(alone) * 1000, len(captured)


if __name__ == "__main__":
    main()
