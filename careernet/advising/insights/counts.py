"""How a number may be shown: rounded to the nearest 5, and never of fewer than five people.

Higher-education statistics are published so for a reason: with exact numbers, what is left out of one page can be
subtracted back from two others. Shares and findings are told from the numbers as shown.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _, ngettext

FEW, STEP = 5, 5
ENOUGH = 20  # shown, before a share or a median is told
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Count:
    """number: of whatever is counted. people: how many different people are behind it."""

    number: int
    people: int

    @property
    def is_few(self) -> bool:
        """None at all is among few: that nobody did something is told of a group, too."""
        return self.people < FEW or self.number < FEW

    @property
    def rounded(self) -> int:
        """To the nearest 5; 0 of few."""
        return 0 if self.is_few else (self.number + STEP // 2) // STEP * STEP

    def __str__(self) -> str:
        return f"<{FEW}" if self.is_few else f"{self.rounded:,}"


def share(part: Count, whole: Count) -> int | None:
    """Percent, of the numbers as they are shown; None where they are too small to say so."""
    if part.is_few or whole.rounded < ENOUGH:
        return None
    return min(100, round(100 * part.rounded / whole.rounded))


def typical(median: timedelta | None, of: Count) -> str:
    """A median in words: "2 days", "under a day"; nothing of a group too small for one."""
    if median is None or of.rounded < ENOUGH:
        return ""
    days = round(median / A_DAY)
    if not days:
        return _("under a day")
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
