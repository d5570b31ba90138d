"""Rules and dates: look, preview, save, and put back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import AuditEvent, Role
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.core.text import row_number
from careernet.office.actions import change_rules
from careernet.office.forms.rules import RulesForm
from careernet.office.history import changes_of, lately
from careernet.reminders import preview
from careernet.reminders.cases import Campus


@role_required(Role.Kind.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: MemberRequest) -> HttpResponse:
    now, before = clock.now(), Policy.current()
    form = _form(request)
    is_valid = form.is_bound and form.is_valid()
    if is_valid and "save" in request.POST:
        change_rules(form.changes, seen=form.seen, by=request.user, now=now)
        messages.success(request, _("Saved. Everything that waits goes by these rules from now on."))
        return redirect("office:rules")
    context = {"history": lately("policy", "calendar"), "is_preview": is_valid, "now": now}
    if is_valid:
        context |= _preview(before, form, now)
    return render_form(request, "office/rules.html", form, **context)


def _form(request: MemberRequest) -> RulesForm:
    """As typed, or with what an earlier change replaced, or as things stand. Validating sets the policy it is given."""
    if request.method == "POST":
        return RulesForm(request.POST, instance=Policy.current())
    if put_back := request.GET.get("put_back", ""):
        events = AuditEvent.objects.filter(object_type="policy")
        event = get_object_or_404(events, pk=row_number(put_back))
        return RulesForm.of_changes(Policy.current(), {name: was for name, (was, _new) in event.data.items()})
    return RulesForm(instance=Policy.current())


def _preview(before: Policy, form: RulesForm, now: datetime) -> dict[str, Any]:
    periods = tuple(AcademicPeriod.objects.all())
    changed = {name: [getattr(before, name), new] for name, new in form.changes.items()}
    effects = preview.sentences(Campus(before, periods), Campus(form.instance, periods), now=now) if changed else []
    return {"changes": changes_of(changed), "effects": effects}
