from typing import Any

from careernet.accounts.models import User
from careernet.accounts.privacy import facts
from careernet.students.models import RosterEntry, Student, WantToTalk

PROFILE = ("class_year", "is_undecided", "work_settings", "introduction", "hidden_fields", "adult_from")
MOMENTS = ("joined_at", "settled_in_at", "forgiven_at", "left_at")


def export(user: User) -> dict[str, Any]:
    found = Student.objects.filter(user=user).select_related("advisor").first()
    roster = RosterEntry.objects.filter(email=user.email).values("email", "full_name", "class_year", "adult_from")
    if found is None:
        return {"roster": list(roster)}
    wanted = WantToTalk.objects.filter(student=found).select_related("mentor__user").order_by("added_at")
    student = facts(found, *PROFILE, *MOMENTS) | {
        "majors": sorted(found.majors.values_list("name", flat=True)),
        "interests": sorted(found.interests.values_list("name", flat=True)),
        "advisor": str(found.advisor or ""),
        "wants_to_talk_to": [{"mentor": str(row.mentor), "why": row.why, "added_at": row.added_at} for row in wanted],
    }
    return {"student": student, "roster": list(roster)}
