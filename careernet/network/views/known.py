"""The student's network: the list, a person's page, and what the student keeps of them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Field, Policy
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.core.sheets import written
from careernet.core.text import row_id
from careernet.core.timeline import Line
from careernet.interviews.actions import may_write
from careernet.interviews.models import Interview, State
from careernet.network import actions
from careernet.network.forms import ContactForm, LogForm, MentorNotesForm, NetworkFilter, RhythmForm
from careernet.network.models import Contact, ContactQuerySet, Touch
from careernet.network.suggestions import OFFERS
from careernet.students.models import Student

PEOPLE_A_PAGE = 50
COLUMNS = (
    *("Name", "How you know each other", "Title", "Employer", "Field of work", "City", "E-mail", "Phone", "Link"),
    *("How we met", "Introduced by", "May I use your name", "Last time", "Next time", "Notes"),
)
# With whom to begin, and what the form is then filled in with.
PROMPTS = (
    ("relative", "house", gettext_lazy("A relative or a family friend")),
    ("employer", "briefcase", gettext_lazy("Somebody you worked for")),
    ("other", "map-pin", gettext_lazy("A neighbor")),
    ("professor", "graduation-cap", gettext_lazy("A professor or a teacher")),
    ("event", "users", gettext_lazy("Somebody of a student group")),
)

student_only = role_required(Role.Kind.STUDENT)


# --- The list -----------------------------------------------------------------------------------------------------
@student_only
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    now, policy, student = clock.now(), Policy.current(), _student(request)
    own = _own(request).with_people()
    theirs = Q(pk__in=own.values("field")) | Q(pk__in=own.values("mentor__field"))
    form = NetworkFilter(request.GET, fields=Field.objects.filter(theirs).order_by("name"))
    people = _due_first(_narrowed(own, form), student, policy, now)
    undone = own.filter(pk=row_id(request.GET["archived"])).first() if "archived" in request.GET else None
    context = {
        "page": Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "is_archive": form.cleaned_data.get("show") == "archived",
        "is_filtered": bool(form.cleaned_data.get("q") or form.cleaned_data.get("field")),
        "has_archived": own.exclude(archived_at=None).exists(),
        "just_archived": undone if undone and undone.archived_at else None,
        "prompts": PROMPTS,
        "today": times.local(now, times.zone(student.zone)).date(),
        "now": now,
    }
    return render(request, "network/list.html", context)


def _narrowed(people: ContactQuerySet, form: NetworkFilter) -> ContactQuerySet:
    form.is_valid()  # what it does not know, it leaves aside
    said = form.cleaned_data
    people = people.exclude(archived_at=None) if said.get("show") == "archived" else people.kept()
    if field := said.get("field"):
        people = people.filter(Q(field=field) | Q(mentor__field=field))
    for word in said.get("q", "").split():
        names = Q(name__icontains=word) | Q(mentor__user__full_name__icontains=word)
        people = people.filter(names | Q(employer__icontains=word) | Q(mentor__user__preferred_name__icontains=word))
    return people


def _due_first(people: ContactQuerySet, student: Student, policy: Policy, now: datetime) -> list[Contact]:
    """With `due` on each: the day to write to them next. Those without one last, by name."""
    found = list(people)
    for contact in found:
        contact.student = student
        contact.due = contact.due_on(policy, now)  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: (one.due is None, one.due or now.date(), one.display_name.casefold()))  # type: ignore[attr-defined]


@student_only
@require_safe
def sheet(request: MemberRequest) -> HttpResponse:
    """Everything about everybody, for a spreadsheet of the student's own."""
    own = _own(request).with_people().select_related("introducer__mentor__user").order_by("created_at")
    rows = [_row(contact) for contact in own]
    headers = {"Content-Disposition": 'attachment; filename="network.csv"'}
    return HttpResponse(written([COLUMNS, *rows]), content_type="text/csv; charset=utf-8", headers=headers)


def _row(contact: Contact) -> list[str]:
    introduced = str(contact.introducer or contact.introduced_by)
    last = f"{contact.last_touch_at:%Y-%m-%d}" if contact.last_touch_at else ""
    cells = (
        *(contact.display_name, contact.get_kind_display(), contact.headline if contact.mentor else contact.title),
        *(contact.employer, contact.work or "", contact.city, contact.email, contact.phone, contact.link),
        *(contact.how_met, introduced, contact.get_may_use_name_display() if contact.may_use_name else ""),
        *(last, contact.next_on or "", contact.notes),
    )
    return [str(cell) for cell in cells]


# --- A person -----------------------------------------------------------------------------------------------------
@student_only
@require_safe
def detail(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    return _page(request, _one(request, contact_id), clock.now())


@student_only
@require_POST
def log(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    contact, now = _one(request, contact_id), clock.now()
    form = LogForm(request.POST, student=contact.student, now=now)
    if not form.is_valid():
        return _page(request, contact, now, log=form)
    said = form.cleaned_data
    actions.log_conversation(said.pop("id"), contact, **said, now=now)
    messages.success(request, _("Kept. We remind you from that day on."))
    return redirect("network:detail", contact.pk)


@student_only
@require_POST
def rhythm(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    contact, now = _one(request, contact_id), clock.now()
    form = RhythmForm(request.POST, instance=contact)
    if not form.is_valid():
        return _page(request, contact, now, rhythm=form)
    actions.save_contact(contact, form.Meta.fields, now=now)
    messages.success(request, _("Saved."))
    return redirect("network:detail", contact.pk)


def _page(request: MemberRequest, contact: Contact, now: datetime, **bound: Any) -> HttpResponse:
    talks = list(_talks(contact))
    policy = Policy.current()
    forms = {
        "log": bound.get("log") or LogForm(initial={"id": uuid4()}, student=contact.student, now=now),
        "rhythm": bound.get("rhythm") or RhythmForm(instance=contact),
    }
    latest = talks[0] if talks else None
    context = {
        "contact": contact,
        "forms": forms,
        "bound": next(iter(bound.values()), None),
        "page_has_errors": bool(bound),
        "history": sorted(_lines(talks, contact), key=lambda line: line.at, reverse=True),
        "drafts": contact.touches.filter(at=None).order_by("created_at"),
        "introduced": contact.introduced.with_people(),
        "latest": latest,
        "thread": latest if latest and may_write(latest, policy, now) else None,
        "due": contact.due_on(policy, now),
        "today": times.local(now, times.zone(contact.student.zone)).date(),
        "offers": OFFERS,
        "now": now,
    }
    return render(request, "network/detail.html", context, status=422 if bound else 200)


def _talks(contact: Contact) -> Any:
    """What the two have talked, the latest first."""
    with_them = Q(mentor=contact.mentor_id) if contact.mentor_id else Q(contact=contact.pk)
    talks = Interview.objects.filter(with_them, student=contact.student_id, state=State.COMPLETED)
    return talks.select_related("thank_you", "student", "mentor").order_by("-during")


def _lines(talks: list[Interview], contact: Contact) -> Iterator[Line]:
    for talk in talks:
        title = format_html('<a href="{}">{}</a>', reverse("interviews:detail", args=[talk.pk]), _("You talked"))
        yield Line("calendar-check", "pine", title, "", talk.during.lower)
        if hasattr(talk, "thank_you"):
            yield Line("mail", "violet", _("You said thank you"), "", talk.thank_you.sent_at)
    for touch in contact.touches.exclude(at=None):
        assert touch.at
        yield Line(*_told(touch), touch.text, touch.at)


def _told(touch: Touch) -> tuple[str, str, str]:
    kind = Touch.Kind
    return {
        kind.CALL: ("phone", "slate", _("You talked by phone or video")),
        kind.MET: ("users", "slate", _("You met")),
        kind.WROTE: ("message-circle", "slate", _("You wrote to each other")),
        kind.INTERNSHIP: ("send", "violet", _("You told them about your internship")),
        kind.JOB: ("send", "violet", _("You told them about your job")),
        kind.OTHER: ("send", "violet", _("You told them how you are doing")),
        kind.ADVICE: ("send", "violet", _("You told them what became of their advice")),
        kind.OFFER: ("send", "violet", _("You offered something")),
    }[kind(touch.kind)]


# --- What is kept of them -----------------------------------------------------------------------------------------
@student_only
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    return _form(request, Contact(student=_student(request), kind=kind if kind in Contact.Kind else ""))


@student_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    return _form(request, _one(request, contact_id))


def _form(request: MemberRequest, contact: Contact) -> HttpResponse:
    is_new = contact._state.adding
    name = "" if is_new else contact.display_name  # the heading keeps it while a wrong one is corrected
    form_class = MentorNotesForm if contact.mentor else ContactForm
    form = form_class(request.POST if request.method == "POST" else None, instance=contact)
    if form.is_bound and form.is_valid():
        now = clock.now()
        if is_new:
            contact = actions.add_contact(form.cleaned_data["key"], contact, now=now)
        else:
            actions.save_contact(contact, form.Meta.fields, now=now)
        messages.success(request, _("Saved."))
        return redirect("network:detail", contact.pk)
    is_removable = not is_new and contact.mentor is None and not contact.interviews.exists()
    around = {"contact": None if is_new else contact, "is_removable": is_removable}
    return render_form(request, "network/edit.html", form, name=name, **around)


@student_only
@require_POST
def archive(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    contact = _one(request, contact_id)
    actions.archive(contact, now=clock.now())
    return redirect(f"{reverse('network:list')}?archived={contact.pk}")


@student_only
@require_POST
def restore(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    contact = _one(request, contact_id)
    actions.restore(contact, now=clock.now())
    messages.success(request, _("%(name)s is back in your network.") % {"name": contact.display_name})
    return redirect("network:list")


@student_only
@require_POST
def remove(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    contact = get_object_or_404(_own(request).outside(), pk=contact_id)
    actions.remove_contact(contact)
    messages.success(request, _("Removed."))
    return redirect("network:list")


# --- Shared -------------------------------------------------------------------------------------------------------
def _student(request: MemberRequest) -> Student:
    return get_object_or_404(Student.objects.select_related("user"), user=request.user)


def _own(request: MemberRequest) -> ContactQuerySet:
    return Contact.objects.visible_to(request.user)


def _one(request: MemberRequest, contact_id: UUID) -> Contact:
    whole = _own(request).with_people().select_related("student__user", "introducer__mentor__user")
    return get_object_or_404(whole, pk=contact_id)
