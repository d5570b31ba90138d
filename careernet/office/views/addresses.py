"""Whom no mail reaches, and the one step that puts it right."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core import clock
from careernet.core.forms import Form, render_form
from careernet.core.rules import RuleBroken
from careernet.office import addresses

officer_only = role_required(Role.Kind.OFFICER)
A_PAGE = 50


class AddressForm(Form):
    missing: ClassVar[dict[str, Any]] = {"address": gettext_lazy("Enter the address that works.")}
    address = forms.EmailField(
        label=gettext_lazy("Address that works"),
        max_length=254,
        help_text=gettext_lazy("Leave it as it is if mail arrives there again."),
    )


@officer_only
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    people = addresses.out_of_reach().prefetch_related("roles")
    page = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "office/addresses.html", {"page": page, "now": clock.now()})


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: MemberRequest, user_id: int) -> HttpResponse:
    person = addresses.out_of_reach().filter(pk=user_id).first()
    if person is None:  # put right meanwhile
        return redirect("office:addresses")
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"address": person.email})
    if form.is_bound and form.is_valid():
        try:
            addresses.correct(person, form.cleaned_data["address"], by=request.user, now=clock.now())
        except RuleBroken as broken:
            form.add_error("address", str(broken))
        else:
            messages.success(request, _("Saved. We write to %(name)s again.") % {"name": person.display_name})
            return redirect("office:addresses")
    return render_form(request, "office/address.html", form, person=person, now=clock.now())
