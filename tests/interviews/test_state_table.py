"""The specification of the machine: what each action does in each state, written out."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.forms.models import model_to_dict

from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.models import Event, Interview, ResumeAsk, State
from careernet.mail.models import OutgoingMail
from careernet.students.models import Resume
from tests import factories
from tests.personas import ask

pytestmark = pytest.mark.django_db

NO = "-"  # refused: a RuleBroken, and nothing is written
SAME = "same"  # its own outcome is already there, or the clock finds nothing to do: nothing is written

# Rows are actions, columns the state before. Times are such that only the state decides.
COLUMNS = (
    "draft     in_review requested countered accepted  scheduled completed missed declined withdrawn expired cancelled"
).split()
TABLE = """
save_draft draft     -         -         -         -         -         -         -      -        -         -       -
send       requested same      same      -         -         -         -         -      -        -         -       -
book       scheduled same      same      -         -         -         -         -      -        -         -       -
unsend     same      draft     draft     -         -         -         -         -      -        -         -       -
approve    -         requested -         -         -         -         -         -      -        -         -       -
return     -         draft     -         -         -         -         -         -      -        -         -       -
follow_up  -         -         requested -         -         -         -         -      -        -         -       -
accept     -         -         scheduled -         -         same      -         -      -        -         -       -
say_yes    -         -         accepted  -         same      -         -         -      -        -         -       -
offer      -         -         countered same      countered -         -         -      -        -         -       -
choose     -         -         -         scheduled scheduled -         -         -      -        -         -       -
propose    -         -         same      requested accepted  -         -         -      -        -         -       -
decline    -         -         declined  declined  declined  -         -         -      same     -         -       -
withdraw   withdrawn withdrawn withdrawn withdrawn withdrawn -         -         -      -        same      -       -
let_go     same      same      same      same      same      same      same      same   same     same      same    same
expire     same      same      expired   expired   expired   same      same      same   same     same      same    same
unreached  same      same      expired   expired   expired   same      same      same   same     same      same    same
move       -         -         -         -         -         scheduled -         -      -        -         -       -
postpone   -         -         -         -         same      accepted  -         -      -        -         -       -
cancel     -         -         -         -         -         cancelled -         -      -        -         -       same
complete   -         -         -         -         -         completed same      -      -        -         -       -
miss       -         -         -         -         -         missed    missed    same   -        -         -       -
answer     -         -         -         -         -         -         -         missed -        -         -       -
settle     -         -         -         -         -         -         same      -      -        -         -       -
excuse     -         -         -         -         -         -         -         missed -        -         -       -
thank      -         -         -         -         -         completed completed -      -        -         -       -
unthank    same      same      same      same      same      same      same      same   same     same      same    same
write      -         -         requested countered accepted  scheduled completed -      -        -         -       -
update     -         -         -         -         -         -         completed -      -        -         -       -
ask_first  -         -         requested -         -         -         -         -      -        -         -       -
late       -         -         -         -         -         scheduled -         -      -        -         -       -
ask_resume -         -         -         -         -         scheduled completed -      -        -         -       -
release    -         -         -         -         -         scheduled completed -      -        -         -       -
take_back  -         -         -         -         -         scheduled completed -      -        -         -       -
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
# What an action leaves behind where it succeeds: the verb of its one Event, and the mails it queues.
OUTCOME: dict[str, tuple[str | None, list[str]]] = {
    "save_draft": (None, []),
    "send": ("requested", ["request", "request_on_its_way"]),
    "book": ("booked", ["booked", "booked_directly"]),
    "unsend": ("unsent", []),
    "approve": ("requested", ["request", "request_on_its_way"]),
    "return": ("returned", ["returned"]),
    "follow_up": ("followed_up", ["follow_up"]),
    "accept": ("accepted", ["booked", "booked"]),
    "say_yes": ("accepted", ["said_yes"]),
    "offer": ("offered", ["times_offered"]),
    "choose": ("chose", ["booked", "booked"]),
    "propose": ("proposed", ["times_proposed"]),
    "decline": ("declined", ["declined"]),
    "withdraw": ("withdrew", []),
    "expire": ("expired", ["expired_mentor", "expired_student"]),
    "unreached": ("unreached", ["unreached"]),
    "move": ("moved", ["moved", "moved"]),
    "postpone": ("postponed", ["postponed", "postponed"]),
    "cancel": ("cancelled", ["cancelled", "cancelled"]),
    "complete": ("completed", []),
    "miss": ("missed", ["missed"]),
    "answer": ("answered", ["absence_answered"]),
    "excuse": ("excused", []),
    "thank": ("thanked", ["thank_you"]),
    "write": ("wrote", ["wrote"]),
    "update": ("updated", ["update"]),
    "ask_first": ("asked_first", ["asked_first"]),
    "late": ("running_late", ["late"]),
    "ask_resume": ("resume_asked", ["resume_asked"]),
    "release": ("released", ["resume_released"]),
    "take_back": ("took_back", []),
}
# The mentor hears of a withdrawal once they have answered; before, the request itself is taken back unsent.
TOLD = {("withdraw", "countered"): ["withdrawn"], ("withdraw", "accepted"): ["withdrawn"]}
CASES = [(row[0], state, wanted) for row in ROWS for state, wanted in zip(COLUMNS, row[1:], strict=True)]


@pytest.mark.parametrize(("action", "state", "wanted"), CASES, ids=[f"{a}-{s}" for a, s, _ in CASES])
def test_each_action_does_in_each_state_what_the_table_says(
    action: str, state: str, wanted: str, an_interview: Callable[..., Interview], now: datetime
) -> None:
    interview = an_interview(state)
    before, mails, events = _row(interview), _queued(), interview.events.count()

    if wanted == NO:
        with pytest.raises(RuleBroken) as refusal:
            _do(action, interview, now)
    else:
        _do(action, interview, now)

    if wanted in (NO, SAME):
        assert (_row(interview), _queued(), interview.events.count()) == (before, mails, events)
        assert wanted == SAME or str(refusal.value).endswith(".")
    else:
        verb, names = OUTCOME[action]
        interview.refresh_from_db()
        assert interview.state == wanted
        assert interview.events.count() == events + (verb is not None) + (action == "thank" and state == "scheduled")
        assert verb is None or interview.events.get(number=interview.version).verb == verb
        assert _names(_keys() - {key for key, _state in mails}) == TOLD.get((action, state), names)


@pytest.mark.parametrize("state", COLUMNS)
def test_replaying_the_events_gives_the_state(state: str, an_interview: Callable[..., Interview]) -> None:
    interview = an_interview(state)

    events = list(interview.events.order_by("number"))

    replayed = State.DRAFT
    for event in events:
        assert event.from_state == replayed
        replayed = event.to_state
    assert replayed == state
    assert [event.number for event in events] == list(range(1, interview.version + 1))


@pytest.mark.parametrize("state", ["declined", "withdrawn", "expired", "cancelled"])
def test_a_closed_interview_owes_no_mail_but_the_closing_one(
    state: str, an_interview: Callable[..., Interview]
) -> None:
    interview = an_interview(state)

    owed = OutgoingMail.objects.about(interview).queued().values_list("data__version", flat=True)

    assert set(owed) <= {interview.version}


def _do(action: str, interview: Interview, now: datetime) -> None:
    """The action by the right person, at a moment at which nothing but the state is in its way."""
    student, mentor = interview.student, interview.mentor
    soon, start = now + timedelta(hours=3), now + timedelta(days=7)
    offered = now + timedelta(days=9, hours=interview.state == State.ACCEPTED)  # or within the mentor's hours
    after, video = start + timedelta(hours=1), "https://meet.example/maya"
    doing: dict[str, Callable[[], object]] = {
        "save_draft": lambda: actions.save_draft(interview.pk, student=student, mentor=mentor, ask=ask(), now=soon),
        "send": lambda: actions.send_request(
            interview.pk, student=student, mentor=mentor, ask=ask(proposed=(start, start + timedelta(days=1))), now=soon
        ),
        "book": lambda: actions.send_request(
            interview.pk,
            student=student,
            mentor=factories.instant(mentor),
            ask=ask(slot=now + timedelta(days=9, hours=2), books=True),
            now=soon,
        ),
        "unsend": lambda: actions.unsend(interview, by=student.user, now=now),
        "approve": lambda: actions.approve(interview, by=student.advisor, now=soon),
        "return": lambda: actions.return_to_student(interview, by=student.advisor, comment="Say why her.", now=soon),
        "follow_up": lambda: actions.follow_up(interview, by=student.user, text="Still keen.", now=after),
        "accept": lambda: actions.accept(interview, by=mentor.user, starts_at=start, where=video, now=soon),
        "say_yes": lambda: actions.say_yes(interview, by=mentor.user, where=video, now=soon),
        "offer": lambda: actions.offer_times(
            interview, by=mentor.user, starts=[now + timedelta(days=9)], where=video, now=soon
        ),
        "choose": lambda: actions.choose_time(interview, by=student.user, starts_at=offered, now=soon),
        "propose": lambda: actions.propose_times(
            interview, by=student.user, starts=[start, start + timedelta(days=1)], now=soon
        ),
        "decline": lambda: actions.decline(interview, by=mentor.user, now=soon),
        "withdraw": lambda: actions.withdraw(interview, by=student.user, now=soon),
        "let_go": lambda: actions.let_go(interview, now=soon),
        "expire": lambda: actions.expire(interview, now=soon),
        "unreached": lambda: actions.close_unreached(interview, now=soon),
        "move": lambda: actions.move(
            interview, by=student.user, role=Event.Role.STUDENT, starts_at=now + timedelta(days=9, hours=2), now=soon
        ),
        "postpone": lambda: actions.postpone(
            interview, by=mentor.user, role=Event.Role.MENTOR, reason="A trip came up.", now=soon
        ),
        "cancel": lambda: actions.cancel(
            interview, by=student.user, role=Event.Role.STUDENT, reason="I am ill.", now=soon
        ),
        "complete": lambda: actions.complete(interview, by=student.user, now=after),
        "miss": lambda: actions.miss(interview, by=mentor.user, now=start + timedelta(minutes=20)),
        "answer": lambda: actions.answer_absence(interview, by=student.user, answer="sorry", words="Ill.", now=after),
        "settle": lambda: actions.settle(interview, by=student.advisor, took_place=True, now=after),
        "excuse": lambda: actions.excuse(interview, by=student.advisor, now=after),
        "thank": lambda: actions.send_thank_you(interview, by=student.user, how="mail", text="Thank you.", now=after),
        "unthank": lambda: actions.take_back_thank_you(interview, by=student.user, now=after),
        "write": lambda: actions.write(
            uuid.uuid4(), interview, by=student.user, text="One more thing.", via="page", now=soon
        ),
        "update": lambda: actions.send_update(
            uuid.uuid4(), interview, by=student.user, update="job", text="I got it.", now=after
        ),
        "ask_first": lambda: actions.ask_first(
            uuid.uuid4(), interview, by=mentor.user, text="Which year?", via="link", now=soon
        ),
        "ask_resume": lambda: actions.ask_for_resume(interview, by=mentor.user, now=soon),
        "release": lambda: (
            _with_resume(interview, now) and actions.release_resume(interview, by=student.user, now=soon)
        ),
        "take_back": lambda: (
            _with_resume(interview, now, released_at=now)
            and actions.take_back_resume(interview, by=student.user, now=soon)
        ),
        "late": lambda: actions.running_late(interview, by=mentor.user, now=start - timedelta(minutes=10)),
    }
    doing[action]()


def _with_resume(interview: Interview, now: datetime, **changes: object) -> ResumeAsk:
    Resume.objects.create(student=interview.student, content=b"%PDF-1.7 %%EOF", uploaded_at=now)
    return ResumeAsk.objects.create(interview=interview, asked_at=now, **changes)


def _row(interview: Interview) -> dict[str, object]:
    fresh = Interview.objects.get(pk=interview.pk)
    times = sorted(fresh.offered_times.values_list("starts_at", flat=True))
    return model_to_dict(fresh) | {"version": fresh.version, "times": times}


def _keys() -> set[str]:
    return {key for key, _state in _queued()}


def _names(keys: set[str]) -> list[str]:
    """ "booked" for the key "interviews.booked:<interview>:<version>:<person>"."""
    return sorted(key.partition(":")[0].removeprefix("interviews.") for key in keys)


def _queued() -> set[tuple[str, str]]:
    return set(OutgoingMail.objects.values_list("key", "state"))


def test_a_form_that_carries_somebody_elses_row_is_refused(
    an_interview: Callable[..., Interview], now: datetime
) -> None:
    theirs = an_interview(State.REQUESTED)
    other = factories.StudentFactory()

    with pytest.raises(RuleBroken):
        actions.send_request(theirs.pk, student=other, mentor=theirs.mentor, ask=ask(), now=now)

    assert not Interview.objects.filter(student=other).exists()


def test_a_new_id_for_the_same_pair_is_refused_while_one_is_open(
    an_interview: Callable[..., Interview], now: datetime
) -> None:
    first = an_interview(State.REQUESTED)

    with pytest.raises(RuleBroken):
        actions.send_request(uuid.uuid4(), student=first.student, mentor=first.mentor, ask=ask(), now=now)

    assert Interview.objects.count() == 1
