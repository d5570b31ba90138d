"""What the views of an interview share: fetching it through the person, carrying out a form, and its page."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, Subquery, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from careernet.accounts.access import MemberRequest
from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.guides.starters import OUTSIDE
from careernet.interviews import actions, emails, looks, offers, panels, shown, talk, today as todays
from careernet.interviews.answers import Act
from careernet.interviews.forms.fields import VerbForm
from careernet.interviews.forms.meeting import ThankYouForm
from careernet.interviews.forms.talking import TalkForm
from careernet.interviews.letters import LETTERS, mailto
from careernet.interviews.models import (
    A_DAY,
    SAID_YES,
    Absence,
    Block,
    Event,
    Interview,
    InterviewQuerySet,
    State,
    ThankYou,
)
from careernet.interviews.research import where_to_look
from careernet.interviews.spans import spans_of
from careernet.interviews.starting import Begun, choices
from careernet.mail import links
from careernet.mail.models import Quieted
from careernet.reflections.forms import BeforeForm
from careernet.students.models import Cover, Resume, Student
from careernet.students.person import person


def interviews_of(user: User) -> InterviewQuerySet:
    """Each with `is_quiet`: whether this person wants no reminders about it; and `apart_since`: since when they keep
    the other one away."""
    quiet = Exists(Quieted.objects.filter(user=user, about_id=OuterRef("pk")))
    others = Q(about=OuterRef("student__user")) | Q(about=OuterRef("mentor__user"))
    apart = Subquery(Block.objects.filter(others, by=user).values("since")[:1])
    rows = Interview.objects.visible_to(user).with_people().select_related(*shown.WORDS)
    return rows.annotate(is_quiet=quiet, apart_since=apart)


def as_student(request: MemberRequest, interview_id: UUID) -> Interview:
    return get_object_or_404(interviews_of(request.user).filter(student__user=request.user), pk=interview_id)


def as_mentor(request: MemberRequest, interview_id: UUID) -> Interview:
    return get_object_or_404(interviews_of(request.user).filter(mentor__user=request.user), pk=interview_id)


def as_either(request: MemberRequest, interview_id: UUID) -> Interview:
    return get_object_or_404(interviews_of(request.user), pk=interview_id)


def by_link(
    token: str, *, purpose: str, now: datetime, max_age: timedelta = links.MAX_AGE
) -> tuple[User, Interview, int]:
    """Whom a link in a mail was sent to, what it is about, and the version that was told. Raises `links.StaleLink`."""
    link = links.read(token, purpose=purpose, now=now, max_age=max_age)
    person = User.objects.filter(pk=link.user_id, is_active=True).first()
    interview = interviews_of(person).filter(pk=link.obj_id).first() if person else None
    if person is None or interview is None:
        raise links.StaleLink(_("What this link was about is no longer there."))
    return person, interview, link.version


def carry_out(
    request: MemberRequest, interview: Interview, form: VerbForm, act: Act, now: datetime, said: str
) -> HttpResponse:
    """One valid form, one action; otherwise the page again with what is wrong and all that was typed."""
    if not form.is_valid():
        return interview_page(request, interview, now, bound=form, status=422)
    try:
        act()
    except RuleBroken as no:
        return interview_page(request, as_either(request, interview.pk), now, bound=form, refused=str(no), status=409)
    messages.success(request, said)
    return redirect("interviews:detail", interview.pk)


def interview_page(
    request: MemberRequest,
    interview: Interview,
    now: datetime,
    *,
    bound: VerbForm | None = None,
    start: Begun | None = None,
    refused: str = "",
    written: str = "",
    status: int = 200,
) -> HttpResponse:
    """The interview page for one of its two sides. `written`: a thank-you that was taken back."""
    user, policy, events = request.user, Policy.current(), list(interview.events.all())
    is_student, absence = interview.is_student(user), _absence(interview)
    # Asked for by the forms, and to be shown: questions once there is a time.
    has_list = is_student and interview.state in (State.SCHEDULED, State.COMPLETED)
    prefetch_related_objects([interview], "offered_times", *(["questions"] if has_list else []))
    apart = Block(by=user, since=interview.apart_since) if interview.apart_since else None  # type: ignore[attr-defined]
    found = _forms(interview, events, absence, user, policy, now)
    forms = {form.verb: form for form in found if not (apart and form.verb in (ThankYouForm.verb, TalkForm.verb))}
    if bound and bound.verb in forms:
        forms[bound.verb] = bound
    elif bound and not refused:
        status, refused = 409, _("This has changed in the meantime; here is how it stands.")
    if written and ThankYouForm.verb in forms:
        forms[ThankYouForm.verb] = ThankYouForm(initial={"text": written})
    context = {
        "interview": interview,
        "other": interview.other_side(user),
        "is_student": is_student,
        "apart": apart,
        "forms": forms,
        "bound": forms.get(bound.verb) if bound else None,
        "refused": refused,
        "page_has_errors": status != 200,
        "open_phase": request.GET.get("phase") or ("after" if written else "") or shown.phase(interview, now),
        "absence": absence,
        "is_absence_mine": absence is not None and absence.is_of(user),
        "thread": talk.thread(interview, user, apart=apart),
        "zone_label": times.zone_label(times.zone(user.time_zone), now),
        "now": now,
        **_as_it_stands(interview, events, user, policy, now),
        **(_student_side(interview, events, policy, now) if is_student else _mentor_side(interview, policy, now)),
        **(_outside(interview, forms, start) if interview.is_outside else _resume(interview, apart, is_student, now)),
        "before": _before(interview) if is_student and interview.state == State.SCHEDULED else None,
    }
    return render(request, "interviews/detail.html", context, status=status)


def _before(interview: Interview) -> BeforeForm:
    """What the student thinks of this work before the call; the reflection shows it beside what they think after."""
    reflection = getattr(interview, "reflection", None)
    said = {"interest": reflection.interest_before, "enjoyment": reflection.enjoyment_before} if reflection else {}
    return BeforeForm(initial=said, auto_id="before_%s")


def _absence(interview: Interview) -> Absence | None:
    absence = Absence.objects.filter(interview=interview).first() if interview.state == State.MISSED else None
    if absence:
        absence.interview = interview
    return absence


def _forms(
    interview: Interview, events: list[Event], absence: Absence | None, user: User, policy: Policy, now: datetime
) -> list[VerbForm]:
    """What this side can do by now."""
    if interview.is_student(user):
        of_side = panels.of_outside if interview.is_outside else panels.of_student
        found = of_side(interview, events, policy=policy, now=now)
    else:
        found = panels.of_mentor(interview, policy=policy, now=now)
    found += panels.of_either(interview, absence, user, now)
    return found + panels.of_talk(interview, policy=policy, now=now)


def _as_it_stands(
    interview: Interview, events: list[Event], user: User, policy: Policy, now: datetime
) -> dict[str, Any]:
    """The same for both sides, each in its own words and zone."""
    phase = shown.phase(interview, now)
    is_asked = interview.state == State.REQUESTED and interview.awaits(user)
    return {
        "chip": shown.chip(interview, user, now),
        "phase": phase,
        "today": todays.of(interview, events, user, now) if phase == "today" else None,
        "is_asked_something": is_asked and interview.is_student(user),
        "may_ask_first": is_asked and not interview.is_student(user),
        "history": shown.history(events, interview, user, now, policy=policy),
        "calendar": shown.calendar_links(interview, user, url=emails.page_url(interview)),
        "proposed": offers.as_read(
            spans_of(offer.span for offer in interview.offered_times.all()), interview, user, now
        ),
        "may_say_missed": panels.may_say_missed(interview, events, user, now),
        "has_ended": interview.has_ended(now),
    }


def _student_side(interview: Interview, events: list[Event], policy: Policy, now: datetime) -> dict[str, Any]:
    is_waiting, is_in_review = interview.state == State.REQUESTED, interview.state == State.IN_REVIEW
    has_talked = any(event.verb in Event.ASIDES for event in events)
    return {
        "cover": Cover.objects.for_student(interview.student, now) if is_in_review else None,
        "goes_on_at": looks.goes_on_at(interview, policy=policy) if is_in_review else None,
        "readings": actions.readings_of(interview) if is_in_review else (),
        "questions": panels.questions_of(interview),
        "step": shown.step(interview, now),
        "can_unsend": is_waiting and not (has_talked or interview.is_outside) and emails.can_recall_request(interview),
        "has_followed_up": panels.has_followed_up(events),
        "follow_up_from": panels.follow_up_opens_at(interview, policy) if is_waiting else None,
        "is_thanked": shown.is_thanked(interview),
        "can_unthank": actions.may_take_back_thanks(interview, policy=policy, now=now),
        "is_reflected": shown.is_reflected(interview),
        "where_to_look": where_to_look(interview),
        "thank_by": interview.during.upper + A_DAY if interview.during else now,
    }


def _resume(interview: Interview, apart: Block | None, is_student: bool, now: datetime) -> dict[str, Any]:
    """Nothing of it before the mentor has asked, for the student; nothing before a yes, for the mentor."""
    ask = getattr(interview, "resume_ask", None)
    is_on = interview.state in (State.SCHEDULED, State.COMPLETED) and not apart
    if not is_on or (is_student and ask is None):
        return {}
    return {
        "shows_resume": ask is None or now < ask.until,
        "resume_ask": ask,
        "may_read_resume": ask is not None and ask.is_open(now),
        "has_resume": is_student and Resume.objects.filter(student=interview.student_id).exists(),
        "resume_readings": actions.resume_readings(interview) if is_student else (),
    }


def _outside(interview: Interview, forms: dict[str, VerbForm], start: Begun | None) -> dict[str, Any]:
    """Where what is written leads out of here, into the student's own mail program; and words to begin it with."""
    letters = {verb: form["text"].value() for verb, form in forms.items() if verb in LETTERS}
    subject = start.subject if start else ""
    return {
        "mailto": {verb: mailto(interview, verb, text or "", subject=subject) for verb, text in letters.items()},
        "start": start,
        "starters": choices(OUTSIDE) if interview.state == State.DRAFT else (),
    }


def _mentor_side(interview: Interview, policy: Policy, now: datetime) -> dict[str, Any]:
    is_asked = interview.state in (State.REQUESTED, State.ACCEPTED)
    thanks: ThankYou | None = getattr(interview, "thank_you", None)
    names: Any = Student.objects.with_names().get(pk=interview.student_id)
    return {
        "person": person(
            interview.student,
            majors=names.major_names,
            interests=names.interest_names,
            has_yes=interview.state in SAID_YES,
        ),
        "has_hours": is_asked and interview.asked_mentor.weekly_hours.exists(),
        "note": thanks.text if thanks and thanks.is_out(now, policy) else "",
    }
