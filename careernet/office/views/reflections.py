"""Where one reflection stands; what it says, the staff open with a reason, which the student and the advisor see."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.office.forms.reports import ReasonForm
from careernet.reflections import actions
from careernet.reflections.models import Reflection
from careernet.reflections.reading import readings_of, versions_of


@role_required(Role.Kind.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def reflection(request: MemberRequest, reflection_id: UUID) -> HttpResponse:
    """The words for this once, by the button: an address would keep them open."""
    some = Reflection.objects.for_office(request.user).with_people().select_related("interview__student__advisor")
    found, now = get_object_or_404(some, pk=reflection_id), clock.now()
    form = ReasonForm(request.POST if request.method == "POST" else None, verb="words")
    is_open = form.is_bound and form.is_valid()
    if is_open:
        actions.open_words(found, by=request.user, reason=form.cleaned_data["reason"], now=now)
    context = {
        "reflection": found,
        "versions": versions_of(found) if is_open else None,
        "readings": readings_of(found),
        "now": now,
    }
    return render_form(request, "office/reflection.html", form, **context)
