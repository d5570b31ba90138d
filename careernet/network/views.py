"""The people a student knows outside the pool of mentors."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core.forms import render_form
from careernet.network import actions
from careernet.network.forms import ContactForm
from careernet.network.models import Contact
from careernet.students.models import Student

student_only = role_required(Role.Kind.STUDENT)


@student_only
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    own = Contact.objects.visible_to(request.user).annotate(talks=Count("interviews"))
    return render(request, "network/list.html", {"contacts": own.order_by("name")})


@student_only
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    return _form(request, Contact(student=get_object_or_404(Student, user=request.user)))


@student_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    return _form(request, get_object_or_404(Contact.objects.visible_to(request.user), pk=contact_id))


@student_only
@require_POST
def remove(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.visible_to(request.user), pk=contact_id)
    actions.remove_contact(contact)
    messages.success(request, _("Removed."))
    return redirect("network:list")


def _form(request: MemberRequest, contact: Contact) -> HttpResponse:
    is_new = contact._state.adding
    form = ContactForm(request.POST if request.method == "POST" else None, instance=contact)
    if form.is_bound and form.is_valid():
        actions.save_contact(contact)
        messages.success(request, _("Saved."))
        return redirect("network:list")
    # The heading keeps the name as it was while a wrong one is corrected.
    name = "" if is_new else form.initial["name"]
    around = {"contact": None if is_new else contact, "has_talks": not is_new and contact.interviews.exists()}
    return render_form(request, "network/edit.html", form, name=name, **around)
