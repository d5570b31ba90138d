"""Having one's account deleted: what ends and what stays is said first."""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest
from careernet.accounts.forms import DeleteForm
from careernet.accounts.models import Role, User
from careernet.accounts.privacy import erase_account
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.core.rules import RuleBroken
from careernet.interviews import departures
from careernet.mentors.models import Mentor
from careernet.reflections.models import Reflection
from careernet.students.models import Student

JUST_NOW = 10 * 60  # seconds since signing in: a session left open somewhere deletes nobody


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest) -> HttpResponse:
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not _has_just_signed_in(request):
            logout(request)
            messages.info(request, _("Sign in once more, so that nobody else deletes your account. Then go on here."))
            return redirect(f"{reverse('account_login')}?{urlencode({'next': reverse('accounts:delete')})}")
        try:
            erase_account(request.user, now=clock.now())
        except RuleBroken as no:
            form.add_error(None, str(no))
        else:
            logout(request)
            messages.success(request, _("Your account is deleted. Thank you for the time you gave this place."))
            return redirect("core:landing")
    return render_form(request, "accounts/delete.html", form, **_what_happens(request.user))


def _has_just_signed_in(request: MemberRequest) -> bool:
    records = get_authentication_records(request, request.user)
    allauths_now = time.time()  # noqa: TID251 - the records are by its clock
    return bool(records) and allauths_now - records[-1]["at"] < JUST_NOW


def _what_happens(user: User) -> dict[str, Any]:
    now, roles = clock.now(), user.role_kinds
    advised = Student.objects.of_advisor(user)
    mentor = Mentor.objects.filter(user=user).defer("search").first()
    return {
        "ends": departures.of_person(user, now),
        "is_student": Student.objects.filter(user=user).exists(),
        "is_mentor": mentor is not None,
        "is_from_file": mentor is not None and mentor.external_id,
        "can_stop": Role.Kind.MENTOR in roles and mentor is not None and mentor.state != Mentor.State.RETIRED,
        "is_officer": Role.Kind.OFFICER in roles or user.is_superuser,
        "advised": advised.count() if Role.Kind.ADVISOR in roles else 0,
        "to_review": Reflection.objects.filter(interview__student__in=advised).to_review().count(),
        "policy": Policy.current(),
        "now": now,
    }
