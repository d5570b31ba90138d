"""A sweep that finds nothing due, among 1,000 and 100,000 open interviews whose past reminders fill the outbox.

`python -m tests.bench.sweep`, part of `make bench`. The floor is the sweep's own SQL, said to the database once more.
"""

import os
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from math import isqrt
from random import Random

import django

os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "LOG_LEVEL": "ERROR"}
for name in ("DATABASE_URL", "REDIS_URL", "DEMO", "DEBUG", "CLOCK_OFFSET_FILE"):
    os.environ.pop(name, None)
django.setup()

from django.db import connection  # noqa: E402 - only now
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from careernet.accounts.models import User  # noqa: E402
from careernet.core import clock  # noqa: E402
from careernet.interviews.models import OPEN, Interview, State  # noqa: E402
from careernet.mail.models import OutgoingMail  # noqa: E402
from careernet.mentors.models import Mentor  # noqa: E402
from careernet.reminders.sweep import sweep  # noqa: E402
from careernet.students.models import Student  # noqa: E402
from tests.bench import world  # noqa: E402
from tests.bench.crowd import copy  # noqa: E402

SIZES, MAILS_EACH = (1_000, 100_000), 5
ROUNDS, MOST_MILLISECONDS = 30, 50
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# What an interview has had: sent, left out or folded, on the days since it was asked.
PAST = """
    INSERT INTO mail_outgoingmail (key, message_id, thread, kind, priority, to_user_id, "to", from_name, reply_to,
        subject, text, html, ics, about_type, about_id, data, state, reason, attempts, due_at, next_attempt_at,
        created_at, sent_at)
    SELECT 'reminders.' || kinds[n] || ':' || i.id || ':x.' || n, gen_random_uuid() || '@example.edu', '',
        'reminders.' || kinds[n], 5, s.user_id, u.email, '', '', 'A reminder', repeat('A line of it. ', 40), '', '',
        'interviews.interview', i.id, '{}', CASE WHEN n %% 3 = 0 THEN 'skipped' ELSE 'sent' END,
        CASE WHEN n %% 3 = 0 THEN 'no longer owed' ELSE '' END, 1, past, past, past,
        CASE WHEN n %% 3 = 0 THEN NULL ELSE past END
    FROM interviews_interview i JOIN students_student s ON s.id = i.student_id JOIN accounts_user u ON u.id = s.user_id,
        generate_series(1, %(each)s) n, LATERAL (SELECT i.state_since + n * interval '1 hour' AS past) at,
        (SELECT %(kinds)s::text[] AS kinds) names
"""


def main() -> None:
    took: dict[int, float] = {}
    for size in SIZES:
        connection.close()  # to the database of the size before
        world.begin()
        now = clock.now()
        _fill(size, now)
        sweep(now)
        mine, floor = _best(lambda now=now: sweep(now)), _floor(now)
        took[size] = mine
        print(
            f"{size:,} open interviews, {OutgoingMail.objects.count():,} mails, nothing due: "
            f"{mine:.1f} ms; its SQL alone {floor:.1f} ms",
            flush=True,
        )
    least, most = (took[size] for size in SIZES)
    print(f"  at most {MOST_MILLISECONDS} ms: {'met' if most <= MOST_MILLISECONDS else 'missed'}")
    print(f"  growth from {SIZES[0]:,} to {SIZES[-1]:,}: {most / least:.1f} times")


def _fill(size: int, now: datetime) -> None:
    """All open states alike, asked over the last three weeks, each with the next moment the sweep has noted."""
    random, side, states = Random(size), isqrt(size) + 1, sorted(OPEN)
    users = User.objects.bulk_create(User(email=f"person{n}@example.edu") for n in range(2 * side))
    students = Student.objects.bulk_create(Student(user=user, class_year=2028) for user in users[:side])
    mentors = [Mentor(user=user, sort_name=user.email, wake_at=now + 300 * DAY) for user in users[side:]]
    Mentor.objects.bulk_create(mentors)

    rows = []
    for number in range(size):
        one, other = divmod(number, side)
        state = states[number % len(states)]
        since = now - random.random() * 20 * DAY
        row = Interview(
            student=students[other], mentor=mentors[one], mode="video", state=state, state_since=since,
            asked_at=since, created_at=since, wake_at=now + HOUR + random.random() * 10 * DAY,
        )  # fmt: skip
        if state == State.SCHEDULED:  # at an hour that neither of the two has given to anybody else
            start = now + DAY + (one + other) % side * HOUR
            row.during, row.calendar_uid = DateTimeTZRange(start, start + HOUR / 2), uuid.uuid4()
            row.mentor_block = row.during
        rows.append(row)
    copy(Interview, rows)
    kinds = ["answer", "follow_up", "choose_time", "prepare", "brief"]
    with connection.cursor() as cursor:
        cursor.execute(PAST, {"each": MAILS_EACH, "kinds": kinds})
        cursor.execute("VACUUM ANALYZE")


def _floor(now: datetime) -> float:
    with CaptureQueriesContext(connection) as asked:
        sweep(now)
    statements = [query["sql"] for query in asked.captured_queries]

    def say() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.cursor.execute(statement)

    return _best(say)


def _best(work: Callable[[], object]) -> float:
    """Milliseconds. Noise only ever adds."""
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        rounds.append(time.perf_counter() - began)
    return min(rounds) * 1000


if __name__ == "__main__":
    main()
