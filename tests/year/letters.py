"""When the weekly letter comes, and for which mentors it has to. As the oracle, it imports nothing of careernet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from tests.year.judge import Finding
from tests.year.oracle import DAY, NEVER, Facts, Person, stretches

EIGHT = time(8)


def letter_findings(
    people: Iterable[Person],
    facts: Iterable[Facts],
    letters: Sequence[tuple[int, datetime]],
    *,
    until: datetime,
    prompt: timedelta,
) -> Iterator[Finding]:
    """`letters`: to whom and when. One a week, on the day its reader chose; to a mentor whom somebody waits for in
    any case."""
    waiting, came = _waiting(facts), defaultdict(list)
    for to, at in letters:
        came[to].append(at)
    for person in people:
        weeks: set[tuple[int, int]] = set()
        for morning in _mornings(person, until - prompt):
            week = _week(person, morning)
            letter = next((at for at in came[person.id] if morning <= at < morning + prompt), None)
            if letter:
                came[person.id].remove(letter)
                weeks.add(week)
            elif week not in weeks and _has_to_know(person, waiting[person.id], morning, prompt):
                yield Finding("no letter", "letter", person.id, "", morning, "somebody waits")
        for at in came[person.id]:
            yield Finding("a letter on another day than chosen, or a second one", "letter", person.id, "", at)


def _mornings(person: Person, until: datetime) -> Iterator[datetime]:
    """Eight o'clock on each day that is the chosen one then, while letters are wished for and nothing is paused."""
    if not person.wishes:
        return
    day = person.day(person.wishes[0].since)
    while (morning := datetime.combine(day, EIGHT, person.zone).astimezone(UTC)) < until:
        wish = person.wish(morning)
        is_paused = wish.paused_until is not None and day < wish.paused_until
        if wish.since < morning and wish.level == "weekly" and wish.letter_day == day.weekday() and not is_paused:
            yield morning
        day += DAY


def _has_to_know(
    person: Person, waiting: list[tuple[str, datetime, datetime]], morning: datetime, prompt: timedelta
) -> bool:
    return any(
        since < morning and morning + prompt < gone and person.quieted.get(interview, NEVER) > morning + prompt
        for interview, since, gone in waiting
    )


def _waiting(facts: Iterable[Facts]) -> dict[int, list[tuple[str, datetime, datetime]]]:
    found: dict[int, list[tuple[str, datetime, datetime]]] = defaultdict(list)
    for one in facts:
        for run in stretches(one):
            if run.turn == "mentor":
                found[one.mentor].append((one.id, run.since, run.until))
    return found


def _week(person: Person, at: datetime) -> tuple[int, int]:
    local: date = person.day(at)
    return local.isocalendar()[:2]
