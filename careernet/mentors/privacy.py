from datetime import datetime
from typing import Any

from django.db import models

from careernet.accounts.models import User
from careernet.accounts.privacy import facts
from careernet.mail.models import Suppression
from careernet.mentors.actions import REMOVED
from careernet.mentors.models import Mentor, NextOpen

KEPT = {
    "mentors.mentor.external_id": "the number of the alumni office, so that a later file brings nobody back",
    "mentors.mentor.edited_fields": "names of fields, no words",
    "mentors.alumniupload.file_name": "the office's own name for its file",
    "mentors.alumniupload.refused": "rows of the alumni office's list, for a week at most",
    "mentors.alumniupload.kindly": "the same list, until it is taken in",
}
STAYS = {"id", "user", "external_id", "kind", "state", "edited_fields", "created_at"}

STANDING = (
    "kind",
    "state",
    "paused_until",
    "stands_since",
    "volunteered_on",
    "application",
    "applied_at",
    "invited_at",
    "confirmed_at",
)
WORK = ("job_title", "employer", "work_setting", "employer_size", "in_role_since", "previous_employer")
PERSON = ("class_year", "city", "region", "country", "about", "topics", "languages", "linkedin_url", "hidden_fields")
MEETING = ("modes", "video_link", "phone", "meeting_place", "booking", "length", "break_after", "hours_ahead")
MONTH = ("days_out", "calls_a_month", "waiting_at_most")


def export(user: User) -> dict[str, Any]:
    mentor = Mentor.objects.filter(user=user).select_related("field").defer("search").first()
    if mentor is None:
        return {}
    return {
        "mentor": {
            **facts(mentor, "external_id", *STANDING, *WORK, *PERSON, *MEETING, *MONTH),
            "field": str(mentor.field or ""),
            "majors": sorted(mentor.majors.values_list("name", flat=True)),
            "path": list(mentor.path.values("kind", "title", "place", "from_year", "to_year")),
            "weekly_hours": list(mentor.weekly_hours.values("weekday", "start", "end", "valid_from", "valid_to")),
            "dated_hours": list(mentor.dated_hours.values("on", "start", "end")),
        }
    }


def erase(user: User, *, now: datetime) -> None:
    for mentor in Mentor.objects.filter(user=user):
        for column in Mentor._meta.concrete_fields:
            if column.name not in STAYS and not isinstance(column, models.GeneratedField):
                setattr(mentor, column.name, column.get_default())
        mentor.save()
        mentor.majors.clear()
        for rows in (mentor.path, mentor.weekly_hours, mentor.dated_hours, NextOpen.objects.filter(mentor=mentor)):
            rows.all().delete()
        if mentor.external_id:  # the number may change in the file; the address would bring them back
            address = Suppression(address=user.email.lower(), reason=REMOVED, since=now)
            Suppression.objects.bulk_create([address], ignore_conflicts=True)
