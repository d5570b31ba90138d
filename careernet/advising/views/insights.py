"""Insights: what all requests together tell the office, as pictures, tables and files; nobody can be told from them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.advising.insights.figures import Figure, figures
from careernet.advising.insights.scope import Scope, ScopeForm, options
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.core.sheets import written

lookers_only = role_required(Role.Kind.ADVISOR, Role.Kind.OFFICER)


@lookers_only
@require_safe
def insights(request: MemberRequest) -> HttpResponse:
    form, scope, found = _asked_for(request)
    context = {"scope": scope, "figures": found, "query": request.GET.urlencode()}
    return render_form(request, "advising/insights.html", form, **context)


@lookers_only
@require_safe
def table(request: MemberRequest, key: str) -> HttpResponse:
    """One figure as a file, with the numbers the page shows."""
    _form, scope, found = _asked_for(request)
    figure = next((each for each in found if each.key == key), None)
    if figure is None:
        raise Http404
    rows = [[row.label, *map(str, row.counts)] for row in figure.rows]
    data = written([[figure.title, str(scope)], ["", *figure.columns], *rows])
    headers = {"Content-Disposition": f'attachment; filename="{key}.csv"'}
    return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)


@lookers_only
@require_safe
def report(request: MemberRequest) -> HttpResponse:
    """The same for paper: two pages."""
    _form, scope, found = _asked_for(request)
    return render(request, "advising/report.html", {"scope": scope, "figures": found, "now": clock.now()})


def _asked_for(request: MemberRequest) -> tuple[ScopeForm, Scope, list[Figure]]:
    """A choice that makes no sense is told so, and counts nothing."""
    policy = Policy.current()
    form = ScopeForm(request.GET, options=options())
    scope = Scope(form.chosen, times.zone(policy.time_zone))
    return form, scope, figures(scope, policy) if form.is_valid() else []
