"""Every change of a reflection, in the order it happens: before the call, begun, saved, handed in, read and answered.

Each locks the reflection and asks again under the lock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _, gettext_lazy

from careernet.accounts import readings
from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews.models import Interview, State
from careernet.reflections import emails, steps
from careernet.reflections.models import Reflection, ReflectionVersion, Review

READ, OPENED = "read reflection", "opened reflection"  # the verbs of its AuditEvents: by an advisor, by the staff
TOOK = "took reflection"  # from the shared queue
ASKED, SHOWED = "asked to see note", "showed note"  # and of those about a note for colleagues
BEFORE = ("interest_before", "enjoyment_before")

# What an advisor needs to read; everything else is there if it helps.
REQUIRED = {
    "best_advice": gettext_lazy("Enter the most helpful thing you were told."),
    "interest": gettext_lazy("Choose how interested you are now."),
    "interest_why": gettext_lazy("Say in a sentence why you are more or less interested."),
    "next_step": gettext_lazy("Enter what you will do next, however small."),
}


class EditedElsewhere(RuleBroken):
    """Another tab or device has saved since this page was opened; the page offers both."""


@dataclass(frozen=True)
class Answers:
    """What the student wrote. `interest` and `enjoyment` are one of `Reflection.Degree`, `wish` one of
    `Reflection.Wish`, the two kinds one of `Reflection.Fit`.
    """

    best_advice: str = ""
    interest: int | None = None
    interest_why: str = ""
    next_step: str = ""
    enjoyment: int | None = None
    kind_of_work: str = ""
    kind_of_employer: str = ""
    learned: str = ""
    surprised: str = ""
    concerns: str = ""
    strengths_and_values: str = ""
    skills_needed: str = ""
    still_unknown: str = ""
    wish: str = Reflection.Wish.COMMENT


# --- Writing ------------------------------------------------------------------------------------------------------
def say_before(
    interview: Interview, *, by: User, interest: int | None, enjoyment: int | None, now: datetime
) -> Reflection:
    """What the student thinks of this work while the conversation is still to come, to compare with afterward."""
    with transaction.atomic():
        interview = _lock_interview(interview)
        if not interview.is_student(by) or interview.state != State.SCHEDULED:
            raise RuleBroken(_("This is asked between the booking of a conversation and its end."))
        reflection, _is_new = Reflection.objects.get_or_create(interview=interview, defaults={"saved_at": now})
        reflection.interest_before, reflection.enjoyment_before = interest, enjoyment
        reflection.save(update_fields=["interest_before", "enjoyment_before"])
    return reflection


def begin(interview: Interview, *, by: User, now: datetime) -> Reflection:
    """The reflection on a conversation that took place; the one begun earlier, if there is one."""
    with transaction.atomic():
        interview = _lock_interview(interview)
        begun = Reflection.objects.filter(interview=interview).first()
        if begun and begun.version:
            return begun
        if not interview.is_student(by) or interview.state != State.COMPLETED:
            raise RuleBroken(_("You can write about a conversation once you have had it."))
        return begun or Reflection.objects.create(interview=interview, saved_at=now, wake_at=now)


def save_draft(
    reflection: Reflection,
    *,
    by: User,
    answers: Answers,
    version: int,
    page: UUID | None = None,
    nth: int = 0,
    now: datetime,
) -> Reflection:
    """Keep what was written so far. `version` is the one the page was opened with, `page` that very page, `nth` its
    count of what it sent: what it sent later, and what arrived first, stands.

    Raises `EditedElsewhere` where another page has saved something else in between.
    """
    with transaction.atomic():
        reflection = _lock(reflection)
        if _is_overtaken(reflection, page, nth):
            return reflection
        is_new = not _holds(reflection, answers)
        if is_new:
            _require_editable(reflection, by)
            _require_latest(reflection, version, page)
            _fill(reflection, answers, now)
        if is_new or reflection.version == version or reflection.saved_on == page:
            reflection.saved_on, reflection.saved_nth = page, nth
            reflection.save()
    return reflection


def submit(
    reflection: Reflection,
    *,
    by: User,
    answers: Answers,
    version: int,
    page: UUID | None = None,
    nth: int = 0,
    now: datetime,
) -> Reflection:
    """Hand it in: from now on the advisor can read this version, whatever the student adds later.

    Raises `EditedElsewhere` as `save_draft` does, so that an old page never hands in over newer words.
    """
    with transaction.atomic():
        reflection = _lock(reflection)
        if reflection.state == Reflection.State.SUBMITTED and _holds(reflection, answers):
            return reflection
        _require_editable(reflection, by)
        if not _holds(reflection, answers):  # the autosave of these very words may have come first
            _require_latest(reflection, version, None if _is_overtaken(reflection, page, nth) else page)
        _require_answers(answers)
        _fill(reflection, answers, now)
        reflection.saved_on, reflection.saved_nth = page, nth
        reflection.state, reflection.submitted_at, reflection.wake_at = Reflection.State.SUBMITTED, now, now
        reflection.taken_at = now if reflection.taken_by else None  # whoever asked to add something reads that, too
        reflection.save()
        before = {name: getattr(reflection, name) for name in BEFORE}
        ReflectionVersion.objects.create(
            reflection=reflection, number=reflection.version, answers=asdict(answers) | before, at=now
        )
        steps.plan_first(reflection, now=now)
        # No mail: the advisor's queue shows it.
    return reflection


# --- Reading ------------------------------------------------------------------------------------------------------
def take(reflection: Reflection, *, by: User, late_before: datetime, now: datetime) -> Reflection:
    """Out of the shared queue: this advisor answers it, and nobody else reads it for nothing."""
    with transaction.atomic():
        reflection = _lock(reflection)
        if reflection.taken_by == by and reflection.state == Reflection.State.SUBMITTED:
            return reflection
        if not Reflection.objects.shared(by, late_before=late_before, now=now).filter(pk=reflection.pk).exists():
            raise RuleBroken(_("A colleague was faster: this one has been taken or answered."))
        reflection.taken_by, reflection.taken_at = by, now
        reflection.save(update_fields=["taken_by", "taken_at"])
        AuditEvent.objects.create(
            at=now,
            by=by,
            about=reflection.interview.student.user,
            verb=TOOK,
            object_type="reflection",
            object_id=str(reflection.pk),
        )
        # No mail: the student finds the name on the page.
    return reflection


def note_reading(reflection: Reflection, *, by: User, version: int, now: datetime) -> None:
    """Record that an advisor opened this version, once; its author may see who read it."""
    readings.note(READ, reflection, by=by, writer=reflection.interview.student.user, now=now, version=version)


def open_words(reflection: Reflection, *, by: User, reason: str, now: datetime) -> None:
    """Record who of the staff reads it this time, and why; its author sees that, and so does the advisor."""
    _record(OPENED, reflection, by=by, now=now, version=reflection.version, reason=reason)


def review(
    reflection: Reflection,
    *,
    by: User,
    verdict: str,
    version: int,
    now: datetime,
    comment: str = "",
    on_answers: Mapping[str, str] | None = None,
    note: str = "",
) -> Reflection:
    """An advisor's answer to the version they read, with comments by the name of the answer; one for each version."""
    said = {"verdict": verdict, "comment": comment, "on_answers": dict(on_answers or {}), "note": note}
    with transaction.atomic():
        reflection = _lock(reflection)
        answered = reflection.reviews.filter(version=version).select_related("by").first()
        if answered:
            if answered.by == by and all(getattr(answered, name) == value for name, value in said.items()):
                return reflection
            raise RuleBroken(_("%(name)s has already answered this one.") % {"name": answered.by.display_name})
        if reflection.state != Reflection.State.SUBMITTED or reflection.version != version:
            raise RuleBroken(_("This reflection has changed since you opened it. Read it again before you answer."))
        if verdict == Review.Verdict.PLEASE_ADD and not (comment or on_answers):
            raise RuleBroken(_("Write what you would like to read more about."))
        looks_good = verdict == Review.Verdict.LOOKS_GOOD
        reflection.state = Reflection.State.DONE if looks_good else Reflection.State.RETURNED
        reflection.wake_at = now
        reflection.save(update_fields=["state", "wake_at"])
        answer = Review.objects.create(reflection=reflection, version=version, by=by, at=now, **said)
        emails.reviewed(reflection, answer, policy=Policy.current(), now=now)
    return reflection


def thank(reflections: Iterable[Reflection], *, by: User, now: datetime) -> None:
    """ "Read, thank you" to several at once: those that want no comment back."""
    for reflection in reflections:
        version = reflection.version
        note_reading(reflection, by=by, version=version, now=now)
        review(reflection, by=by, verdict=Review.Verdict.LOOKS_GOOD, comment="", version=version, now=now)


def ask_for_note(review: Review, *, by: User, now: datetime) -> None:
    """The student wants to see what an advisor noted for colleagues; whoever reads the reflection shows it."""
    with transaction.atomic():
        review = _lock_review(review)
        if not review.reflection.is_author(by) or not review.note:
            raise RuleBroken(_("There is no such note about you."))
        if review.note_asked_at is None:
            review.note_asked_at = now
            review.save(update_fields=["note_asked_at"])
            _record(ASKED, review.reflection, by=by, now=now, version=review.version)


def show_note(review: Review, *, by: User, now: datetime) -> None:
    with transaction.atomic():
        review = _lock_review(review)
        if review.note_asked_at is None:
            raise RuleBroken(_("Nobody has asked to see this note."))
        if review.note_shown_at is None:
            review.note_shown_at = now
            review.save(update_fields=["note_shown_at"])
            _record(SHOWED, review.reflection, by=by, now=now, version=review.version)


# --- Locking, asking again, setting ---------------------------------------------------------------------------------
def _lock(reflection: Reflection) -> Reflection:
    """The reflection as it is now, with its people; only its own row is locked."""
    return Reflection.objects.select_for_update(no_key=True, of=("self",)).with_people().get(pk=reflection.pk)


def _lock_interview(interview: Interview) -> Interview:
    """There may be no reflection to lock yet, so two first saves line up at the interview."""
    return Interview.objects.select_for_update(no_key=True, of=("self",)).with_people().get(pk=interview.pk)


def _lock_review(review: Review) -> Review:
    reviews = Review.objects.select_for_update(no_key=True, of=("self",))
    return reviews.select_related("reflection__interview__student__user").get(pk=review.pk)


def _record(verb: str, reflection: Reflection, *, by: User, now: datetime, version: int, reason: str = "") -> None:
    AuditEvent.objects.create(
        at=now,
        by=by,
        about=reflection.interview.student.user,
        verb=verb,
        object_type="reflection",
        object_id=str(reflection.pk),
        reason=reason,
        data={"version": version},
    )


def _require_editable(reflection: Reflection, by: User) -> None:
    if not reflection.is_author(by):
        raise RuleBroken(_("Only its author can change a reflection."))
    if not reflection.is_editable:
        raise RuleBroken(_("You have handed this in. It can be changed again once your advisor asks you to add to it."))


def _require_latest(reflection: Reflection, version: int, page: UUID | None) -> None:
    """A page is never overtaken by itself: its autosave may have been on the way when its button was pressed."""
    saved_here = page is not None and reflection.saved_on == page
    if reflection.version != version and not saved_here:
        raise EditedElsewhere(_("This was edited in another tab since you opened it here."))


def _is_overtaken(reflection: Reflection, page: UUID | None, nth: int) -> bool:
    return page is not None and reflection.saved_on == page and nth < reflection.saved_nth


def _require_answers(answers: Answers) -> None:
    for name, sentence in REQUIRED.items():
        if not getattr(answers, name):
            raise RuleBroken(str(sentence))


def _holds(reflection: Reflection, answers: Answers) -> bool:
    return Answers(**{field.name: getattr(reflection, field.name) for field in fields(Answers)}) == answers


def _fill(reflection: Reflection, answers: Answers, now: datetime) -> None:
    for name, value in asdict(answers).items():
        setattr(reflection, name, value)
    reflection.version += 1
    reflection.saved_at = now
