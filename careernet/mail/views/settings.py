"""Which mails somebody wants: their page, and the link in a mail that needs no signing in."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest
from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.interviews.models import Interview, InterviewQuerySet
from careernet.mail import links, preferences
from careernet.mail.forms import PreferenceForm
from careernet.mail.models import Preference, Quieted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: MemberRequest) -> HttpResponse:
    user, policy, now = request.user, Policy.current(), clock.now()
    known = Preference.objects.filter(user=user).first() or Preference(user=user)
    today = times.local(now, times.zone(user.time_zone)).date()
    data = request.POST if request.method == "POST" else None
    form = PreferenceForm(data, known=known, policy=policy, today=today, roles=user.role_kinds)
    if form.is_bound and form.is_valid():
        chosen = preferences.choose(form.choice, by=user, now=now)
        messages.success(request, _said(chosen, now))
        return redirect("mail:settings")
    context: dict[str, Any] = {"policy": policy, "known": known, "quiet": _quiet(user), "now": now}
    context["paused_until"] = known.paused_until if known.paused_until and known.paused_until > today else None
    return render_form(request, "mail/settings.html", form, **context)


def _quiet(user: User) -> InterviewQuerySet:
    quiet = Quieted.objects.filter(user=user).values("about_id")
    return Interview.objects.visible_to(user).filter(pk__in=quiet).with_people().order_by("-created_at")


def _said(chosen: Preference, now: datetime) -> str:
    if chosen.letter_at:
        day = times.day_long(chosen.letter_at, times.zone(chosen.user.time_zone), now)
        return _("Saved. Your next letter comes on %(day)s.") % {"day": day}
    return _("Saved. It holds from the next mail on.")


@csrf_exempt  # the token is the credential: mail programs post here without ever having seen a page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, off_token: str) -> HttpResponse:
    """RFC 8058: looking changes nothing; a POST switches off what need not come, with no redirect in between."""
    now = clock.now()
    try:
        person = _person_of(off_token, now)
    except links.StaleLink as stale:
        context: dict[str, Any] = {"sentence": str(stale), "policy": Policy.current()}
        return render(request, "mail/off_stale.html", context, status=410)
    if request.method == "POST":
        act = preferences.undo if "undo" in request.POST else preferences.switch_off
        act(by=person, now=now)
    known = Preference.objects.filter(user=person).first() or Preference(user=person)
    context = {"person": person, "known": known, "is_off": known.level == Preference.Level.MOVES}
    return render(request, "mail/off.html", context)


def _person_of(token: str, now: datetime) -> User:
    link = links.read(token, purpose=links.OFF, now=now)
    person = User.objects.filter(pk=link.user_id, is_active=True).first()
    if person is None:
        raise links.StaleLink(_("What this link was about is no longer there."))
    return person
