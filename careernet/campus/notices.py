"""What the office shows on every page: its announcements, colors and breaks, remembered for a minute.

Every page asks, and the answer is the same for everybody, so each process keeps it; whatever changes it forgets it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from django.core.cache import caches
from django.db.models import QuerySet

from careernet.accounts.models import User
from careernet.campus import brand, pulse
from careernet.campus.calendar import STANDS_STILL
from careernet.campus.models import AcademicPeriod, Announcement, Dismissal, Policy
from careernet.core import clock, times
from careernet.core.compiled import Compiled

KEY = "notices"
A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Notices:
    """`last_sign`: the older one of sending mail and of reminding; None is not worth a word.

    `brand` names the style sheet of the campus's own colors, which mails bring along; empty where it has none.
    """

    announcements: tuple[Announcement, ...] = ()
    breaks: tuple[AcademicPeriod, ...] = ()
    brand: str = ""
    colors: Mapping[str, str] = field(default_factory=dict)  # by theme
    last_sign: datetime | None = None


def current() -> Notices:
    """Four queries a minute and process."""
    return cast(Notices, caches["local"].get_or_set(KEY, _look, A_MINUTE))


def forget() -> None:
    """This process looks again at once; others within a minute."""
    caches["local"].delete(KEY)


def _look() -> Notices:
    policy = Policy.current()
    running = tuple(Announcement.objects.running(clock.now(), times.zone(policy.time_zone)))
    breaks = tuple(AcademicPeriod.objects.filter(kind__in=sorted(STANDS_STILL)))
    found = Notices(running, breaks, last_sign=pulse.last_sign())
    if not brand.is_changed(policy):
        return found
    return replace(found, brand=brand.version(policy), colors=brand.colors(policy))


def for_reader(user: Any) -> list[Announcement]:
    """The running ones for this person, without those they closed. No query where none is for them."""
    roles = user.role_kinds if isinstance(user, User) else frozenset()
    theirs = [found for found in current().announcements if found.is_for(roles)]
    if not theirs or not user.is_authenticated:
        return theirs
    closed = {dismissal.announcement_id for dismissal in _closed(user=user.pk)}
    return [announcement for announcement in theirs if announcement.pk not in closed]


@Compiled
def _closed(user: Any) -> QuerySet[Dismissal]:
    return Dismissal.objects.filter(user=user).only("announcement")
