"""Where the office sends people to look on, by field and by major."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.actions import remove_resource, save_resource
from careernet.campus.models import Resource
from careernet.core.forms import render_form
from careernet.office.forms.words import ResourceForm

officer_only = role_required(Role.Kind.OFFICER)
A_PAGE = 50


@officer_only
@require_safe
def resources(request: MemberRequest) -> HttpResponse:
    found = Resource.objects.prefetch_related("fields", "majors").order_by("title", "pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "office/resources.html", {"page": page})


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    return _edit(request, Resource())


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def resource(request: MemberRequest, resource_id: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Resource, pk=resource_id))


def _edit(request: MemberRequest, found: Resource) -> HttpResponse:
    form = ResourceForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_bound and form.is_valid():
        save_resource(found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("office:resources")
    return render_form(request, "office/resource.html", form, resource=found)


@officer_only
@require_POST
def remove(request: MemberRequest, resource_id: int) -> HttpResponse:
    remove_resource(get_object_or_404(Resource, pk=resource_id))
    messages.success(request, _("Removed."))
    return redirect("office:resources")
