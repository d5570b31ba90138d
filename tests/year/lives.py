"""Random lives of interviews, lived through the product's own actions, by people who answer late, move or forget."""

import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from careernet.accounts.models import User
from careernet.campus.models import MeetingMode, Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.models import Interview, Message, State
from careernet.interviews.times import free_times
from careernet.mail import preferences
from careernet.mentors import actions as mentoring
from careernet.mentors.models import Mentor
from careernet.network.actions import save_contact
from careernet.network.models import Contact
from careernet.reflections import actions as reflections
from careernet.reflections.models import Reflection
from careernet.students.models import Student
from tests.year import campus
from tests.year.campus import People
from tests.year.oracle import NEVER

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHERE = "https://meet.example/here"
ANSWERS = reflections.Answers(best_advice="Ask.", interest=3, interest_why="It is.", next_step="Ask somebody else.")
QUESTIONS = [f"How did you come to your {nth} job?" for nth in ("first", "second", "third", "fourth", "fifth")]


@dataclass
class Lives:
    people: People
    random: Random
    planned: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    gaps: dict[str, list[tuple[datetime, bool]]] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    count: int = 0

    # --- The diary of all ---------------------------------------------------------------------------------------
    def plan(self, at: datetime, act: Callable[..., None], *args: Any) -> None:
        """At the next full minute, so that no two things happen within one sweep's turn."""
        self.count += 1
        at = at.replace(second=0, microsecond=0)
        heappush(self.planned, (at, self.count, lambda now: act(*args, now)))

    def next_at(self) -> datetime | None:
        return self.planned[0][0] if self.planned else None

    def act(self, now: datetime) -> None:
        while self.planned and self.planned[0][0] <= now:
            _at, _number, do = heappop(self.planned)
            try:
                do(now)
            except RuleBroken as no:
                self.refused[str(no)[:60]] += 1

    def awake(self, user: User, at: datetime) -> datetime:
        """Most people do things by day; a few at any hour."""
        local = at.astimezone(ZoneInfo(user.time_zone))
        if self.random.random() < 0.9 and not 8 <= local.hour < 22:
            local = local.replace(hour=8) + timedelta(minutes=self.random.randrange(14 * 60))
        moved = local.astimezone(UTC)
        return moved if moved >= at else moved + DAY

    def after(self, user: User, now: datetime, least: timedelta, most: timedelta) -> datetime:
        return self.awake(user, now + least + (most - least) * self.random.random() ** 2)

    def one_of(self, **shares: float) -> str:
        return self.random.choices(list(shares), list(shares.values()))[0]

    # --- Asking ---------------------------------------------------------------------------------------------------
    def ask(self, now: datetime) -> None:
        student, mentor = self.random.choice(self.people.students), self.random.choice(self.people.mentors)
        slot, proposed = self._times(student, mentor, now)
        ask = actions.Ask(
            mode=MeetingMode.VIDEO,
            hope_to_learn="How you came to your work.",
            message="Hello, I am a sophomore and would like to hear about your path.",
            slot=slot,
            proposed=tuple(proposed),
            books=slot is not None and mentor.booking == Mentor.Booking.INSTANT,
            wants_look=self.random.random() < 0.06,
        )
        interview = actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=ask, now=now)
        if interview.state == State.IN_REVIEW:
            self._with_an_advisor(interview, now)
        else:
            self._goes_on(interview, now)
        if self.random.random() < 0.03:
            self.plan(self.after(student.user, now, HOUR, 20 * DAY), self._quieten, interview, student.user)

    def _times(self, student: Student, mentor: Mentor, now: datetime) -> tuple[datetime | None, list[datetime]]:
        is_instant = mentor.booking == Mentor.Booking.INSTANT
        if is_instant or (mentor.booking == Mentor.Booking.ASK and self.random.random() < 0.5):
            free = free_times(mentor, student, now=now, policy=Policy.current(), ask_first=not is_instant)
            if free:
                return self.random.choice(free[:40]), []
        return None, self._some_times(mentor.user, now)

    def _some_times(self, user: User, now: datetime) -> list[datetime]:
        local = now.astimezone(ZoneInfo(user.time_zone)).replace(minute=0, second=0, microsecond=0)
        days = self.random.sample(range(2, 16), 3)
        return [(local.replace(hour=self.random.randint(8, 19)) + day * DAY).astimezone(UTC) for day in sorted(days)]

    def _with_an_advisor(self, interview: Interview, now: datetime) -> None:
        advisor = interview.student.advisor
        assert advisor
        if self.random.random() < 0.6:
            self.plan(self.after(advisor, now, HOUR, 5 * DAY), self._look, interview, advisor)
        self.plan(now + 8 * DAY, self._catch_up, interview)

    def _look(self, interview: Interview, advisor: User, now: datetime) -> None:
        if self._now(interview).state != State.IN_REVIEW:
            return
        if self.random.random() < 0.8:
            self._goes_on(actions.approve(interview, by=advisor, now=now), now)
        else:
            actions.return_to_student(interview, by=advisor, comment="Say why you ask this person.", now=now)

    def _catch_up(self, interview: Interview, now: datetime) -> None:
        """It has gone on by the clock; somebody answers it all the same."""
        if (interview := self._now(interview)).state in (State.REQUESTED, State.SCHEDULED):
            self._goes_on(interview, now)

    # --- Coming to a time -----------------------------------------------------------------------------------------
    def _goes_on(self, interview: Interview, now: datetime) -> None:
        """Whoever's turn it is does something, or nothing."""
        student, mentor = interview.student.user, interview.asked_mentor.user
        if interview.state == State.SCHEDULED:
            return self._booked(interview, now)
        if not interview.turn:
            return None
        actor, quick = (mentor, 0.55) if interview.turn == "mentor" else (student, 0.7)
        most = 3 * DAY if self.random.random() < quick else 19 * DAY
        self.plan(self.after(actor, now, HOUR, most), self._answer, interview.pk, interview.version)
        if interview.state == State.REQUESTED and self.random.random() < 0.4:
            self.plan(self.after(student, now, 7 * DAY, 19 * DAY), self._follow_up, interview)
        return None

    def _answer(self, pk: uuid.UUID, version: int, now: datetime) -> None:
        interview = self._fresh(pk)
        since = interview.events.filter(number__gt=version).exclude(verb__in=["followed_up", "let_go", "wrote"])
        if since.exists() and interview.version != version:
            return
        by = {
            (State.REQUESTED, "mentor"): self._mentor_answers,
            (State.REQUESTED, "student"): self._student_explains,
            (State.COUNTERED, "student"): self._student_chooses,
            (State.ACCEPTED, "student"): self._student_fixes,
            (State.ACCEPTED, "mentor"): self._mentor_answers,
        }.get((State(interview.state), interview.turn))
        if by:
            by(interview, now)
            self._goes_on(self._fresh(pk), now)

    def _mentor_answers(self, interview: Interview, now: datetime) -> None:
        mentor = interview.asked_mentor.user
        does = self.one_of(accept=60, offer=12, yes=10, decline=10, question=8, silence=12, withdraw=3)
        if interview.state == State.ACCEPTED and does in ("yes", "question", "decline"):
            does = "accept"
        if does == "accept":
            starts = [interview.starts_at] if interview.starts_at else []
            starts += [offer.starts_at for offer in interview.offered_times.all()]
            coming = [start for start in starts if start and start > now]
            does = "accept" if coming else "offer"
        if does == "accept":
            actions.accept(interview, by=mentor, starts_at=self.random.choice(coming), where=WHERE, now=now)
        elif does == "offer":
            starts = self._some_times(mentor, now)
            actions.offer_times(interview, by=mentor, starts=starts, where=WHERE, now=now)
        elif does == "yes":
            actions.say_yes(interview, by=mentor, where=WHERE, now=now)
        elif does == "decline":
            colleague = self.random.choice(["", "Ann Lee"])
            actions.decline(interview, by=mentor, colleague=colleague, now=now)
            if colleague and self.random.random() < 0.5:
                student = interview.student
                self.plan(self.after(student.user, now, HOUR, 25 * DAY), self._take_up, student, colleague)
        elif does == "question":
            actions.ask_first(uuid.uuid4(), interview, by=mentor, text="What is it about?", via="page", now=now)
        elif does == "withdraw":
            actions.withdraw(interview, by=interview.student.user, now=now)
        else:
            raise RuleBroken("silence")

    def _student_explains(self, interview: Interview, now: datetime) -> None:
        if self.random.random() < 0.75:
            text = "About how you began."
            actions.write(uuid.uuid4(), interview, by=interview.student.user, text=text, via="page", now=now)

    def _student_chooses(self, interview: Interview, now: datetime) -> None:
        student = interview.student.user
        times = actions.times_to_choose(interview, policy=Policy.current(), now=now)
        if times and self.random.random() < 0.8:
            actions.choose_time(interview, by=student, starts_at=self.random.choice(times), now=now)
        else:
            actions.propose_times(interview, by=student, starts=self._some_times(student, now), now=now)

    def _student_fixes(self, interview: Interview, now: datetime) -> None:
        if self.random.random() < 0.6:
            self._student_chooses(interview, now)
        else:
            times = self._some_times(interview.student.user, now)
            actions.propose_times(interview, by=interview.student.user, starts=times, now=now)

    def _follow_up(self, interview: Interview, now: datetime) -> None:
        actions.follow_up(self._now(interview), by=interview.student.user, text="Kind regards again.", now=now)

    # --- Around the call ------------------------------------------------------------------------------------------
    def _booked(self, interview: Interview, now: datetime) -> None:
        start, end, student = interview.starts_at, interview.ends_at, interview.student.user
        assert start
        assert end
        pk, version = interview.pk, interview.version
        ahead = start - now
        if self.random.random() < 0.6:
            self.plan(self.after(student, now, HOUR, max(ahead, 2 * HOUR)), self._prepare, pk)
        if self.random.random() < 0.18:
            at = now + ahead * self.random.random()
            self.plan(self.awake(student, at), self._change, pk, version)
        self.plan(end + timedelta(minutes=self.random.randint(0, 14)), self._is_over, pk, version)

    def _prepare(self, pk: uuid.UUID, now: datetime) -> None:
        interview, is_whole = self._fresh(pk), self.random.random() < 0.6
        if interview.state == State.SCHEDULED:
            questions = QUESTIONS if is_whole else ["Why?"]
            actions.save_preparation(interview, found_out="", goals="Learn.", now=now)
            actions.add_questions(interview.student, interview, texts=questions)
            self.gaps.setdefault(str(pk), []).append((now, not is_whole))

    def _change(self, pk: uuid.UUID, version: int, now: datetime) -> None:
        interview = self._fresh(pk)
        if interview.version != version:
            return
        side = self.random.choice(["student", "mentor"])
        by = interview.student.user if side == "student" else interview.asked_mentor.user
        who: dict[str, Any] = {"by": by, "role": side, "now": now}
        does = self.one_of(move=4, postpone=2, cancel=4)
        if does == "move":
            free = free_times(
                interview.asked_mentor,
                interview.student,
                now=now,
                policy=Policy.current(),
                ask_first=False,
                without=interview,
            )
            actions.move(interview, starts_at=self.random.choice(free[:30] or [now + DAY]), **who)
        elif does == "postpone":
            actions.postpone(interview, reason="Something came up.", **who)
        else:
            actions.cancel(interview, reason="Something came up.", **who)
        self._goes_on(self._fresh(pk), now)

    def _is_over(self, pk: uuid.UUID, version: int, now: datetime) -> None:
        interview = self._fresh(pk)
        if interview.state != State.SCHEDULED or interview.version != version:
            return
        student, mentor = interview.student.user, interview.asked_mentor.user
        does = self.one_of(student=30, student_later=25, mentor_at_once=5, mentor=10, missed=5, nobody=30)
        if does == "student":
            actions.complete(interview, by=student, now=now)
            self._looks_back(interview, now)
        elif does == "student_later":
            self.plan(self.after(student, now, HOUR, 40 * HOUR), self._held, interview, student)
        elif does == "mentor_at_once":
            actions.complete(interview, by=mentor, now=now)
            self._looks_back(interview, now)
        elif does == "mentor":
            self.plan(self.after(mentor, now, HOUR, 40 * HOUR), self._held, interview, mentor)
        elif does == "missed":
            self.plan(now, self._missed, interview, self.random.choice([student, mentor]))
        else:
            self.plan(now + 49 * HOUR, self._looks_back, interview)

    def _held(self, interview: Interview, by: User, now: datetime) -> None:
        actions.complete(self._now(interview), by=by, now=now)
        self._looks_back(interview, now)

    def _missed(self, interview: Interview, by: User, now: datetime) -> None:
        actions.miss(self._now(interview), by=by, now=now)
        if self.random.random() < 0.3:
            self.plan(now + DAY, self._held, interview, by)

    def _looks_back(self, interview: Interview, now: datetime) -> None:
        student = interview.student.user
        if self.random.random() < 0.65:
            self.plan(self.after(student, now, timedelta(), 60 * HOUR), self._thank, interview)
        if self.random.random() < 0.6:
            self.plan(self.after(student, now, HOUR, 14 * DAY), self._reflect, interview)

        if self.random.random() < 0.3:
            self.plan(self.after(student, now, 5 * DAY, 150 * DAY), self._tell_news, interview)

    def _tell_news(self, interview: Interview, now: datetime) -> None:
        interview, update = self._now(interview), self.random.choice(list(Message.Update))
        by = interview.student.user
        actions.send_update(uuid.uuid4(), interview, by=by, update=update, text="It went well.", now=now)

    def _take_up(self, student: Student, name: str, now: datetime) -> None:
        save_contact(
            Contact(student=student, name=name, kind=Contact.Kind.values[0], introduced_by="A mentor", created_at=now),
            now=now,
        )

    def _thank(self, interview: Interview, now: datetime) -> None:
        how = self.random.choice(["mail", "own"])
        student = interview.student.user
        actions.send_thank_you(self._now(interview), by=student, how=how, text="Thank you for your time.", now=now)

    def _reflect(self, interview: Interview, now: datetime) -> None:
        student, advisor = interview.student.user, interview.student.advisor
        begun = reflections.begin(self._now(interview), by=student, now=now)
        reflections.submit(begun, by=student, answers=ANSWERS, version=begun.version, now=now)
        assert advisor
        self.plan(self.after(advisor, now, HOUR, 14 * DAY), self._review, begun, advisor)

    def _review(self, reflection: Reflection, advisor: User, now: datetime) -> None:
        reflection = Reflection.objects.get(pk=reflection.pk)
        verdict = self.random.choice(["looks_good"] * 5 + ["please_add"])
        reflections.review(
            reflection, by=advisor, verdict=verdict, comment="More.", version=reflection.version, now=now
        )

    # --- Whatever else people do ----------------------------------------------------------------------------------
    def wish(self, now: datetime) -> None:
        campus.wish(self.people, self.random.choice(list(self.people.users.values())), self.random, now)

    def rest(self, mentor: Mentor, now: datetime) -> None:
        """A mentor takes a break, and comes back on the day or before."""
        back_on = (now + timedelta(days=self.random.randint(2, 40))).date()
        mentoring.pause(mentor, by=mentor.user, until=back_on, now=now)
        self.people.pauses.setdefault(mentor.pk, []).append((now, back_on, NEVER))
        if self.random.random() < 0.3:
            self.plan(self.after(mentor.user, now, HOUR, 30 * DAY), self._go_on, mentor)

    def _go_on(self, mentor: Mentor, now: datetime) -> None:
        mentoring.stay(mentor, by=mentor.user, now=now)
        self.people.confirmed[mentor.pk].append(now)
        since, back_on, came_back = self.people.pauses[mentor.pk][-1]
        self.people.pauses[mentor.pk][-1] = since, back_on, min(came_back, now)

    def _quieten(self, interview: Interview, user: User, now: datetime) -> None:
        preferences.quieten(interview, by=user, now=now)
        self.people.quieted[user.pk].setdefault(str(interview.pk), now)

    def _now(self, interview: Interview) -> Interview:
        return self._fresh(interview.pk)

    def _fresh(self, pk: uuid.UUID) -> Interview:
        return Interview.objects.with_people().get(pk=pk)
