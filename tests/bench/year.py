"""`python -m tests.bench.year [INTERVIEWS]`: a whole year of a busy campus, held against the oracle; and how much mail.

2,000 interviews with 300 mentors where no number is given, fewer people in the same proportion for a smaller one. Both
clock changes and all breaks lie in it. The sweep looks every ten minutes and each night everything is swept in full.
"""

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    "LOG_LEVEL": "ERROR",
    "DEMO": "1",  # where alone the clock can be moved
    "CLOCK_OFFSET_FILE": str(Path("var/year-clock").resolve()),
}
for name in ("DATABASE_URL", "REDIS_URL", "DEBUG"):
    os.environ.pop(name, None)
django.setup()

from django.test.utils import setup_test_environment  # noqa: E402 - only now

from tests.bench import world  # noqa: E402
from tests.year import figures, year  # noqa: E402
from tests.year.verdict import findings_of  # noqa: E402

INTERVIEWS, MENTORS, STUDENTS = 2000, 300, 500
BEGINS = datetime(2026, 8, 31, 12, 0, tzinfo=UTC)


def main(interviews: int) -> int:
    began = time.process_time()
    world.begin()
    setup_test_environment()
    lived = year.live_through(
        1,
        mentors=max(3, MENTORS * interviews // INTERVIEWS),
        students=max(3, STUDENTS * interviews // INTERVIEWS),
        interviews=interviews,
        begins=BEGINS,
        asking=timedelta(days=330),
        ends=BEGINS + timedelta(days=365),
        grain=timedelta(minutes=10),
    )
    found = [str(finding) for finding in findings_of(lived)] + lived.found_at_night
    print(figures.table(lived))
    print(
        f"{len(year.facts_of(lived))} interviews, {len(year.ledger())} reminders in the ledger, {lived.nights} nights; "
        f"{len(found)} disagreements; {time.process_time() - began:.0f} s of CPU",
        *found[:50],
        sep="\n",
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else INTERVIEWS))
