"""What a student means to ask, as they see it: how long it takes, what it covers, what could be asked better. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from careernet.guides.bank import BY_SLUG, Theme, theme_of
from careernet.guides.questions import reopened, review
from careernet.interviews.models import Question

MINUTES = 10 / 3  # that one open question takes, with its answer
MANY = 4  # questions from which on it shows whether they are all of one kind
STARTERS = (
    "path.from-major",
    "day.good-week",
    "rewards.surprise",
    "skills.try-small",
    "advice.my-place",
    "people.who-else",
)


@dataclass(frozen=True, slots=True)
class Line:
    """hint: what a reader would stumble over; better: the same in words that open."""

    question: Question
    is_first: bool
    is_last: bool
    hint: str
    better: str


def lines(questions: Sequence[Question]) -> list[Line]:
    """In their order; those that must be asked move among themselves, and so do the others."""
    kinds = [question.is_must for question in questions]
    found = []
    for place, question in enumerate(questions):
        is_first = place == 0 or kinds[place - 1] != kinds[place]
        is_last = place == len(kinds) - 1 or kinds[place + 1] != kinds[place]
        found.append(Line(question, is_first, is_last, *_hint(question.text)))
    return found


def _hint(text: str) -> tuple[str, str]:
    finding = next(iter(review(text).findings), None)
    if finding is None:
        return "", ""
    if finding.rule == "closed_question":
        return str(finding.why), reopened(text)
    return f"{finding.why} {finding.better}", ""


def budget(number: int, length: int | None) -> str:
    """As in "6 questions: about 20 of your 30 minutes"."""
    minutes = round(number * MINUTES)
    said = {"count": number, "minutes": minutes, "length": length}
    if length is None:
        return (
            ngettext(
                "%(count)d question: about %(minutes)d minutes",
                "%(count)d questions: about %(minutes)d minutes",
                number,
            )
            % said
        )
    if minutes > length:
        return _("%(count)d questions: about %(minutes)d minutes, and you have %(length)d. Put the best on top.") % said
    return (
        ngettext(
            "%(count)d question: about %(minutes)d of your %(length)d minutes",
            "%(count)d questions: about %(minutes)d of your %(length)d minutes",
            number,
        )
        % said
    )


def themes(questions: Sequence[Question]) -> list[tuple[Theme, int]]:
    """How many are of each theme, the most first."""
    counted = Counter(theme.slug for question in questions if (theme := theme_of(question.text)))
    return [(BY_SLUG[slug], number) for slug, number in counted.most_common()]


def coverage(questions: Sequence[Question]) -> list[str]:
    """What the list has too much of, and what none of it asks."""
    return list(_remarks(questions, themes(questions))) if len(questions) >= MANY else []


def _remarks(questions: Sequence[Question], counted: list[tuple[Theme, int]]) -> Iterator[str]:
    if counted and counted[0][1] * 2 > len(questions):
        theme, number = counted[0]
        said = {"number": number, "all": len(questions), "theme": theme.about}
        yield _("%(number)d of %(all)d are about %(theme)s.") % said
    asked = {theme.slug for theme, _number in counted}
    if "people" not in asked:
        yield _("None asks whom else to meet: the question that leads to your next conversation.")
    if "advice" not in asked:
        yield _("None asks for advice.")
