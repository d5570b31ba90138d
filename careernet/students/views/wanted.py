"""The list of people a student wants to talk to."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.interviews.capacity import can_be_asked
from careernet.interviews.models import OPEN, Interview
from careernet.mentors import cards
from careernet.mentors.meeting import rules_for
from careernet.mentors.models import Mentor
from careernet.students.models import Student, WantToTalk
from careernet.students.wanting import no_longer_want, want_to_talk


class WhyForm(forms.ModelForm[WantToTalk]):
    class Meta:
        model = WantToTalk
        fields = ("why",)
        labels = {"why": gettext_lazy("Why this person")}


@role_required(Role.Kind.STUDENT)
@require_safe
def wanted(request: MemberRequest) -> HttpResponse:
    """Everybody on it, the one added last first, with what has become of them."""
    now, student = clock.now(), get_object_or_404(Student, user=request.user)
    zone = times.zone(request.user.time_zone)
    is_there = Mentor.objects.listed_for(request.user).filter(pk=OuterRef("mentor"))
    asked = Interview.objects.filter(student=student, mentor=OuterRef("mentor"), state__in=OPEN)
    askable = Mentor.objects.filter(can_be_asked(now=now), pk=OuterRef("mentor"))
    rows = (
        WantToTalk.objects.filter(student=student)
        .annotate(is_there=Exists(is_there), is_asked=Exists(asked), can_be_asked=Exists(askable))
        .select_related("mentor__user", "mentor__field", "mentor__next_open")
        .defer("mentor__search", "mentor__search_text", "mentor__facets")
        .order_by("-added_at", "-pk")
    )
    policy = rules_for(row.mentor for row in rows)
    people = [
        (row, _card(row, zone, policy, now), WhyForm(instance=row, auto_id=f"id_%s_{row.mentor_id}")) for row in rows
    ]
    return render(request, "students/wanted.html", {"people": people})


@role_required(Role.Kind.STUDENT)
@require_POST
def want(request: MemberRequest, mentor_id: UUID) -> HttpResponse:
    """Put somebody on the list, or write why they are on it."""
    student = get_object_or_404(Student, user=request.user)
    mentor = get_object_or_404(Mentor.objects.listed_for(request.user).select_related("user"), pk=mentor_id)
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Keep the line under 300 characters."))
        return redirect("students:wanted")
    want_to_talk(student, mentor.pk, why=form.cleaned_data["why"] if "why" in request.POST else None, now=clock.now())
    return _answer(request, mentor, is_wanted=True)


@role_required(Role.Kind.STUDENT)
@require_POST
def unwant(request: MemberRequest, mentor_id: UUID) -> HttpResponse:
    """Take somebody off the list, gone or not."""
    student = get_object_or_404(Student, user=request.user)
    mine = Mentor.objects.filter(wanted_by__student=student) | Mentor.objects.listed_for(request.user)
    mentor = get_object_or_404(mine.select_related("user").distinct(), pk=mentor_id)
    no_longer_want(student, mentor.pk)
    return _answer(request, mentor, is_wanted=False)


def _answer(request: MemberRequest, mentor: Mentor, *, is_wanted: bool) -> HttpResponse:
    if request.htmx:
        context = {"mentor_id": mentor.pk, "name": mentor.user.display_name, "is_wanted": is_wanted}
        return render(request, "students/want.html", context)
    return redirect("students:wanted")


def _card(row: Any, zone: ZoneInfo, policy: Policy, now: datetime) -> cards.Card | None:
    """None for somebody whom students find no longer: their name is all that is left here."""
    if not row.is_there:
        return None
    return cards.card(
        row.mentor,
        has_same_major=False,
        is_in_field_of_interest=False,
        can_be_asked=row.can_be_asked,
        next_open=cards.next_open(row.mentor, now),
        zone=zone,
        policy=policy,
        now=now,
    )
