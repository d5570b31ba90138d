"""What a mentor says of themselves, and what of it students see."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from careernet.accounts.models import User
from careernet.campus.models import Major
from careernet.mentors.actions.record import lock, note_edited, record
from careernet.mentors.models import Mentor, PathEntry
from careernet.mentors.profile import Profile
from careernet.mentors.search import search_text, sort_name
from careernet.mentors.visibility import hidden_fields


def save_profile(mentor: Mentor, *, profile: Profile) -> Mentor:
    """All of the profile page at once: names, facts, path, and what of it students see. Found by it from now on."""
    with transaction.atomic():
        mentor = lock(mentor)
        user = mentor.user
        if profile.names["full_name"] != user.full_name:
            mentor.sort_name = sort_name(profile.names["full_name"])
        for name, value in profile.names.items():
            setattr(user, name, value)
        user.save(update_fields=list(profile.names))
        mentor.hidden_fields = hidden_fields(shown=profile.shown)
        mentor.save(update_fields=["sort_name", "hidden_fields"])
        mentor.path.all().delete()
        for entry in profile.path:
            entry.mentor = mentor
        PathEntry.objects.bulk_create(profile.path)
        return update_profile(mentor, facts=profile.facts, majors=profile.majors)


def update_profile(mentor: Mentor, *, facts: Mapping[str, Any], majors: Sequence[Major]) -> Mentor:
    """Set what the mentor says of themselves. What differs from before is theirs from now on: imports leave it alone.

    `facts` are columns of Mentor by name. Topics count as confirmed once their owner has saved them.
    """
    with transaction.atomic():
        mentor = lock(mentor)
        changed = {name for name, value in facts.items() if getattr(mentor, name) != value}
        if set(mentor.majors.all()) != set(majors):
            changed.add("majors")
        for name, value in facts.items():
            setattr(mentor, name, value)
        note_edited(mentor, changed | ({"topics"} & facts.keys()))
        mentor.search_text = search_text(mentor, [major.name for major in majors])
        mentor.save(update_fields=[*facts, "edited_fields", "search_text"])
        mentor.majors.set(majors)
    return mentor


def follow_name(user: User) -> None:
    """Whoever has changed their name elsewhere is found by the new one, and no more by the old."""
    with transaction.atomic():
        known = Mentor.objects.filter(user=user).first()
        if known is None:
            return
        mentor = lock(known)
        mentor.sort_name = sort_name(mentor.user.full_name)
        mentor.search_text = search_text(mentor, [major.name for major in mentor.majors.all()])
        mentor.save(update_fields=["sort_name", "search_text"])


def correct(mentor: Mentor, *, by: User, changed: Sequence[str], now: datetime) -> Mentor:
    """After the office has put facts right: found by them, and no import puts them wrong again."""
    with transaction.atomic():
        mentor = lock(mentor)
        note_edited(mentor, set(changed))
        mentor.search_text = search_text(mentor, [major.name for major in mentor.majors.all()])
        mentor.save(update_fields=["edited_fields", "search_text"])
        record(mentor, {"fields": sorted(changed)}, by, now)
    return mentor
