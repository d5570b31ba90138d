"""The resume: shown only if the mentor asks, for this conversation alone, and taken back whenever one likes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts import readings
from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import emails
from careernet.interviews.actions.locks import lock_asked
from careernet.interviews.actions.record import Role, Verb, record, require
from careernet.interviews.actions.talking import check_not_apart
from careernet.interviews.models import Interview, ResumeAsk, State
from careernet.students.models import Resume

READ = "read resume"  # the verb of its AuditEvent


def ask_for_resume(interview: Interview, *, by: User, now: datetime) -> Interview:
    """Once for a conversation; the student hears of it and decides."""
    with transaction.atomic():
        interview = lock_asked(interview)
        require(interview, State.SCHEDULED, State.COMPLETED)
        check_not_apart(interview, by)
        ask, is_new = ResumeAsk.objects.get_or_create(interview=interview, defaults={"asked_at": now})
        ask.interview = interview
        if not is_new:
            return interview
        if now >= ask.until:
            raise RuleBroken(_("That conversation is too long ago. Write a message instead."))
        record(interview, interview.state, Verb.RESUME_ASKED, by, Role.MENTOR, now)
        emails.resume_asked(interview, until=ask.until, policy=Policy.current(), now=now)
    return interview


def release_resume(interview: Interview, *, by: User, content: bytes | None = None, now: datetime) -> Interview:
    """Let the mentor read it: the one there is, or `content`, a new one that takes its place everywhere."""
    with transaction.atomic():
        interview = lock_asked(interview)
        require(interview, State.SCHEDULED, State.COMPLETED)
        check_not_apart(interview, by)
        ask = _ask(interview)
        if content is not None:
            words = {"content": content, "uploaded_at": now}
            Resume.objects.update_or_create(student=interview.student, defaults=words)
        elif not Resume.objects.filter(student=interview.student).exists():
            raise RuleBroken(_("Choose the PDF with your resume first."))
        if ask.released_at:
            return interview
        if now >= ask.until:
            raise RuleBroken(_("That conversation is too long ago to show a resume for it."))
        ask.released_at = now
        ask.save(update_fields=["released_at"])
        record(interview, interview.state, Verb.RELEASED, by, Role.STUDENT, now)
        emails.resume_released(interview, until=ask.until, policy=Policy.current(), now=now)
    return interview


def take_back_resume(interview: Interview, *, by: User, now: datetime) -> Interview:
    """From now on nobody reads it here; what was downloaded before is on record."""
    with transaction.atomic():
        interview = lock_asked(interview)
        require(interview, State.SCHEDULED, State.COMPLETED)
        ask = _ask(interview)
        if ask.released_at is None:
            return interview
        ask.released_at = None
        ask.save(update_fields=["released_at"])
        record(interview, interview.state, Verb.TOOK_BACK, by, Role.STUDENT, now)
    return interview


def read_resume(interview: Interview, *, by: User, now: datetime) -> bytes | None:
    """The file, where this mentor may read it now; each time is on record for the student to see."""
    ask = ResumeAsk.objects.filter(interview=interview).select_related("interview").first()
    found = Resume.objects.filter(student=interview.student_id).first()
    is_apart = Interview.objects.filter(pk=interview.pk).apart(before=now).exists()
    if ask is None or found is None or is_apart or not ask.is_open(now):
        return None
    AuditEvent.objects.create(
        at=now, by=by, about=interview.student.user, verb=READ, object_type="interview", object_id=str(interview.pk)
    )
    return bytes(found.content)


def resume_readings(interview: Interview) -> list[datetime]:
    """When the mentor opened it, the latest first."""
    return list(readings.of(READ, interview).values_list("at", flat=True))


def _ask(interview: Interview) -> ResumeAsk:
    ask = ResumeAsk.objects.filter(interview=interview).first()
    if ask is None:
        raise RuleBroken(
            _("%(name)s has not asked for it. A resume is shown only to somebody who does.")
            % {"name": interview.host.short_name}
        )
    ask.interview = interview
    return ask
