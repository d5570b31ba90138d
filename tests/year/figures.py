"""How much mail a simulated year brings: per person and week, Monday to Sunday on their own calendar."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from careernet.mail import kinds
from careernet.mail.models import OutgoingMail
from tests.year.campus import people_of
from tests.year.year import Year

REMINDERS = ("nudge", "meeting_day", "digest", "letter")


@dataclass(frozen=True)
class Weeks:
    """Of one role: `of_all` counts every week of everybody, `with_mail` only those that brought any."""

    role: str
    what: str
    people: int
    of_all: Sequence[int]
    with_mail: Sequence[int]

    def row(self) -> str:
        share = len(self.with_mail) / len(self.of_all)
        found = self.with_mail or [0]
        return (
            f"| {self.role} ({self.people}) | {self.what} | {sum(self.of_all) / self.people:.0f} | {share:.0%} | "
            f"{_at(self.of_all, 0.5)} | {_at(self.of_all, 0.95)} | "
            f"{median(found):.0f} | {_at(found, 0.95)} | {max(found)} |"
        )


HEAD = (
    "| who | what | a year | weeks with any | median | p95 | median of those | p95 of those | most |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


def table(year: Year) -> str:
    return "\n".join([HEAD, *(weeks.row() for weeks in _all_weeks(year))])


def _all_weeks(year: Year) -> Iterable[Weeks]:
    people = {person.id: person for person in people_of(year.people)}
    all_weeks = max(1, (year.ends - year.begins) // timedelta(weeks=1))
    counts: dict[str, Counter[tuple[int, date]]] = {"all": Counter(), "reminders": Counter()}
    sent = OutgoingMail.objects.filter(sent_at__isnull=False, to_user__in=people)
    for kind, to, at in sent.values_list("kind", "to_user", "sent_at"):
        week = to, _monday(people[to].day(at))
        counts["all"][week] += 1
        counts["reminders"][week] += kinds.get(kind).preference_class in REMINDERS
    for role in ("student", "mentor", "advisor"):
        ids = {person.id for person in people.values() if person.role == role}
        for what, count in counts.items():
            found = sorted(number for (person, _week), number in count.items() if person in ids and number)
            silent = max(0, len(ids) * all_weeks - len(found))
            yield Weeks(role, what, len(ids), [0] * silent + found, found)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _at(numbers: Sequence[int], share: float) -> int:
    """The number that so many of them reach at most; `numbers` ascend."""
    return numbers[min(len(numbers) - 1, int(share * len(numbers)))]
