from base64 import b64encode
from datetime import datetime
from typing import Any

from django.db.models import Q

from careernet.accounts.models import User
from careernet.accounts.privacy import addresses_of, facts
from careernet.students.models import AboutMe, Cover, Resume, RosterEntry, Student, WantToTalk

KEPT = {
    "students.rosterupload.file_name": "the office's own name for its file",
    "students.rosterupload.rows": "the registrar's list, until it is taken in",
    "students.rosterupload.refused": "the same list",
}
PROFILE = ("class_year", "is_undecided", "work_settings", "introduction", "hidden_fields", "adult_from")
MOMENTS = ("joined_at", "settled_in_at", "forgiven_at", "left_at")


def export(user: User) -> dict[str, Any]:
    found = Student.objects.filter(user=user).select_related("advisor").first()
    roster = RosterEntry.objects.filter(email=user.email).values("email", "full_name", "class_year", "adult_from")
    if found is None:
        return {"roster": list(roster)}
    wanted = WantToTalk.objects.filter(student=found).select_related("mentor__user").order_by("added_at")
    goals = found.goals.select_related("field").order_by("field__name")
    student = facts(found, *PROFILE, *MOMENTS) | {
        "majors": sorted(found.majors.values_list("name", flat=True)),
        "interests": sorted(found.interests.values_list("name", flat=True)),
        "advisor": str(found.advisor or ""),
        "plan": [{"field": str(row.field)} | facts(row, "people", "settings", "is_dropped") for row in goals],
        "resume_as_base64_pdf": b64encode(found.resume.content).decode() if hasattr(found, "resume") else "",
        "wants_to_talk_to": [{"mentor": str(row.mentor), "why": row.why, "added_at": row.added_at} for row in wanted],
    }
    about = AboutMe.objects.filter(student=found).first()
    said = facts(about, *AboutMe.SENTENCES, *AboutMe.NOTES, "saved_at") if about else {}
    return {"student": student | {"about_me": said}, "roster": list(roster)}


def erase(user: User, *, now: datetime) -> None:
    """An advisor's students are shared by all advisors from now on, until each has one."""
    Student.objects.of_advisor(user).update(advisor=None)
    Cover.objects.filter(Q(advisor=user) | Q(reader=user)).delete()
    RosterEntry.objects.filter(advisor=user).update(advisor=None)
    RosterEntry.objects.filter(email__in=addresses_of(user)).delete()
    for student in Student.objects.filter(user=user):
        student.wanted.all().delete()
        AboutMe.objects.filter(student=student).delete()
        student.goals.all().delete()
        Resume.objects.filter(student=student).delete()
        student.majors.clear()
        student.interests.clear()
        student.class_year = student.adult_from = student.advisor = student.forgiven_at = None
        student.is_undecided, student.work_settings, student.introduction, student.hidden_fields = False, [], "", []
        student.save()
