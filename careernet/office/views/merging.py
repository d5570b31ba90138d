"""Two accounts of one person: name them, look at what moves, merge them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.office import merging
from careernet.office.forms.merging import MergeForm, PairForm

officer_only = role_required(Role.Kind.OFFICER)


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: MemberRequest) -> HttpResponse:
    form = PairForm(request.POST) if request.method == "POST" else PairForm()
    if form.is_bound and form.is_valid():
        return redirect("office:merge_pair", form.cleaned_data["keep"].pk, form.cleaned_data["other"].pk)
    return render_form(request, "office/merge.html", form)


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: MemberRequest, keep_id: int, other_id: int) -> HttpResponse:
    people = User.objects.in_bulk([keep_id, other_id])
    if keep_id not in people or other_id not in people:
        raise Http404
    keep, other = people[keep_id], people[other_id]
    against = merging.obstacles(keep, other)
    asks_again = not against and merging.share_no_name(keep, other)
    form = MergeForm(request.POST if request.method == "POST" else None, asks_again=asks_again)
    if form.is_bound and form.is_valid():
        merging.merge(keep, other, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
        messages.success(request, _("Merged. Everything is in one account now."))
        return redirect("office:merge")
    context = {
        "keep": keep,
        "other": other,
        "moves": merging.preview(other),
        "of_two_pages": merging.of_two_pages(keep, other),
        "has": merging.identity(keep),
        "obstacles": against,
    }
    return render_form(request, "office/merge_pair.html", form, **context)
