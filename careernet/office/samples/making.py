"""What leads to each mail."""

import copy
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils.translation import gettext as _

from careernet.advising.reminding import remind as remind_several
from careernet.advising.suggesting import suggest
from careernet.campus.models import AcademicPeriod
from careernet.core import times
from careernet.courses.actions import make as make_class
from careernet.courses.models import Course
from careernet.interviews import emails
from careernet.interviews.emails import kinds as interviews, shared
from careernet.interviews.models import Event, Interview, Message, Report, State, ThankYou
from careernet.mail.account_changes import CHANGES, tell
from careernet.mail.actions import queue
from careernet.mentors import emails as mentors
from careernet.mentors.models import AlumniUpload, Mentor
from careernet.office.samples.stage import HALF_AN_HOUR, PLACE, Stage
from careernet.reflections import emails as reflections
from careernet.reflections.models import Line, Reflection, Review
from careernet.reminders import letters, terms
from careernet.reminders.digest import tell as tell_in_digest
from careernet.reminders.emails import remind
from careernet.students import emails as students
from careernet.students.models import Graduation

Make = Callable[[Stage], object]


def how(stage: Stage) -> dict[str, Any]:
    return {"policy": stage.policy, "now": stage.now}


def account(name: str, **context: str) -> Make:
    return lambda stage: get_adapter().send_mail(f"account/email/{name}", stage.student.user.email, context)


def every_change(stage: Stage) -> None:
    named = {"to_email": "jordan@home.invalid", "deleted_email": "jordan@old.invalid"}
    for name in CHANGES:
        tell(stage.student.user, name, about=named, can_sign_in=name not in ("suspended", "erased"), now=stage.now)


def requested(stage: Stage) -> None:
    emails.requested(stage.interview(State.REQUESTED), stage.times, **how(stage))


def followed_up(stage: Stage) -> None:
    words = _("I would still love to hear how you chose. Any time next month is fine, too.")
    emails.follow_up(stage.interview(State.REQUESTED), words, stage.times, **how(stage))


def booked(stage: Stage) -> None:
    emails.booked(stage.interview(State.SCHEDULED), **how(stage))


def booked_directly(stage: Stage) -> None:
    emails.booked_directly(stage.interview(State.SCHEDULED), **how(stage))


def declined(stage: Stage) -> None:
    words = {"reason": _("We are moving house."), "colleague": "Kim Ode, Arcadia Labs", "colleague_note": ""}
    _ended(stage, "declined", State.DECLINED, stage.student.user, **words)


def expired_student(stage: Stage) -> None:
    _ended(stage, "expired_student", State.EXPIRED, stage.student.user)


def expired_mentor(stage: Stage) -> None:
    _ended(stage, "expired_mentor", State.EXPIRED, stage.mentor.user)


def unreached(stage: Stage) -> None:
    _ended(stage, "unreached", State.EXPIRED, stage.student.user)


def _ended(stage: Stage, name: str, state: str, to: Any, **words: Any) -> None:
    """As `emails.declined` and `emails.expired`, but for the mentors they suggest: those are real."""
    found = [("Ana Lima", _("Nurse, Riverside Clinic"), settings.SITE_URL + reverse("mentors:directory"))]
    asked = stage.interview(state)
    queue(shared.mail(name, interviews.TELLS, asked, to, stage.policy, stage.now, alike=found, **words))


def withdrawn(stage: Stage) -> None:
    emails.withdrawn(stage.interview(State.WITHDRAWN), is_by_office=False, **how(stage))


def moved(stage: Stage) -> None:
    interview = stage.interview(State.SCHEDULED, at=stage.day(9))
    emails.moved(interview, _as_it_was(interview, stage), by=stage.mentor.user, **how(stage))


def postponed(stage: Stage) -> None:
    interview = stage.interview(State.ACCEPTED)
    by, reason = stage.mentor.user, _("A trip came up.")
    emails.postponed(interview, _as_it_was(interview, stage), by=by, reason=reason, **how(stage))


def _as_it_was(interview: Interview, stage: Stage) -> Interview:
    before = copy.copy(interview)
    before.during = DateTimeTZRange(stage.day(7), stage.day(7) + HALF_AN_HOUR)
    before.calendar_uid = interview.calendar_uid or uuid.uuid4()
    return before


def cancelled(stage: Stage) -> None:
    called_off = stage.interview(State.CANCELLED)
    emails.cancelled(called_off, by=stage.student.user, reason=_("An exam was moved to that day."), **how(stage))


def missed(stage: Stage) -> None:
    answer_by = stage.now + timedelta(days=7)
    emails.missed(
        stage.interview(State.MISSED, at=stage.day(-1)), to=stage.student.user, answer_by=answer_by, **how(stage)
    )


def absence_answered(stage: Stage) -> None:
    interview, words = stage.interview(State.MISSED, at=stage.day(-1)), _("My train stood still for an hour.")
    for answer in ("sorry", "came"):
        interview.version += 1
        emails.absence_answered(interview, by=stage.student.user, answer=answer, words=words, **how(stage))


def resume_asked(stage: Stage) -> None:
    emails.resume_asked(stage.interview(State.SCHEDULED), until=stage.day(37), **how(stage))


def resume_released(stage: Stage) -> None:
    emails.resume_released(stage.interview(State.SCHEDULED), until=stage.day(37), **how(stage))


def thanked(stage: Stage) -> None:
    words = _("Thank you for your time, Maya. I have already written to the lab you named.")
    emails.thank_you(stage.interview(State.COMPLETED, at=stage.day(-1)), words, **how(stage))


def wrote(stage: Stage) -> None:
    booked, words = stage.interview(State.SCHEDULED), _("Shall I bring my lab book?")
    emails.wrote(stage.said(booked, Event.Role.STUDENT, words), **how(stage))


def updated(stage: Stage) -> None:
    emails.updated(_update(stage), **how(stage))


def updates(stage: Stage) -> None:
    said = Message.objects.filter(pk=_update(stage).pk)
    emails.updates(stage.mentor, said, **how(stage))


def _update(stage: Stage) -> Message:
    words = _("I start at Riverside in June. Your advice to ask about the night shift opened the door.")
    said = stage.said(stage.interview(State.COMPLETED, at=stage.day(-60)), Event.Role.STUDENT, words)
    said.update = Message.Update.INTERNSHIP
    said.save(update_fields=["update"])
    return said


def asked_first(stage: Stage) -> None:
    asked = stage.interview(State.REQUESTED, handed_back_at=stage.now)
    question = _("Gladly. Which courses have you taken so far?")
    emails.asked_first(stage.said(asked, Event.Role.MENTOR, question, Message.Via.MAIL), **how(stage))


def late(stage: Stage) -> None:
    soon = stage.interview(State.SCHEDULED, at=stage.now + timedelta(minutes=9))
    emails.late(stage.said(soon, Event.Role.MENTOR, _("Running 10 minutes late.")), **how(stage))


def not_filed(stage: Stage) -> None:
    why = _("Messages have closed with this conversation.")
    emails.not_filed(stage.interview(State.DECLINED), "<1@sample.invalid>", to=stage.mentor.user, why=why, **how(stage))


def calendar_declined(stage: Stage) -> None:
    emails.declined_in_calendar(stage.interview(State.SCHEDULED), by=stage.mentor.user, **how(stage))


def returned(stage: Stage) -> None:
    emails.returned(stage.interview(State.DRAFT), by=stage.advisor, **how(stage))


def looked_but_not_sent(stage: Stage) -> None:
    why = _("The times you proposed have passed.")
    emails.looked_but_not_sent(stage.interview(State.DRAFT), by=stage.advisor, reason=why, **how(stage))


def reported(stage: Stage) -> None:
    people = {"by": stage.student.user, "about": stage.mentor.user, "kind": Report.Kind.RUDE}
    told = Report.objects.create(interview=stage.interview(State.CANCELLED), **people)
    emails.report_came_in(told, **how(stage))


def reviewed(stage: Stage) -> None:
    met = stage.interview(State.COMPLETED, at=stage.day(-5))
    reflection = Reflection.objects.create(interview=met, submitted_at=stage.now, state=Reflection.State.DONE)
    for version, (verdict, comment) in enumerate([("looks_good", ""), ("looks_good", "…"), ("please_add", "…")]):
        review = Review(reflection=reflection, version=version, by=stage.advisor, verdict=verdict, comment=comment)
        reflections.reviewed(reflection, review, **how(stage))


def letter(stage: Stage) -> None:
    asked = stage.interview(State.REQUESTED)
    letters.write(stage.mentor.user, stage.now)
    asked.delete()
    stage.interview(State.SCHEDULED, at=stage.day(2))
    letters.write(stage.student.user, stage.now)


def term(stage: Stage) -> None:
    met = stage.interview(State.COMPLETED, at=stage.day(-30))
    ThankYou.objects.create(interview=met, how=ThankYou.How.MAIL, text=_("Thank you, Maya."), sent_at=stage.now)
    reflection = Reflection.objects.create(interview=met, submitted_at=stage.now, state=Reflection.State.DONE)
    said = _("Ask for the lab notebook, not the brochure.")
    Line.objects.create(reflection=reflection, text=said, shared_at=stage.now, kept_at=stage.now, used_at=stage.now)
    on = (stage.day(-100).date(), stage.day(-10).date())
    over = AcademicPeriod.objects.create(
        kind=AcademicPeriod.Kind.TERM, name=_("the fall term"), starts_on=on[0], ends_on=on[1]
    )
    terms.tell(stage.mentor, over, **how(stage))


def look_waits(stage: Stage) -> None:
    emails.look_waits(stage.interview(State.IN_REVIEW), **how(stage))


def other_times_offered(stage: Stage) -> None:
    emails.other_times_offered(stage.interview(State.COUNTERED), stage.times, **how(stage))


def other_times_proposed(stage: Stage) -> None:
    emails.other_times_proposed(stage.interview(State.REQUESTED), stage.times, **how(stage))


def said_yes(stage: Stage) -> None:
    emails.said_yes(stage.interview(State.ACCEPTED), **how(stage))


def not_now(stage: Stage) -> None:
    mentors.not_now(stage.mentor, _("Our list for chemistry is full this year."), **how(stage))


def invited(stage: Stage) -> None:
    stage.mentor.state = Mentor.State.INVITED
    stage.mentor.save(update_fields=["state"])
    mentors.invitations([stage.mentor], **how(stage))


def imported(stage: Stage) -> None:
    counts = {"created": 1804, "updated": 212, "unchanged": 96, "refused": 31}
    upload = AlumniUpload.objects.create(
        by=stage.officer,
        file_name="alumni.csv",
        uploaded_at=stage.now,
        state=AlumniUpload.State.DONE,
        data=b"",
        counts=counts,
        finished_at=stage.now,
    )
    mentors.imported(upload, **how(stage))


def graduates(stage: Stage) -> None:
    today = times.local(stage.now, times.zone(stage.policy.time_zone)).date()
    on = today + timedelta(days=30)
    Graduation.objects.update_or_create(class_year=stage.student.class_year or 0, defaults={"on": on})
    students.class_graduates([stage.student], on, told_from=today, **how(stage))


def reminded(stage: Stage) -> None:
    stage.interview(State.COMPLETED, at=stage.day(-stage.policy.reflection_overdue - 1))
    remind_several([stage.student.pk], by=stage.advisor, now=stage.now)


def a_class(stage: Stage, *teachers: str) -> Course:
    """With three interviews due in a month."""
    today = times.local(stage.now, times.zone(stage.policy.time_zone)).date()
    asked = {"name": _("Chemistry 210"), "term": f"{today:%Y}", "expected": 24, "begins_on": today}
    asked |= {"interviews": 3, "interviews_by": today + timedelta(days=30)}
    return make_class(uuid.uuid4(), asked=asked, teachers=teachers, by=stage.advisor, now=stage.now)


def named_as_teacher(stage: Stage) -> None:
    a_class(stage, f"lee@{PLACE}")


def suggested(stage: Stage) -> None:
    line = _("She went from your major into a start-up, and likes to say what she would do again.")
    suggest(stage.student, {stage.mentor.pk: line}, by=stage.advisor, now=stage.now)


def digest(stage: Stage) -> None:
    met = stage.interview(State.COMPLETED, at=stage.day(-5))
    handed_in = {"submitted_at": stage.now - timedelta(days=1), "state": Reflection.State.SUBMITTED}
    Reflection.objects.create(interview=met, **handed_in)
    tell_in_digest(stage.due("look", stage.interview(State.IN_REVIEW)), now=stage.now)


def keep_in_touch(stage: Stage) -> None:
    over = stage.now - timedelta(days=stage.policy.touch_first_days + 7)  # the Monday after its days is this week's
    met = stage.interview(State.COMPLETED, at=over - HALF_AN_HOUR)
    tell_in_digest(stage.due("keep_in_touch", met), now=stage.now)


def referral(stage: Stage) -> None:
    asked = stage.interview(State.DECLINED)
    named = {"verb": Event.Verb.DECLINED, "role": Event.Role.MENTOR, "data": {"colleague": "Kim Ode, Arcadia Labs"}}
    states = {"from_state": State.REQUESTED, "to_state": State.DECLINED}
    Event.objects.create(interview=asked, number=1, by=stage.mentor.user, at=stage.now, **named, **states)
    remind(stage.due("referral", asked), now=stage.now)


def pause_ends(stage: Stage) -> None:
    stage.mentor.state, stage.mentor.paused_until = Mentor.State.PAUSED, stage.day(3).date()
    stage.mentor.save(update_fields=["state", "paused_until"])
    remind(stage.due_from_mentor("pause_ends"), now=stage.now)


def still_willing(stage: Stage) -> None:
    remind(stage.due_from_mentor("still_willing"), now=stage.now)


def reminder(name: str, state: str, days: int = 7, **more: Callable[[Stage], Any]) -> Make:
    """`days` from today is the call, or was; `more` are further fields of the interview."""

    def make(stage: Stage) -> None:
        fields = {key: value(stage) for key, value in more.items()}
        remind(stage.due(name, stage.interview(state, at=stage.day(days), **fields)), now=stage.now)

    return make
