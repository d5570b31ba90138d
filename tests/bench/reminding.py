"""Reminders all the way, by one process or several: swept, written, queued and said to a mail server.

`tests.bench.mails` starts `python -m tests.bench.reminding remind|converse NUMBER OF` so many times. Each waits
for a line and answers with the CPU seconds it took. The second only says its share of the same mails.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import django

if __name__ == "__main__":
    django.setup()

from django.core.mail import get_connection
from django.db import connection as database

from careernet.accounts.models import User
from careernet.interviews.models import Interview
from careernet.mail import links, mime
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.reminders.sweep import sweep
from careernet.students.models import Student

MIDDAY = datetime(2026, 10, 1, 17, 0, tzinfo=UTC)  # in no quiet hours
WAITED = timedelta(days=8)


def owe(number: int) -> None:
    """So many requests that nobody answered for a week, each to another mentor."""
    OutgoingMail.objects.all().delete()
    Interview.objects.all().delete()
    users = User.objects.bulk_create(
        User(email=f"{uuid4()}@example.edu", full_name="Maya Chen") for _ in range(2 * number)
    )
    students = Student.objects.bulk_create(Student(user=user, class_year=2028) for user in users[:number])
    mentors = Mentor.objects.bulk_create([Mentor(user=user, sort_name="chen maya") for user in users[number:]])
    asked = MIDDAY - WAITED
    Interview.objects.bulk_create(
        Interview(
            student=student,
            mentor=mentor,
            mode="video",
            state="requested",
            state_since=asked,
            asked_at=asked,
            created_at=asked,
            wake_at=MIDDAY,
            hope_to_learn="How your days look. " * 5,
            message="Why I write. " * 50,
        )
        for student, mentor in zip(students, mentors, strict=True)
    )
    with database.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def run(work: str, processes: int, port: int) -> tuple[float, float]:
    """The seconds it took all of them together, and their CPU seconds."""
    command = [sys.executable, "-m", "tests.bench.reminding", work]
    env = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with ExitStack() as stack:
        started = [
            stack.enter_context(subprocess.Popen([*command, f"{number}", f"{processes}"], env=env, **pipes))
            for number in range(processes)
        ]
        for each in started:
            each.stdout.readline()
        began = time.perf_counter()
        for each in started:
            each.stdin.write("go\n")
            each.stdin.flush()
        used = sum(float(each.stdout.readline()) for each in started)
        return time.perf_counter() - began, used


def main(work: str, number: int, of: int) -> None:
    links.off_url(1, now=MIDDAY)  # loads all pages, as in a process that has worked for a while
    do = {"remind": _remind, "converse": _converse(number, of)}[work]
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.process_time()
    do()
    print(time.process_time() - began, flush=True)


def _remind() -> None:
    while _is_owed():
        sweep(MIDDAY)
        while deliver_due(now=MIDDAY):
            pass


def _is_owed() -> bool:
    leaving = OutgoingMail.objects.filter(state__in=["queued", "sending"])
    return Interview.objects.due(MIDDAY).exists() or leaving.exists()


def _converse(number: int, of: int) -> Callable[[], None]:
    mails = list(OutgoingMail.objects.filter(state="sent").order_by("pk"))[number::of]

    def converse() -> None:
        connection = get_connection()
        connection.open()
        for mail in mails:
            connection.send_messages([mime.message(mail)])
        connection.close()

    return converse


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
