"""In which words a duty is told, and the page it leads to."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from careernet.campus.models import MeetingMode
from careernet.core import times
from careernet.reminders.cases import Case
from careernet.reminders.duty import Audience


def mentor(case: Case) -> dict[str, str]:
    host = case.interview.host
    return {"name": host.display_name, "short": host.short_name}


def student(case: Case) -> dict[str, str]:
    user = case.interview.student.user
    return {"name": user.display_name, "short": user.short_name}


def day(case: Case, moment: datetime, now: datetime, of: Audience = "student") -> str:
    return times.day(moment, zone(case, of), now)


def when(case: Case, now: datetime, of: Audience = "student") -> str:
    return times.when(case.starts_at, case.ends_at, zone(case, of), now)


def zone(case: Case, of: Audience) -> ZoneInfo:
    student = case.interview.student
    if of == "mentor":
        return case.zone_of(case.interview.asked_mentor.user)
    return case.zone_of(student.advisor if of == "advisor" and student.advisor else student.user)


def evening_title(case: Case) -> str:
    titles = {
        MeetingMode.VIDEO: _("Try your camera and the link for %(name)s"),
        MeetingMode.PHONE: _("Check who calls: your call with %(name)s"),
        MeetingMode.IN_PERSON: _("Plan your way to %(name)s"),
    }
    return titles[MeetingMode(case.interview.mode)] % mentor(case)


def reflection_title(case: Case) -> str:
    title = _("Finish your reflection on %(name)s") if case.reflection else _("Reflect on your talk with %(name)s")
    return title % mentor(case)


def unfinished(case: Case, now: datetime) -> str:
    if case.interview.looked_at:
        return _("An advisor has read it, and it looks good. Choose a time and send it.")
    if case.is_returned:
        return _("An advisor has read it and suggests a change before it goes out.")
    return _("You last wrote on %(day)s. Nothing has been sent yet.") % {"day": day(case, case.since, now)}


def touch_reason(case: Case, now: datetime) -> str:
    if case.known and case.known.next_about:
        return _("You wanted to write this week: %(about)s") % {"about": case.known.next_about}
    last = {"day": day(case, case.last_touch, now)}
    return _("The last time was on %(day)s. Two lines are enough: what became of the advice.") % last


# --- Where --------------------------------------------------------------------------------------------------------
def page(case: Case) -> str:
    return reverse("interviews:detail", args=[case.interview.pk])


def add_contact(case: Case) -> str:
    return reverse("network:named", args=[case.interview.pk])


def contact_page(case: Case) -> str:
    return reverse("network:detail", args=[case.known.id]) if case.known else page(case)


def composer(case: Case) -> str:
    if case.interview.is_outside:
        return page(case)
    return reverse("interviews:ask", args=[case.interview.mentor_id])


def reflection_page(case: Case) -> str:
    return reverse("reflections:write", args=[case.interview.pk])


def steps_page(case: Case) -> str:
    assert case.reflection
    return f"{reverse('reflections:detail', args=[case.reflection.pk])}#steps"


def message_page(case: Case) -> str:
    return reverse("advising:message", args=[case.interview.pk])


def review_page(case: Case) -> str:
    assert case.reflection
    return reverse("advising:review", args=[case.reflection.pk])


def student_page(case: Case) -> str:
    return reverse("advising:student", args=[case.interview.student_id])
