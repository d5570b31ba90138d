from typing import Any

from careernet.accounts.models import User
from careernet.accounts.privacy import facts
from careernet.mentors.models import Mentor

STANDING = (
    "kind",
    "state",
    "paused_until",
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
