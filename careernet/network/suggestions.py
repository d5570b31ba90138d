"""First words for an update, for the student to make their own. Pure."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a student can do for somebody who has helped them; `line` goes into the message."""

    name: str
    icon: str
    label: Any
    line: Any


OFFERS = (
    Offer(
        "article",
        "newspaper",
        gettext_lazy("An article they would like"),
        gettext_lazy("I came across this article and thought of what you said about your work: [link]."),
    ),
    Offer(
        "event",
        "calendar",
        gettext_lazy("An event on campus"),
        gettext_lazy("There is an event on campus that may interest you: [what and when]. You would be very welcome."),
    ),
    Offer(
        "class",
        "graduation-cap",
        gettext_lazy("A thank-you from your class"),
        gettext_lazy("I told my class what I learned from you. They asked me to say thank you: [one line of theirs]."),
    ),
    Offer(
        "recruiting",
        "briefcase",
        gettext_lazy("Help with finding students"),
        gettext_lazy("If your team ever looks for interns, I would gladly pass it on to [class or student group]."),
    ),
)
BY_NAME = {offer.name: offer for offer in OFFERS}


def news(*, to: str, by: str, what: str, helped: str) -> str:
    """`what` is the news in the student's words; `helped` what this person did, a sentence of its own."""
    return _letter(to, by, [what, helped, _("Thank you for your part in it.")])


def advice_used(*, to: str, by: str, what: str, helped: str) -> str:
    told = what or _("I tried it: [what you did, and what came of it].")
    return _letter(to, by, [helped, told, _("I wanted you to know that it made a difference.")])


def used(advice: str) -> str:
    """What to begin with, coming from a piece of advice."""
    return _("I used what you told me, “%(advice)s” [what came of it]") % {"advice": advice} if advice else ""


def offer(name: str, *, to: str, by: str) -> str:
    return _letter(to, by, [str(BY_NAME[name].line), _("I hope you are doing well.")])


def did(*, day: str, advice: str) -> str:
    """What somebody has done for the student, as a sentence; `day` is empty where they never talked."""
    if advice and day:
        return _("When we talked on %(day)s, you gave me advice I wrote down: “%(advice)s”") % {
            "day": day,
            "advice": advice,
        }
    if day:
        return _("You took the time to talk with me on %(day)s, and it helped me.") % {"day": day}
    return _("You helped me with [what they did for you].")


def _letter(to: str, by: str, sentences: list[str]) -> str:
    body = "\n\n".join(sentence for sentence in sentences if sentence)
    return f"{_('Hello %(name)s,') % {'name': to}}\n\n{body}\n\n{_('Best wishes,')}\n{by}"
