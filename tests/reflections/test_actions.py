"""From the first word to the advisor's answer: state, versions, and the exact set of mails."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from careernet.accounts.models import AuditEvent, User
from careernet.core.rules import RuleBroken
from careernet.interviews import actions as talks
from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail
from careernet.reflections import actions
from careernet.reflections.models import Reflection, Review
from careernet.reflections.reading import versions_of
from careernet.students.models import Student
from tests.reflections.writing import ANSWERS, handed_in, written

pytestmark = pytest.mark.django_db


def mails() -> set[tuple[str, str]]:
    return set(OutgoingMail.objects.filter(kind__startswith="reflections").values_list("subject", "to"))


@pytest.mark.parametrize("state", [State.DRAFT, State.REQUESTED, State.SCHEDULED, State.CANCELLED, State.DECLINED])
def test_nobody_reflects_on_a_conversation_they_have_not_had(
    state: str, an_interview: Callable[..., Interview], student: Student, now: datetime
) -> None:
    interview = an_interview(state)

    with pytest.raises(RuleBroken, match="once you have had it"):
        actions.begin(interview, by=student.user, now=now)

    assert not Reflection.objects.exists()


def test_only_the_student_begins_one(an_interview: Callable[..., Interview], now: datetime) -> None:
    interview = an_interview(State.COMPLETED)

    with pytest.raises(RuleBroken):
        actions.begin(interview, by=interview.mentor.user, now=now)

    assert not Reflection.objects.exists()


def test_beginning_twice_is_beginning_once(an_interview: Callable[..., Interview], now: datetime) -> None:
    interview = an_interview(State.COMPLETED)

    first, second = (actions.begin(interview, by=interview.student.user, now=now) for _ in range(2))

    assert first == second


def test_a_draft_keeps_what_was_written_and_may_leave_anything_out(
    an_interview: Callable[..., Interview], now: datetime
) -> None:
    draft = written(an_interview(State.COMPLETED), now=now)

    saved = actions.save_draft(
        draft, by=draft.interview.student.user, answers=actions.Answers(learned="A lot."), version=1, now=now
    )

    assert (saved.learned, saved.best_advice, saved.version, saved.state) == ("A lot.", "", 2, "draft")
    assert not saved.versions.exists()


def test_two_tabs_do_not_overwrite_each_other(an_interview: Callable[..., Interview], now: datetime) -> None:
    draft = written(an_interview(State.COMPLETED), now=now)
    other = replace(ANSWERS, best_advice="Said in another tab.")

    with pytest.raises(actions.EditedElsewhere):
        actions.save_draft(draft, by=draft.interview.student.user, answers=other, version=0, now=now)

    draft.refresh_from_db()
    assert draft.best_advice == ANSWERS.best_advice


@pytest.mark.parametrize("arriving", [(1, 2), (2, 1)], ids=["in order", "the wrong way around"])
@pytest.mark.parametrize("latest", ["Newer.", ANSWERS.best_advice], ids=["other words", "the words of before"])
def test_what_a_page_sent_last_stands(
    latest: str, arriving: tuple[int, int], an_interview: Callable[..., Interview], now: datetime
) -> None:
    draft, page = written(an_interview(State.COMPLETED), now=now), uuid4()
    by, sent = draft.interview.student.user, {1: "Older.", 2: latest}

    for nth in arriving:
        answers = replace(ANSWERS, best_advice=sent[nth])
        actions.save_draft(draft, by=by, answers=answers, version=1, page=page, nth=nth, now=now)

    draft.refresh_from_db()
    assert draft.best_advice == latest


def test_what_was_overtaken_is_not_handed_in(an_interview: Callable[..., Interview], now: datetime) -> None:
    draft, page = written(an_interview(State.COMPLETED), now=now), uuid4()
    said = {"by": draft.interview.student.user, "version": 1, "page": page, "now": now}
    actions.save_draft(draft, answers=replace(ANSWERS, best_advice="Newer."), nth=2, **said)

    with pytest.raises(actions.EditedElsewhere):
        actions.submit(draft, answers=replace(ANSWERS, best_advice="Older."), nth=1, **said)

    draft.refresh_from_db()
    assert (draft.best_advice, draft.state) == ("Newer.", "draft")


def test_saving_the_same_again_changes_nothing(an_interview: Callable[..., Interview], now: datetime) -> None:
    draft = written(an_interview(State.COMPLETED), now=now)

    saved = actions.save_draft(draft, by=draft.interview.student.user, answers=ANSWERS, version=0, now=now)

    assert saved.version == draft.version


@pytest.mark.parametrize("name", actions.REQUIRED)
def test_handing_in_asks_for_what_is_required(name: str, an_interview: Callable[..., Interview], now: datetime) -> None:
    draft = written(an_interview(State.COMPLETED), now=now)
    answers = replace(ANSWERS, **{name: None if name == "interest" else ""})

    with pytest.raises(RuleBroken, match=str(actions.REQUIRED[name])):
        actions.submit(draft, by=draft.interview.student.user, answers=answers, version=1, now=now)

    draft.refresh_from_db()
    assert draft.state == "draft"
    assert not draft.versions.exists()


def test_what_is_handed_in_is_kept_as_a_version_and_sends_nothing(
    an_interview: Callable[..., Interview], now: datetime
) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)

    version = reflection.versions.get()

    assert (reflection.state, reflection.submitted_at, reflection.wake_at) == ("submitted", now, now)
    assert (version.number, version.answers["best_advice"]) == (reflection.version, ANSWERS.best_advice)
    assert mails() == set()


def test_handing_in_twice_is_handing_in_once(an_interview: Callable[..., Interview], now: datetime) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)

    actions.submit(reflection, by=reflection.interview.student.user, answers=ANSWERS, version=1, now=now)

    assert reflection.versions.count() == 1


def test_an_old_tab_cannot_hand_in_over_newer_words(an_interview: Callable[..., Interview], now: datetime) -> None:
    draft = written(an_interview(State.COMPLETED), now=now)
    old = replace(ANSWERS, best_advice="What I wrote before.")

    with pytest.raises(actions.EditedElsewhere):
        actions.submit(draft, by=draft.interview.student.user, answers=old, version=0, now=now)

    draft.refresh_from_db()
    assert (draft.state, draft.best_advice) == ("draft", ANSWERS.best_advice)


def test_handing_in_right_behind_its_own_autosave_is_no_other_tab(
    an_interview: Callable[..., Interview], now: datetime
) -> None:
    draft = written(an_interview(State.COMPLETED), now=now)

    reflection = actions.submit(draft, by=draft.interview.student.user, answers=ANSWERS, version=0, now=now)

    assert reflection.state == "submitted"


def test_what_is_handed_in_can_no_longer_be_changed(an_interview: Callable[..., Interview], now: datetime) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)
    other = replace(ANSWERS, next_step="Something else.")

    with pytest.raises(RuleBroken, match="handed this in"):
        actions.save_draft(
            reflection, by=reflection.interview.student.user, answers=other, version=reflection.version, now=now
        )

    reflection.refresh_from_db()
    assert reflection.next_step == ANSWERS.next_step


def test_looks_good_ends_it_and_tells_the_student(
    an_interview: Callable[..., Interview], advisor: User, now: datetime
) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)

    done = actions.review(
        reflection, by=advisor, verdict="looks_good", comment="Well said.", version=reflection.version, now=now
    )

    assert (done.state, done.wake_at) == ("done", now)
    assert done.reviews.get().comment == "Well said."
    assert mails() == {("Rosa Alvarez read your reflection on Maya Chen", reflection.interview.student.user.email)}


def test_please_add_returns_it_and_tells_the_student(
    an_interview: Callable[..., Interview], advisor: User, now: datetime
) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)

    returned = actions.review(
        reflection, by=advisor, verdict="please_add", comment="Why?", version=reflection.version, now=now
    )

    assert (returned.state, returned.is_editable) == ("returned", True)
    assert mails() == {
        ("Rosa Alvarez asks you to add to your reflection on Maya Chen", reflection.interview.student.user.email)
    }


def test_please_add_says_what(an_interview: Callable[..., Interview], advisor: User, now: datetime) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)

    with pytest.raises(RuleBroken, match="Write what you would like"):
        actions.review(reflection, by=advisor, verdict="please_add", comment="", version=reflection.version, now=now)

    assert not Review.objects.exists()
    assert mails() == set()


def test_a_double_click_answers_once(an_interview: Callable[..., Interview], advisor: User, now: datetime) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)
    answer = {"by": advisor, "verdict": "please_add", "comment": "Why?", "version": reflection.version, "now": now}

    actions.review(reflection, **answer)
    actions.review(reflection, **answer)

    assert Review.objects.count() == 1
    assert len(mails()) == 1


def test_a_second_advisor_learns_that_it_is_answered(
    an_interview: Callable[..., Interview], advisor: User, strangers: dict[str, User], now: datetime
) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)
    answer = {"verdict": "looks_good", "comment": "", "version": reflection.version, "now": now}
    actions.review(reflection, by=advisor, **answer)

    with pytest.raises(RuleBroken, match="Rosa Alvarez has already answered"):
        actions.review(reflection, by=strangers["advisor"], **answer)

    assert Review.objects.get().by == advisor


def test_an_old_page_cannot_answer_a_newer_version(
    an_interview: Callable[..., Interview], advisor: User, now: datetime
) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)
    later = now + timedelta(days=1)
    actions.review(reflection, by=advisor, verdict="please_add", comment="Why?", version=reflection.version, now=now)
    more = replace(ANSWERS, learned="That it takes a license.")
    again = actions.submit(
        reflection, by=reflection.interview.student.user, answers=more, version=reflection.version, now=later
    )

    with pytest.raises(RuleBroken):
        actions.review(again, by=advisor, verdict="looks_good", comment="", version=reflection.version, now=later)

    again.refresh_from_db()
    assert again.state == "submitted"
    assert [version.answers["learned"] for version in again.versions.order_by("number")] == ["", more.learned]


def test_several_are_thanked_at_once_and_each_reading_is_recorded(
    an_interview: Callable[..., Interview], advisor: User, student: Student, now: datetime
) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)

    actions.thank([reflection], by=advisor, now=now)

    reflection.refresh_from_db()
    assert reflection.state == "done"
    assert AuditEvent.objects.get(verb=actions.READ).about == student.user
    assert len(mails()) == 1


def test_reading_is_recorded_once_for_each_reader_and_version(
    an_interview: Callable[..., Interview], advisor: User, now: datetime
) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)

    for version in (1, 1, 2):
        actions.note_reading(reflection, by=advisor, version=version, now=now)

    assert AuditEvent.objects.filter(by=advisor, verb=actions.READ).count() == 2


# --- Before the call ----------------------------------------------------------------------------------------------
def test_what_was_thought_before_is_handed_in_beside_what_is_thought_after(
    an_interview: Callable[..., Interview], student: Student, now: datetime
) -> None:
    booked = an_interview(State.SCHEDULED)
    actions.say_before(booked, by=student.user, interest=2, enjoyment=None, now=now)
    held = talks.complete(booked, by=student.user, now=now + timedelta(days=8))

    version = versions_of(handed_in(held, now=now + timedelta(days=9)))[0]

    interest = next(answer for answer in version.answers if answer.name == "interest")
    assert (interest.before, interest.words) == ("A little", "Quite a bit")


@pytest.mark.parametrize("state", [State.REQUESTED, State.COMPLETED, State.CANCELLED])
def test_what_is_thought_before_is_asked_only_while_the_call_is_to_come(
    state: str, an_interview: Callable[..., Interview], student: Student, now: datetime
) -> None:
    with pytest.raises(RuleBroken):
        actions.say_before(an_interview(state), by=student.user, interest=3, enjoyment=3, now=now)

    assert not Reflection.objects.exists()


def test_ratings_before_open_no_writing_before_the_call(
    an_interview: Callable[..., Interview], student: Student, now: datetime
) -> None:
    booked = an_interview(State.SCHEDULED)
    actions.say_before(booked, by=student.user, interest=2, enjoyment=2, now=now)

    with pytest.raises(RuleBroken, match="once you have had it"):
        actions.begin(booked, by=student.user, now=now)


# --- Comments and notes -------------------------------------------------------------------------------------------
def test_a_comment_on_an_answer_is_enough_to_ask_for_more(
    an_interview: Callable[..., Interview], advisor: User, now: datetime
) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)
    comments = {"best_advice": "Whose notebook?"}

    actions.review(reflection, by=advisor, verdict="please_add", on_answers=comments, version=1, now=now)

    said = versions_of(reflection)[0]
    assert [(answer.name, answer.comment) for answer in said.commented] == [("best_advice", "Whose notebook?")]
    [(subject, to)] = mails()
    assert subject.startswith("Rosa Alvarez asks you to add")
    assert to == reflection.interview.student.user.email


def test_a_note_is_opened_only_after_its_student_asked_and_both_are_on_record(
    an_interview: Callable[..., Interview], advisor: User, now: datetime
) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now)
    student = reflection.interview.student.user
    actions.review(reflection, by=advisor, verdict="looks_good", note="Ask about law school.", version=1, now=now)
    review = Review.objects.get()

    with pytest.raises(RuleBroken, match="Nobody has asked"):
        actions.show_note(review, by=advisor, now=now)
    with pytest.raises(RuleBroken, match="no such note"):
        actions.ask_for_note(review, by=advisor, now=now)
    for _twice in range(2):
        actions.ask_for_note(review, by=student, now=now)
        actions.show_note(review, by=advisor, now=now)

    review.refresh_from_db()
    events = AuditEvent.objects.filter(verb__contains="note").order_by("pk")
    assert (review.note_asked_at, review.note_shown_at) == (now, now)
    assert list(events.values_list("by", "verb", "about")) == [
        (student.pk, actions.ASKED, student.pk),
        (advisor.pk, actions.SHOWED, student.pk),
    ]
