"""What waits for the advisor: messages to look at, reflections to read, and who is stuck."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.advising.forms import ReviewForm
from careernet.advising.progress import with_progress
from careernet.advising.views.bank import lines_to_look_at
from careernet.advising.views.looking import waiting_for
from careernet.campus.calendar import calendar
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.core.text import row_number
from careernet.reflections import actions, reading
from careernet.reflections.models import Phrase, Reflection, ReflectionQuerySet, Review
from careernet.reflections.phrases import phrases_for
from careernet.reflections.reading import Version, notes_in, openings_of, versions_of
from careernet.students.models import Cover, Student

STUCK_SHOWN = 12
SHARED_SHOWN = 30

advisor_only = role_required(Role.Kind.ADVISOR)


@advisor_only
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    now, policy, periods = clock.now(), Policy.current(), list(calendar())
    late_before = reading.late_before(policy=policy, periods=periods, now=now)
    waiting = list(_queue_of(request.user, late_before, now))
    cared_for = Student.objects.cared_for_by(request.user, now).select_related("advisor")
    stuck = with_progress(cared_for, now=now, policy=policy, periods=periods).filter(stuck__gt=0)
    context = {
        "to_answer": [reflection for reflection in waiting if reflection.wish != Reflection.Wish.NONE],
        "to_read": [reflection for reflection in waiting if reflection.wish == Reflection.Wish.NONE],
        "shared": Reflection.objects.shared(request.user, late_before=late_before, now=now).with_readers()[
            :SHARED_SHOWN
        ],
        "covers": Cover.objects.given_to(request.user, now).select_related("advisor"),
        "messages_waiting": waiting_for(request.user, policy, periods, now),
        "notes_asked": _notes_asked(request.user, now),
        "lines_offered": lines_to_look_at(request.user, now).count(),
        "stuck": stuck.order_by("-stuck", "user__full_name", "pk")[:STUCK_SHOWN],
        "now": now,
    }
    return render(request, "advising/queue.html", context)


@advisor_only
@require_POST
def thank(request: MemberRequest) -> HttpResponse:
    """ "Read, thank you" to those ticked. What was answered or changed since the page was opened is left alone."""
    ticked, now = set(request.POST.getlist("read")), clock.now()
    late_before = reading.late_before(policy=Policy.current(), now=now)
    waiting = _queue_of(request.user, late_before, now)
    chosen = [reflection for reflection in waiting if f"{reflection.pk}/{reflection.version}" in ticked]
    actions.thank(chosen, by=request.user, now=now)
    if chosen:
        said = ngettext("Thanked one student.", "Thanked %(count)d students.", len(chosen)) % {"count": len(chosen)}
        messages.success(request, said)
    else:
        messages.info(request, _("Select at least one reflection."))
    return redirect("advising:queue")


@advisor_only
@require_POST
def take(request: MemberRequest, reflection_id: UUID) -> HttpResponse:
    """Out of the shared queue, and open it. Who comes too late learns no more than that."""
    user, now = request.user, clock.now()
    late_before = reading.late_before(policy=Policy.current(), now=now)
    mine = Reflection.objects.waiting_for(user, late_before=late_before, now=now).filter(pk=reflection_id)
    shared = Reflection.objects.shared(user, late_before=late_before, now=now).filter(pk=reflection_id)
    if found := shared.first():
        actions.take(found, by=user, late_before=late_before, now=now)
    elif not mine.exists():
        messages.info(request, _("That one has been taken or answered meanwhile."))
        return redirect("advising:queue")
    return redirect("advising:review", reflection_id)


@advisor_only
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: MemberRequest, reflection_id: UUID) -> HttpResponse:
    """One reflection, as it was handed in, and the advisor's answer; then on to the next one."""
    now = clock.now()
    own = Reflection.objects.readable_by_advisor(request.user, now).with_readers()
    reflection = get_object_or_404(own, pk=reflection_id)
    versions, phrases = versions_of(reflection), phrases_for(request.user)
    if "insert" in request.POST:
        form = _with_phrase(request, versions[0], phrases)
    elif request.method == "POST":
        form = ReviewForm(request.POST, answers=versions[0].answers)
        if form.is_valid():
            actions.review(reflection, by=request.user, now=now, **form.cleaned_data)
            student = reflection.interview.student
            messages.success(request, _("Answered. %(name)s gets a mail.") % {"name": student.user.short_name})
            return _next_in_queue(request.user, now)
    else:
        form = ReviewForm(initial={"version": versions[0].number}, answers=versions[0].answers)
        actions.note_reading(reflection, by=request.user, version=versions[0].number, now=now)
    context = {
        "reflection": reflection,
        "versions": versions,
        "phrases": phrases,
        "notes": notes_in(versions),
        "openings": openings_of(reflection),
        "steps": reflection.steps.open().order_by("due_on"),
        "has_page": Student.objects.cared_for_by(request.user, now).filter(interviews=reflection.interview_id).exists(),
        "now": now,
    }
    return render_form(request, "advising/review.html", form, **context)


@advisor_only
@require_POST
def show_note(request: MemberRequest, reflection_id: UUID) -> HttpResponse:
    """Opens to the student what was noted for colleagues, which they asked to see."""
    now = clock.now()
    reflection = get_object_or_404(Reflection.objects.readable_by_advisor(request.user, now), pk=reflection_id)
    asked = list(reflection.reviews.filter(note_asked_at__isnull=False, note_shown_at=None))
    for review in asked:
        actions.show_note(review, by=request.user, now=now)
    if asked:
        messages.success(request, _("The student can read it now."))
    return redirect("advising:review", reflection.pk)


def _with_phrase(request: MemberRequest, version: Version, phrases: QuerySet[Phrase]) -> ReviewForm:
    """All that was typed, and one of the bank at the end of the overall comment: without JavaScript."""
    phrase = phrases.filter(pk=row_number(request.POST["insert"])).first()
    typed = request.POST.dict()
    typed["comment"] = "\n".join(filter(None, [typed.get("comment"), phrase.text if phrase else ""]))
    return ReviewForm(initial=typed, answers=version.answers)


def _queue_of(user: User, late_before: datetime, now: datetime) -> ReflectionQuerySet:
    return Reflection.objects.waiting_for(user, late_before=late_before, now=now).with_readers()


def _notes_asked(user: User, now: datetime) -> QuerySet[Review]:
    """Notes for colleagues that students asked to see and cannot yet."""
    readable = Reflection.objects.readable_by_advisor(user, now)
    asked = Review.objects.filter(reflection__in=readable, note_asked_at__isnull=False, note_shown_at=None)
    return asked.select_related("reflection__interview__student__user").order_by("note_asked_at")


def _next_in_queue(user: User, now: datetime) -> HttpResponse:
    following = _queue_of(user, reading.late_before(policy=Policy.current(), now=now), now).first()
    return redirect("advising:review", following.pk) if following else redirect("advising:queue")
