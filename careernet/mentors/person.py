"""All that students read about one mentor, as the mentor's page shows it. Pure; wants `user`, `field` and `path`."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import EmployerSize, WorkSetting
from careernet.mentors import cards
from careernet.mentors.models import Mentor, PathEntry
from careernet.mentors.search import shown_topics
from careernet.mentors.visibility import as_students_see

ICONS = {PathEntry.Kind.STUDY: "graduation-cap", PathEntry.Kind.WORK: "history", PathEntry.Kind.OTHER: "compass"}
ONGOING = 9999


@dataclass(frozen=True, slots=True)
class Station:
    """One line of somebody's path."""

    icon: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    user: User
    headline: str
    facts: list[tuple[str, str]]  # icon and text, of what is known
    path: list[Station]  # newest first
    topics: list[str]
    about: str
    linkedin_url: str


def person(mentor: Mentor, majors: Iterable[str]) -> Person:
    """`majors` by name."""
    seen = as_students_see(mentor)
    majors = () if "majors" in mentor.hidden_fields else majors
    return Person(
        id=seen.pk,
        user=seen.user,
        headline=seen.headline,
        facts=_facts(seen),
        path=_path(seen, majors),
        topics=shown_topics(seen),
        about=seen.about,
        linkedin_url=seen.linkedin_url,
    )


def newest_first(path: Iterable[PathEntry]) -> list[PathEntry]:
    """What goes on comes first, what has no years last."""
    return sorted(path, key=_years, reverse=True)


def _years(entry: PathEntry) -> tuple[int, int]:
    ended = entry.to_year or (ONGOING if entry.from_year else 0)
    return ended, entry.from_year or entry.to_year or 0


def _facts(mentor: Mentor) -> list[tuple[str, str]]:
    setting = str(WorkSetting(mentor.work_setting).label) if mentor.work_setting else ""
    size = str(EmployerSize(mentor.employer_size).label) if mentor.employer_size else ""
    everything = [
        ("building-2", cards.joined([setting, size])),
        *cards.facts(mentor),
        ("languages", ", ".join(mentor.languages)),
    ]
    return [(icon, text) for icon, text in everything if text]


def _path(mentor: Mentor, majors: Iterable[str]) -> list[Station]:
    """Today's work, what the mentor wrote, and where they wrote nothing, what the college knows."""
    entries = newest_first(mentor.path.all())
    has_work = any(entry.kind != PathEntry.Kind.STUDY for entry in entries)
    has_study = any(entry.kind == PathEntry.Kind.STUDY for entry in entries)
    since = _("Since %(year)d") % {"year": mentor.in_role_since} if mentor.in_role_since else ""
    stations = [Station("briefcase", mentor.headline, since), *map(_station, entries)]
    if not has_work:
        stations.insert(1, Station("history", mentor.previous_employer, _("Before that")))
    if not has_study:
        stations.append(_studied_here(mentor, majors))
    return [station for station in stations if station.title]


def _station(entry: PathEntry) -> Station:
    return Station(ICONS[PathEntry.Kind(entry.kind)], entry.title, ", ".join(filter(None, [entry.place, _when(entry)])))


def _when(entry: PathEntry) -> str:
    """As in "2014–2018", "since 2014" or "until 2018"."""
    begun, ended = entry.from_year, entry.to_year
    if begun and ended:
        return f"{begun}–{ended}" if begun != ended else str(begun)
    if begun:
        return _("since %(year)d") % {"year": begun}
    return _("until %(year)d") % {"year": ended} if ended else ""


def _studied_here(mentor: Mentor, majors: Iterable[str]) -> Station:
    studied, year = ", ".join(sorted(majors)), cards.class_of(mentor)
    return Station("graduation-cap", studied or year, year if studied else _("Studied here"))
