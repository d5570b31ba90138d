"""When a mentor can be booked: the page where they say it, and what comes of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import clock, times
from careernet.interviews.capacity import room
from careernet.interviews.models import Interview, State
from careernet.interviews.times import Hours, hours_of, interviews_around, times_to_ask
from careernet.mentors import actions
from careernet.mentors.forms.hours import HoursForms
from careernet.mentors.meeting import is_booked_directly
from careernet.mentors.models import Mentor
from careernet.mentors.slots import covers
from careernet.mentors.views.shared import own_mentor

NEXT_TIMES = 10
BUTTONS = {"add", "copy"}  # besides "Save": one more line, and one day's hours on others


@role_required(Role.Kind.MENTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: MemberRequest) -> HttpResponse:
    mentor, now = own_mentor(request.user, "weekly_hours", "dated_hours"), clock.now()
    if request.method != "POST":
        return _page(request, mentor, _forms(mentor, now), now)
    if BUTTONS & request.POST.keys():
        return _page(request, mentor, _forms(mentor, now, typed=request.POST), now)
    forms = _forms(mentor, now, request.POST)
    if not forms.are_valid():
        return _page(request, mentor, forms, now, status=422)
    actions.save_hours(mentor, hours=forms.hours, now=now)
    messages.success(request, _("Your hours are saved."))
    return redirect("mentors:times")


@role_required(Role.Kind.MENTOR)
@require_safe
def next_times(request: MemberRequest) -> HttpResponse:
    """What comes of hours that are typed but not saved; reads, and writes nothing."""
    mentor, now = own_mentor(request.user, "weekly_hours", "dated_hours"), clock.now()
    forms = _forms(mentor, now, request.GET)
    context: dict[str, Any] = {"now": now, "is_unsaved": True}
    if forms.are_valid():
        typed = forms.hours
        for name in actions.HOW_TO_TALK:
            setattr(mentor, name, getattr(typed, name))
        mentor.user.time_zone = typed.time_zone
        context |= _what_comes_of((typed.windows, typed.dates), mentor, Policy.current(), now)
    return render(request, "mentors/hours.html#next_times", context)


def _page(request: MemberRequest, mentor: Mentor, forms: HoursForms, now: datetime, status: int = 200) -> HttpResponse:
    policy = Policy.current()
    asks_after_all = mentor.booking == Mentor.Booking.INSTANT and not is_booked_directly(mentor, policy)
    context = {"mentor": mentor, "forms": forms, "now": now, "page_has_errors": status == 422}
    context["asks_after_all"] = asks_after_all
    saved = hours_of(mentor.weekly_hours.all(), mentor.dated_hours.all())
    context |= _what_comes_of(saved, mentor, policy, now)
    return render(request, "mentors/hours.html", context, status=status)


def _what_comes_of(hours: Hours, mentor: Mentor, policy: Policy, now: datetime) -> Mapping[str, Any]:
    """The next times students can book, and the calls that are booked already and lie outside of these hours.

    Without any hours nothing lies outside of them: each call was agreed on by itself.
    """
    weekly, exceptions = hours
    zone = times.zone(mentor.zone)
    known = interviews_around(mentor, now=now)
    scheduled = [(call.pk, call.during) for call in known if call.state == State.SCHEDULED and call.during]
    booked = {pk: during for pk, during in scheduled if during.lower > now}
    outside = [
        pk
        for pk, during in booked.items()
        if weekly and not covers(weekly, exceptions, during.lower, during.upper, zone=zone)
    ]
    next_times = times_to_ask(mentor, now=now, policy=policy, with_hours=hours, known=known)
    return {
        "zone": zone,
        "next_times": next_times[:NEXT_TIMES],
        "room": room(mentor, known, now=now),
        "booking": mentor.booking,
        "booked": booked,
        "outside": list(Interview.objects.filter(pk__in=outside).select_related("student__user").order_by("during")),
    }


def _forms(
    mentor: Mentor, now: datetime, data: QueryDict | None = None, *, typed: QueryDict | None = None
) -> HoursForms:
    return HoursForms(mentor, data, periods=AcademicPeriod.objects.all(), now=now, typed=typed)
