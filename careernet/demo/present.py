"""What is going on right now: everybody's state is reached by the actions, at moments of the past weeks."""

from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.demo import outside, words
from careernet.demo.cast import ADVISOR, MENTOR, OFFICER, STUDENT
from careernet.demo.history import answers, message
from careernet.interviews import actions, safety
from careernet.interviews.models import Event, Interview, Message, Report, ThankYou
from careernet.interviews.spans import Span
from careernet.interviews.times import free_times
from careernet.mentors.models import Mentor
from careernet.reflections import actions as reflecting
from careernet.reflections.models import Reflection, Review
from careernet.students.models import Student
from careernet.students.wanting import want_to_talk

CAMPUS = times.zone("America/New_York")
DAY = timedelta(days=1)


def play(random: Random, mentors: list[Mentor], students: list[Student], now: datetime) -> None:
    by_email = {mentor.user.email: mentor for mentor in mentors}
    maya = by_email[MENTOR]
    jordan = next(student for student in students if student.user.email == STUDENT)
    others = [student for student in students if student is not jordan]
    free = [m for m in mentors if m.state == Mentor.State.ACTIVE and m.user.email not in _NAMED]
    _jordan(random, jordan, maya, by_email["priya.raman@example.com"], by_email["dana.okoye@example.com"], free, now)
    _maya(random, maya, others[:3], now)
    _rosa(random, [s for s in others[3:] if s.advisor and s.advisor.email == ADVISOR], free, now)
    _sam(random, others[58:61], free, now)
    _everybody_else(random, others[61:], free, now)
    outside.play(random, jordan, others[-3:], now)


_NAMED = (MENTOR, "priya.raman@example.com", "dana.okoye@example.com")


# --- The people one can sign in as ----------------------------------------------------------------------------------
def _jordan(
    random: Random, jordan: Student, maya: Mentor, priya: Mentor, dana: Mentor, others: list[Mentor], now: datetime
) -> None:
    """A thank-you due, a booked call, a reflection that came back, a request that waits, one with a question, a draft,
    two for later."""
    _held(random, jordan, priya, _at(now - timedelta(hours=17), 16), now, late=True)
    booked = _booked(random, jordan, maya, _at(now + 2 * DAY, 15), now - 6 * DAY)
    actions.save_preparation(
        booked,
        found_out="Arcadia Labs makes cells for grid storage. Maya was at the State Water Agency before.",
        goals="Find out whether a doctorate is needed for this.",
        now=now - DAY,
    )
    actions.add_questions(jordan, booked, texts=words.QUESTIONS)
    told = _held(random, jordan, dana, _at(now - 9 * DAY, 13), now)
    _thanked(told, now - 8 * DAY)
    reflection = _handed_in(random, told, now - 6 * DAY, Reflection.Wish.COMMENT)
    assert jordan.advisor
    reflecting.review(
        reflection,
        by=jordan.advisor,
        verdict=Review.Verdict.PLEASE_ADD,
        comment="You say it sounded more varied than you thought. Which part of the day would be yours?",
        version=reflection.version,
        now=now - 2 * DAY,
    )
    text = "Bring the figure you liked least. Those teach most."
    actions.write(_id(random), booked, by=maya.user, text=text, via=Message.Via.PAGE, now=now - DAY)
    _asked(random, jordan, others[0], [_at(now + 4 * DAY, 11), _at(now + 5 * DAY, 11)], now - 9 * DAY)
    asked = _asked(random, jordan, others[4], [_at(now + 6 * DAY, 10), _at(now + 7 * DAY, 15)], now - 4 * DAY)
    question = "Glad to. Before I pick a time: which courses have you taken, and what did you like about them?"
    actions.ask_first(_id(random), asked, by=others[4].user, text=question, via=Message.Via.LINK, now=now - DAY)
    ask = actions.Ask(mode="video", hope_to_learn=words.HOPES[1], message="Hello, I am in my second year and")
    actions.save_draft(_id(random), student=jordan, mentor=others[1], ask=ask, now=now - DAY)
    why = "You changed course after college, as I may have to."
    want_to_talk(jordan, others[2].pk, why=why, now=now - 4 * DAY)
    want_to_talk(jordan, others[3].pk, now=now - 2 * DAY)


def _maya(random: Random, maya: Mentor, students: list[Student], now: datetime) -> None:
    """Two requests waiting, one of them with a held slot, and two calls of her three this month."""
    first, second, third = students
    window = Span(_at(now + 7 * DAY, 17), _at(now + 7 * DAY, 20))
    _asked(random, first, maya, [_at(now + 5 * DAY, 14), _at(now + 6 * DAY, 12), window], now - 3 * DAY)
    asked_at = now - 26 * timedelta(hours=1)
    slots = free_times(maya, second, now=asked_at, policy=Policy.current())
    ask = _ask(random, second, maya, slot=slots[0])
    actions.send_request(_id(random), student=second, mentor=maya, ask=ask, now=asked_at)
    month_began = times.local(now, times.zone(maya.zone)).replace(day=1, hour=10, minute=0, second=0, microsecond=0)
    earlier = times.utc(month_began) + DAY
    if earlier < now - DAY:
        _thanked(_held(random, third, maya, earlier, now), earlier + DAY)


def _rosa(random: Random, students: list[Student], mentors: list[Mentor], now: datetime) -> None:
    """Nine reflections to read, of every wish; a message to look at, of somebody who missed a call."""
    wishes = [Reflection.Wish.MEET] * 2 + [Reflection.Wish.COMMENT] * 4 + [Reflection.Wish.NONE] * 3
    for number, (student, wish) in enumerate(zip(students, wishes, strict=False)):
        interview = _held(
            random, student, mentors[10 + number], _at(now - (9 - number / 2) * DAY, 10 + number % 6), now
        )
        _thanked(interview, now - (8 - number / 2) * DAY)
        _handed_in(random, interview, now - (7 - number / 2) * DAY, wish)
    unsure = students[len(wishes)]
    booked = _booked(random, unsure, mentors[20], _at(now - 3 * DAY, 15), now - 9 * DAY)
    actions.miss(booked, by=mentors[20].user, now=_at(now - 3 * DAY, 15) + timedelta(minutes=20))
    _looked_at_first(random, unsure, mentors[21], now - DAY / 3, now)


def _sam(random: Random, students: list[Student], mentors: list[Mentor], now: datetime) -> None:
    """A report to look at, a little late, and one that is closed; a message of a student who has no advisor yet."""
    officer = User.objects.get(email=OFFICER)
    tellers = ((students[0], 2 * DAY, words.TOLD[0]), (students[1], 20 * DAY, words.TOLD[1]))
    open_one, closed_one = (
        safety.report(
            _id(random),
            _held(random, student, mentors[30 + number], _at(now - ago - DAY, 18), now),
            by=student.user,
            kind=Report.Kind.UNWANTED if number == 0 else Report.Kind.MISUSE,
            text=text,
            now=now - ago,
        )
        for number, (student, ago, text) in enumerate(tellers)
    )
    safety.note_reading(open_one, by=officer, now=now - DAY)
    Student.objects.filter(pk=students[2].pk).update(advisor=None)
    _looked_at_first(random, students[2], mentors[32], now - DAY / 4, now)
    safety.close_report(closed_one, by=officer, outcome=words.SETTLED, now=now - 19 * DAY)


def _everybody_else(random: Random, students: list[Student], mentors: list[Mentor], now: datetime) -> None:
    """Requests, answers and meetings of the last three weeks, one for each, in every state there is."""
    for number, student in enumerate(students):
        mentor = mentors[40 + number]
        soon, hour = (
            _at(now + random.randint(1, 12) * DAY, random.randint(9, 16)),
            timedelta(hours=random.randint(3, 60)),
        )
        asked_at = now - random.randint(3, 13) * DAY - hour
        with suppress(RuleBroken):  # a limit reached is as lifelike as anything
            _lead(random, number % 8, student, mentor, soon, asked_at, now)


def _lead(
    random: Random, kind: int, student: Student, mentor: Mentor, soon: datetime, asked_at: datetime, now: datetime
) -> None:
    if kind < 2:
        _booked(random, student, mentor, soon, asked_at)
    elif kind == 2:
        _held(random, student, mentor, _at(now - random.randint(1, 3) * DAY, 14), now)
    else:
        interview = _asked(random, student, mentor, [soon, soon + DAY], asked_at)
        answered_at = asked_at + 2 * DAY
        if kind == 3:
            starts = [_at(now + 6 * DAY, 12), _at(now + 8 * DAY, 9)]
            actions.offer_times(interview, by=mentor.user, starts=starts, where=mentor.video_link, now=answered_at)
        elif kind == 4:
            actions.decline(interview, by=mentor.user, reason="A full month at work; I am sorry.", now=answered_at)
        elif kind == 5:
            booked = actions.accept(interview, by=mentor.user, starts_at=soon, where=mentor.video_link, now=answered_at)
            role = Event.Role.STUDENT
            actions.cancel(booked, by=student.user, role=role, reason="An exam was moved.", now=now - DAY / 2)


# --- Steps ----------------------------------------------------------------------------------------------------------
def _ask(random: Random, student: Student, mentor: Mentor, **wishes: Any) -> actions.Ask:
    """Either `slot` or `proposed`, and whether an advisor looks first."""
    return actions.Ask(
        mode=random.choice(mentor.modes),
        hope_to_learn=random.choice(words.HOPES),
        message=message(random, student, mentor),
        **wishes,
    )


def _asked(random: Random, student: Student, mentor: Mentor, starts: list[datetime | Span], at: datetime) -> Interview:
    ask = _ask(random, student, mentor, proposed=tuple(starts))
    return actions.send_request(_id(random), student=student, mentor=mentor, ask=ask, now=at)


def _looked_at_first(random: Random, student: Student, mentor: Mentor, at: datetime, now: datetime) -> Interview:
    ask = _ask(random, student, mentor, proposed=(_at(now + 9 * DAY, 12), _at(now + 10 * DAY, 16)), wants_look=True)
    return actions.send_request(_id(random), student=student, mentor=mentor, ask=ask, now=at)


def _booked(random: Random, student: Student, mentor: Mentor, start: datetime, asked_at: datetime) -> Interview:
    interview = _asked(random, student, mentor, [start], asked_at)
    where = mentor.video_link if interview.mode == "video" else mentor.phone or mentor.video_link
    return actions.accept(interview, by=mentor.user, starts_at=start, where=where, now=asked_at + DAY)


def _held(
    random: Random, student: Student, mentor: Mentor, start: datetime, now: datetime, *, late: bool = False
) -> Interview:
    interview = _booked(random, student, mentor, start, start - 8 * DAY)
    if late:
        actions.running_late(interview, by=mentor.user, now=start - timedelta(minutes=9))
    actions.save_notes(interview, text=random.choice(words.NOTES), by_question={}, now=start + timedelta(hours=1))
    return actions.complete(interview, by=student.user, now=min(start + timedelta(hours=1), now))


def _thanked(interview: Interview, at: datetime) -> None:
    how, text = ThankYou.How.MAIL, words.thank_you(ThankYou.objects.count())
    actions.send_thank_you(interview, by=interview.student.user, how=how, text=text, now=at)


def _handed_in(random: Random, interview: Interview, at: datetime, wish: str) -> Reflection:
    author = interview.student.user
    reflection = reflecting.begin(interview, by=author, now=at - DAY / 4)
    return reflecting.submit(reflection, by=author, answers=answers(random, wish), version=0, now=at)


def _at(moment: datetime, hour: int) -> datetime:
    """That hour on campus, on the moment's day, in UTC."""
    return times.to_utc(times.local(moment, CAMPUS).date(), hour * 60, CAMPUS)


def _id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
