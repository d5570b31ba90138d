"""Who owes what, and when: the one table behind the reminders, the home pages and the advisor's list.

A duty is something one person owes in one interview; it is listed from `opens_at` to `latest`, and mails remind of it.
A deed is what the clock does by itself when nobody answered. Neither asks the database: see `cases.Case`.

Where several duties are open in one interview, the first in the table is the one to do now.
"""

from datetime import timedelta

from django.utils.translation import gettext as _, gettext_lazy

from careernet.interviews import actions
from careernet.interviews.models import ASKED, Event, State
from careernet.reminders.duty import Deed, Duty
from careernet.reminders.moments import (
    an_hour_before,
    answer_reminder,
    asks_how_it_went_at,
    asks_the_mentor_at,
    choose_reminders,
    completes_at,
    evening_before,
    expires_at,
    follow_up_from,
    goes_on_at,
    is_in,
    is_returned,
    is_turn,
    is_unprepared,
    is_unreflected,
    is_unthanked,
    last_thanks,
    look_reminders,
    may_follow_up,
    reflection_due,
    reflection_overdue,
    reflection_until,
    thanks_until,
)
from careernet.reminders.wording import (
    composer,
    day,
    evening_title,
    mentor,
    message_page,
    page,
    reflection_page,
    reflection_title,
    student,
    student_page,
    unfinished,
    when,
)

DRAFT_DUE, DRAFT_UNTIL = timedelta(days=7), timedelta(days=90)
ADDITIONS_UNTIL = timedelta(days=120)

DUTIES = (
    Duty(
        name="finish_request",
        of="student",
        step=2,
        owed_if=is_in(State.DRAFT),
        opens_at=lambda case: case.since,
        due_at=lambda case: case.since + DRAFT_DUE,
        latest=lambda case: case.since + DRAFT_UNTIL,
        title=lambda case: _("Finish your request to %(name)s") % mentor(case),
        reason=unfinished,
        action=gettext_lazy("Continue"),
        url=composer,
    ),
    Duty(
        name="follow_up",
        of="student",
        step=2,
        owed_if=may_follow_up,
        opens_at=follow_up_from,
        due_at=follow_up_from,
        latest=expires_at,
        mails_at=lambda case: (follow_up_from(case),),
        title=lambda case: _("Follow up with %(name)s") % mentor(case),
        reason=lambda case, now: (
            _("You asked on %(day)s. One short, friendly note is fine now.") % {"day": day(case, case.asked_at, now)}
        ),
        action=gettext_lazy("Write follow-up"),
        url=page,
    ),
    Duty(
        name="answer_question",
        of="student",
        step=2,
        owed_if=is_turn(State.REQUESTED, Event.Role.STUDENT),
        opens_at=lambda case: case.since,
        due_at=expires_at,
        latest=expires_at,
        mails_at=choose_reminders,
        title=lambda case: _("Answer the question %(name)s asks") % mentor(case),
        reason=lambda case, now: (
            _("%(short)s wants to know it before saying yes or no, and waits until %(day)s.")
            % (mentor(case) | {"day": day(case, expires_at(case), now)})
        ),
        action=gettext_lazy("Answer"),
        url=page,
    ),
    Duty(
        name="choose_time",
        of="student",
        step=3,
        owed_if=is_in(State.COUNTERED),
        opens_at=lambda case: case.since,
        due_at=expires_at,
        latest=expires_at,
        mails_at=choose_reminders,
        title=lambda case: _("Choose a time with %(name)s") % mentor(case),
        reason=lambda case, now: (
            _("%(short)s said yes to other times. They wait for you until %(day)s.")
            % (mentor(case) | {"day": day(case, expires_at(case), now)})
        ),
        action=gettext_lazy("Choose a time"),
        url=page,
    ),
    Duty(
        name="fix_time",
        of="student",
        step=3,
        owed_if=is_turn(State.ACCEPTED, Event.Role.STUDENT),
        opens_at=lambda case: case.since,
        due_at=lambda case: case.waited(case.campus.policy.choose_reminder),
        latest=expires_at,
        mails_at=choose_reminders,
        title=lambda case: _("Find a time with %(name)s") % mentor(case),
        reason=lambda case, now: (
            _("%(short)s said yes and leaves the time open until %(day)s.")
            % (mentor(case) | {"day": day(case, expires_at(case), now)})
        ),
        action=gettext_lazy("Find a time"),
        url=page,
    ),
    Duty(
        name="evening_before",
        of="student",
        step=4,
        owed_if=is_in(State.SCHEDULED),
        opens_at=evening_before,
        due_at=lambda case: case.starts_at,
        latest=lambda case: case.starts_at,
        mails_at=lambda case: (evening_before(case),),
        mail_latest=an_hour_before,
        preference="meeting_day",
        is_before_start=True,
        if_begun_later="skip",
        title=evening_title,
        reason=lambda case, now: _("%(when)s. Be ready 15 minutes early.") % {"when": when(case, now)},
        action=gettext_lazy("Open your notes"),
        url=page,
    ),
    Duty(
        name="prepare",
        of="student",
        step=4,
        owed_if=is_unprepared,
        opens_at=lambda case: case.since,
        due_at=lambda case: case.starts_at,
        latest=lambda case: case.starts_at,
        title=lambda case: _("Prepare for your talk with %(name)s") % mentor(case),
        reason=lambda case, now: _("%(when)s. Write down your goals and your questions.") % {"when": when(case, now)},
        action=gettext_lazy("Prepare"),
        url=page,
    ),
    Duty(
        name="after",
        of="student",
        step=5,
        owed_if=is_in(State.SCHEDULED),
        opens_at=lambda case: case.ends_at,
        due_at=lambda case: case.ends_at,
        latest=completes_at,
        mails_at=lambda case: (asks_how_it_went_at(case),),
        mail_latest=lambda case: case.after_end(hours=20),
        preference="meeting_day",
        title=lambda case: _("Say how it went with %(name)s") % mentor(case),
        reason=lambda case, now: (
            _("%(when)s. Did it take place? Then note what you heard while it is fresh.") % {"when": when(case, now)}
        ),
        action=gettext_lazy("Say what happened"),
        url=page,
    ),
    Duty(
        name="thank_you",
        of="student",
        step=6,
        owed_if=is_unthanked,
        opens_at=lambda case: case.ends_at,
        due_at=lambda case: case.after_end(hours=24),
        latest=thanks_until,
        mails_at=lambda case: (last_thanks(case),),
        title=lambda case: _("Thank %(name)s") % mentor(case),
        reason=lambda case, now: (
            _("You talked on %(day)s. A note within 24 hours lands best.") % {"day": day(case, case.starts_at, now)}
        ),
        action=gettext_lazy("Write note"),
        url=page,
    ),
    Duty(
        name="reflection",
        of="student",
        step=7,
        owed_if=is_unreflected,
        opens_at=lambda case: case.ends_at,
        due_at=reflection_due,
        latest=reflection_until,
        mails_at=lambda case: (reflection_due(case),),
        title=reflection_title,
        reason=lambda case, now: (
            _("You talked on %(day)s. Five minutes: the best advice, your interest, your next step.")
            % {"day": day(case, case.starts_at, now)}
        ),
        action=gettext_lazy("Write reflection"),
        url=reflection_page,
    ),
    Duty(
        name="add_to_reflection",
        of="student",
        step=7,
        owed_if=is_returned,
        opens_at=lambda case: case.ends_at,
        due_at=reflection_due,
        latest=lambda case: case.ends_at + ADDITIONS_UNTIL,
        title=lambda case: _("Add to your reflection on %(name)s") % mentor(case),
        reason=lambda case, now: _("Your advisor has read it and asks for a little more."),
        action=gettext_lazy("Read and add"),
        url=reflection_page,
    ),
    Duty(
        name="answer",
        of="mentor",
        step=2,
        owed_if=is_turn(State.REQUESTED, Event.Role.MENTOR),
        opens_at=lambda case: case.since,
        due_at=answer_reminder,
        latest=expires_at,
        mails_at=lambda case: (answer_reminder(case),),
        title=lambda case: _("Answer %(name)s") % student(case),
        reason=lambda case, now: (
            _("Asked on %(day)s. A yes, another time or a no: each is welcome.")
            % {"day": day(case, case.asked_at, now, "mentor")}
        ),
        action=gettext_lazy("Answer"),
        url=page,
    ),
    Duty(
        name="pick_time",
        of="mentor",
        step=3,
        owed_if=is_turn(State.ACCEPTED, Event.Role.MENTOR),
        opens_at=lambda case: case.since,
        due_at=lambda case: case.waited(case.campus.policy.choose_reminder),
        latest=expires_at,
        mails_at=choose_reminders,
        title=lambda case: _("Pick a time with %(name)s") % student(case),
        reason=lambda case, now: (
            _("You said yes; times were suggested on %(day)s.") % {"day": day(case, case.since, now, "mentor")}
        ),
        action=gettext_lazy("Pick a time"),
        url=page,
    ),
    Duty(
        name="did_it_happen",
        of="mentor",
        step=5,
        owed_if=is_in(State.SCHEDULED),
        opens_at=lambda case: case.ends_at,
        due_at=asks_the_mentor_at,
        latest=completes_at,
        mails_at=lambda case: (asks_the_mentor_at(case),),
        title=lambda case: _("Say whether you talked with %(name)s") % student(case),
        reason=lambda case, now: _("%(when)s. One tap is enough.") % {"when": when(case, now, "mentor")},
        action=gettext_lazy("Say what happened"),
        url=page,
    ),
    Duty(
        name="look",
        of="advisor",
        step=2,
        owed_if=is_in(State.IN_REVIEW),
        opens_at=lambda case: case.since,
        due_at=goes_on_at,
        latest=goes_on_at,
        mails_at=look_reminders,
        preference="digest",
        title=lambda case: _("Look at a message of %(name)s") % student(case),
        reason=lambda case, now: (
            _("To %(name)s; goes on by itself on %(day)s.")
            % (mentor(case) | {"day": day(case, goes_on_at(case), now, "advisor")})
        ),
        action=gettext_lazy("Read it"),
        url=message_page,
    ),
    Duty(
        name="reflection_overdue",
        of="advisor",
        step=7,
        owed_if=is_unreflected,
        opens_at=reflection_overdue,
        due_at=reflection_overdue,
        latest=reflection_until,
        title=lambda case: _("Ask %(name)s about a reflection") % student(case),
        reason=lambda case, now: (
            _("The talk with %(name)s was on %(day)s; nothing is handed in yet.")
            % (mentor(case) | {"day": day(case, case.starts_at, now)})
        ),
        action=gettext_lazy("Open student"),
        url=student_page,
    ),
)

DEEDS = (
    Deed(
        at=lambda case: goes_on_at(case) if case.state == State.IN_REVIEW else None,
        do=lambda interview, now: actions.approve(interview, by=None, now=now),
    ),
    Deed(
        at=lambda case: expires_at(case) if case.state in ASKED else None,
        do=lambda interview, now: actions.expire(interview, now=now),
    ),
    Deed(
        at=lambda case: (
            case.starts_at - timedelta(hours=case.campus.policy.held_until_hours)
            if case.state == State.REQUESTED and case.interview.during
            else None
        ),
        do=lambda interview, now: actions.let_go(interview, now=now),
    ),
    Deed(
        at=lambda case: completes_at(case) if case.state == State.SCHEDULED else None,
        do=lambda interview, now: actions.complete(interview, by=None, now=now),
    ),
)
