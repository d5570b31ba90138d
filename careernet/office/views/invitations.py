"""Inviting alumni the office knows from a file: whom, what they will read, and how many a day."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Field, Policy
from careernet.core import clock, times
from careernet.core.forms import Form, render_form
from careernet.mail.actions import render as render_mail
from careernet.mentors import actions
from careernet.mentors.emails import invitation_words
from careernet.mentors.invitations import moments
from careernet.mentors.models import Mentor, MentorQuerySet


class WhomForm(Form):
    """Empty means all of them."""

    marks_optional = False
    field = forms.ModelChoiceField(
        Field.objects.order_by("name"),
        to_field_name="slug",
        label=gettext_lazy("Field of work"),
        required=False,
        empty_label=gettext_lazy("Any field"),
    )
    first_year = forms.IntegerField(
        label=gettext_lazy("Class of … or later"), required=False, min_value=1900, max_value=2100
    )
    last_year = forms.IntegerField(
        label=gettext_lazy("Class of … or earlier"), required=False, min_value=1900, max_value=2100
    )

    def narrowed(self, mentors: MentorQuerySet) -> MentorQuerySet:
        chosen = self.cleaned_data
        conditions = {"field": chosen["field"]}
        conditions |= {"class_year__gte": chosen["first_year"], "class_year__lte": chosen["last_year"]}
        return mentors.filter(**{name: value for name, value in conditions.items() if value is not None})


@role_required(Role.Kind.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: MemberRequest) -> HttpResponse:
    """Looking shows whom it would be and the very mail; the button sends what is shown."""
    now, typed = clock.now(), request.POST if request.method == "POST" else request.GET
    form = WhomForm(typed)
    if not form.is_valid():
        return render_form(request, "office/invitations.html", form, number=0)
    chosen = form.narrowed(Mentor.objects.to_invite())
    if request.method == "POST":
        written_to = actions.invite(chosen, by=request.user, now=now)
        messages.success(request, _said(written_to, Policy.current(), now))
        return redirect("office:invitations")
    return render_form(request, "office/invitations.html", form, **_shown(chosen, now))


def _shown(chosen: MentorQuerySet, now: datetime) -> dict[str, Any]:
    """How many it would be, when the last would leave, and what the first would read."""
    policy, number = Policy.current(), chosen.count()
    at_once = min(number, actions.MOST_AT_ONCE)
    first = chosen.select_related("user", "field").defer("search").order_by("sort_name", "pk").first()
    context: dict[str, Any] = {"number": number, "at_once": at_once, "policy": policy, "now": now}
    if first is None or not policy.invitations_a_day:
        return context
    leaves = moments(at_once, policy=policy, now=now)
    words = invitation_words(first, token=_("for-them-alone"), policy=policy, due=leaves[0])
    subject, text, _html = render_mail("mentors/invitation", words)
    return context | {"first": first, "subject": subject, "text": text, "done_on": _day(leaves[-1], policy, now)}


def _said(written_to: list[Mentor], policy: Policy, now: datetime) -> str:
    last = max((mentor.invited_at for mentor in written_to if mentor.invited_at), default=None)
    if last is None:
        return _("Everybody you chose has been invited already.")
    sentence = ngettext(
        "%(number)d invitation is on its way; it leaves on %(day)s.",
        "%(number)d invitations are on their way; the last one leaves on %(day)s.",
        len(written_to),
    )
    return sentence % {"number": len(written_to), "day": _day(last, policy, now)}


def _day(moment: datetime, policy: Policy, now: datetime) -> str:
    return times.day_long(moment, times.zone(policy.time_zone), now)
