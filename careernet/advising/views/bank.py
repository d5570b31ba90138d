"""The comment bank, to add to and to remove from."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.advising.forms import PhraseForm
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.reflections import phrases


@role_required(Role.Kind.ADVISOR, Role.Kind.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: MemberRequest) -> HttpResponse:
    """One's own and the office's; the office's are the office's to change."""
    user, found = request.user, phrases.phrases_for(request.user)
    if request.POST.get("remove", "").isdigit():
        phrases.drop(get_object_or_404(found, pk=request.POST["remove"]), by=user)
        messages.success(request, _("Removed. What was written with it stays as it is."))
        return redirect("advising:comments")
    is_officer = user.has_role(Role.Kind.OFFICER)
    form = PhraseForm(request.POST or None, may_be_for_all=is_officer)
    if form.is_bound and form.is_valid():
        is_for_all = form.cleaned_data.get("is_for_all", False)
        phrases.keep(form.cleaned_data["text"], by=user, is_for_all=is_for_all, now=clock.now())
        messages.success(request, _("Kept. It is offered beside each reflection you read."))
        return redirect("advising:comments")
    rows = [(phrase, phrases.may_change(phrase, user)) for phrase in found]
    return render_form(request, "advising/comments.html", form, rows=rows)
