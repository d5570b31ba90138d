"""Whether mail and reminders move, and what the next two days bring."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Pulse
from careernet.core import clock
from careernet.office.health import as_prometheus, measure
from careernet.office.samples.catalog import SAMPLES
from careernet.reminders import coming

WORDS = {
    Pulse.Part.DELIVERY: gettext_lazy("Mail was last looked after"),
    Pulse.Part.SWEEP: gettext_lazy("Reminders were last looked after"),
    Pulse.Part.BROKER: gettext_lazy("A tick last came through the broker"),
    "reminder": gettext_lazy("The oldest reminder to decide on has waited"),
    "mail": gettext_lazy("The oldest mail to send has waited"),
}


@role_required(Role.Kind.OFFICER)
@require_safe
def health(request: MemberRequest) -> HttpResponse:
    now = clock.now()
    found = measure(now)
    worries = found.worries
    context = {
        "health": found,
        "signs": [(WORDS[Pulse.Part(part)], _ago(age), part in worries) for part, age in found.ages.items()]
        + [(WORDS[name], _spoken(age), name in worries) for name, age in found.late.items()],
        "coming": [(SAMPLES.get(f"reminders.{name}"), *row) for name, *row in coming.by_policy(now)],
        "now": now,
    }
    return render(request, "office/health.html", context)


def _ago(age: timedelta | None) -> str:
    return _("never") if age is None else _("%(time)s ago") % {"time": _spoken(age)}


def _spoken(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    if seconds < 120:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    if seconds < 7200:
        return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}
    return ngettext("%(n)d hour", "%(n)d hours", seconds // 3600) % {"n": seconds // 3600}


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus: `Authorization: Bearer <METRICS_KEY>`. For everybody else there is no such page."""
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_KEY or not constant_time_compare(given, f"Bearer {settings.METRICS_KEY}"):
        raise Http404
    return HttpResponse(as_prometheus(measure(clock.now())), content_type="text/plain; version=0.0.4")
