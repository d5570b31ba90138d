"""Messages waiting for a look: the advisors' and, once they have waited too long, the office's."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.advising.forms import LookForm
from careernet.campus.calendar import calendar
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, looks, offers
from careernet.interviews.checks import check
from careernet.interviews.models import Interview, InterviewQuerySet, State
from careernet.interviews.spans import spans_of
from careernet.students.models import Student

lookers_only = role_required(Role.Kind.ADVISOR, Role.Kind.OFFICER)


@lookers_only
@require_safe
def waiting(request: MemberRequest) -> HttpResponse:
    now = clock.now()
    found = waiting_for(request.user, Policy.current(), calendar(), now)
    return render(request, "advising/messages.html", {"messages_waiting": found, "now": now})


@lookers_only
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """What a student wants to write, to whom, and the answer to it. That it was opened is recorded."""
    now = clock.now()
    rows = _for_look(request.user, Policy.current(), calendar(), now)
    interview = get_object_or_404(rows, pk=interview_id)
    form = LookForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _answer(request, interview, form, now)
    if interview.state != State.IN_REVIEW:  # what it says by now is the student's alone
        gone = _("That one has been answered or taken back meanwhile.")
        if form.is_bound:
            raise RuleBroken(gone)
        messages.info(request, gone)
        return redirect("advising:messages")
    actions.note_reading(interview, by=request.user, now=now)
    policy = Policy.current()
    asked = interview.events.filter(to_state=State.IN_REVIEW).order_by("-number").first()
    context = {
        "interview": interview,
        "other": interview.student.user,
        "why": asked.data.get("why") if asked else "",
        "check": check(interview.message, kind="request", student=interview.student, host=interview.asked_mentor),
        "proposed": offers.as_read(spans_of(actions.written(interview).proposed), interview, request.user, now),
        "may_lift": Student.objects.cared_for_by(request.user, now).filter(pk=interview.student_id).exists()
        or request.user.has_role(Role.Kind.OFFICER),
        "goes_on_at": looks.goes_on_at(interview, policy=policy),
        "now": now,
    }
    return render_form(request, "advising/message.html", form, **context)


def _answer(request: MemberRequest, interview: Interview, form: LookForm, now: datetime) -> HttpResponse:
    name, by = {"name": interview.student.user.short_name}, request.user
    if form.cleaned_data["answer"] == "change":
        actions.return_to_student(interview, by=by, comment=form.cleaned_data["comment"], now=now)
        messages.success(request, _("Your comment stands above the draft. %(name)s gets a mail.") % name)
    elif actions.approve(interview, by=by, now=now).state == State.DRAFT:
        messages.info(request, _("It could not go out any more: %(name)s chooses anew, without a second look.") % name)
    else:
        messages.success(request, _("It is on its way."))
    return redirect("advising:messages")


def waiting_for(user: User, policy: Policy, periods: Iterable[AcademicPeriod], now: datetime) -> list[Interview]:
    """The longest waiting first."""
    return list(_for_look(user, policy, periods, now).in_review())


def _for_look(user: User, policy: Policy, periods: Iterable[AcademicPeriod], now: datetime) -> InterviewQuerySet:
    late_before = looks.late_before(policy=policy, periods=periods, now=now)
    rows = Interview.objects.for_look(user, late_before=late_before, now=now)
    return rows.with_people().select_related("student__advisor")
