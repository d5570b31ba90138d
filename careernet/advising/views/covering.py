"""Saying when an advisor is away and who reads meanwhile: themselves, or the office for them."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.advising.covering import come_back, go_away
from careernet.core import clock, times
from careernet.core.forms import DateField, Form, render_form
from careernet.core.rules import RuleBroken
from careernet.students.models import Cover


class AwayForm(Form):
    missing: ClassVar[dict[str, Any]] = {
        "first_day": gettext_lazy("Enter the first day away."),
        "last_day": gettext_lazy("Enter the last day away."),
        "reader": gettext_lazy("Choose who reads meanwhile."),
    }
    first_day = DateField(label=gettext_lazy("First day away"))
    last_day = DateField(label=gettext_lazy("Last day away"))
    reader = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Who reads meanwhile"), empty_label=gettext_lazy("Choose a colleague")
    )

    def __init__(self, *args: Any, advisor: User, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = times.local(now, times.zone(advisor.time_zone)).date()
        advisors = User.objects.filter(roles__kind=Role.Kind.ADVISOR, is_active=True).exclude(pk=advisor.pk)
        self.fields["reader"].queryset = advisors.order_by("full_name", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if last and last < max(self.today, first or last):
            self.add_error("last_day", _("The last day lies before the first, or has passed."))
        return self.cleaned_data


@role_required(Role.Kind.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: MemberRequest) -> HttpResponse:
    return _page(request, request.user)


@role_required(Role.Kind.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def away_of(request: MemberRequest, advisor_id: int) -> HttpResponse:
    """The same for somebody who fell ill."""
    return _page(request, get_object_or_404(User, roles__kind=Role.Kind.ADVISOR, pk=advisor_id))


def _page(request: MemberRequest, advisor: User) -> HttpResponse:
    now, own = clock.now(), advisor == request.user
    if "back" in request.POST:
        come_back(advisor, by=request.user, now=now)
        messages.success(request, _("Welcome back.") if own else _("Taken off."))
        return redirect(request.path)
    form = AwayForm(request.POST if request.method == "POST" else None, advisor=advisor, now=now)
    if form.is_bound and form.is_valid():
        try:
            go_away(advisor, **form.cleaned_data, by=request.user, now=now)
        except RuleBroken as broken:
            form.add_error("reader", str(broken))
        else:
            said = _("Set. %(name)s reads meanwhile, and the students see who that is.")
            messages.success(request, said % {"name": form.cleaned_data["reader"]})
            return redirect(request.path)
    context = {
        "advisor": advisor,
        "is_own": own,
        "cover": Cover.objects.filter(advisor=advisor, during__endswith__gt=now).select_related("reader").first(),
        "now": now,
    }
    return render_form(request, "advising/away.html", form, **context)
