"""Once a term, mentors read what their time did: of a term that is over, of people who are still to be told of."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from careernet.accounts.privacy import erase_account
from careernet.campus.models import AcademicPeriod
from careernet.interviews import safety
from careernet.interviews.actions import send_thank_you
from careernet.interviews.models import Interview, State
from careernet.mail import kinds, preferences
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.reflections.lines import Choices, choose, use
from careernet.reminders.terms import write_term_letters
from tests.reflections.writing import ANSWERS, handed_in

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def over(now: datetime) -> datetime:
    """The night eight days after the term that now runs."""
    ends_on = (now + 30 * DAY).date()
    AcademicPeriod.objects.create(kind="term", name="Fall 2026", starts_on=date(2026, 8, 1), ends_on=ends_on)
    return now + 39 * DAY


@pytest.fixture
def met(an_interview: Callable[..., Interview]) -> Interview:
    return an_interview(State.COMPLETED)


def letters() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind="reminders.term"))


def test_it_tells_who_was_met_who_thanked_and_who_used_the_advice_but_not_in_which_words(
    met: Interview, mentor: Mentor, now: datetime, over: datetime
) -> None:
    student = met.student.user
    send_thank_you(met, by=student, how="mail", text="It helped.", now=now + 8 * DAY)
    reflection = handed_in(met, now=now + 9 * DAY)
    choose(reflection, by=student, choices=Choices([ANSWERS.best_advice], kept=[ANSWERS.best_advice]), now=over)
    use(reflection.lines.get(), by=student, is_used=True, now=over)

    write_term_letters(over)

    [letter] = letters()
    assert letter.to_user == mentor.user
    assert letter.subject == "What your time did: Fall 2026"
    for said in (
        "you talked with 1 student",
        "They thanked you in a note: Jordan Parker.",
        "1 line of what they took",
        "They have used your advice since: Jordan Parker.",
    ):
        assert said in letter.text
        assert said in letter.html
    assert "It helped." not in letter.text + letter.html
    assert ANSWERS.best_advice not in letter.text + letter.html


def test_a_note_and_a_line_that_are_not_there_are_not_spoken_of(met: Interview, over: datetime) -> None:
    write_term_letters(over)

    [letter] = letters()
    assert "Jordan Parker. Thank you." in letter.text
    assert "note:" not in letter.text
    assert "used your advice" not in letter.text


def test_it_goes_once_however_often_the_night_asks(met: Interview, over: datetime) -> None:
    written = [write_term_letters(over + day * DAY) for day in range(3)]

    assert (written, len(letters())) == ([1, 0, 0], 1)


@pytest.mark.parametrize("days", [-9, -2, 21])
def test_it_goes_neither_before_a_week_has_passed_nor_when_the_term_is_long_over(
    met: Interview, over: datetime, days: int
) -> None:
    assert write_term_letters(over + days * DAY) == 0


def test_who_met_nobody_gets_none(an_interview: Callable[..., Interview], over: datetime) -> None:
    an_interview(State.DECLINED)

    assert write_term_letters(over) == 0


def test_who_has_stopped_gets_none(met: Interview, over: datetime) -> None:
    Mentor.objects.update(state=Mentor.State.RETIRED)

    assert write_term_letters(over) == 0


def test_nobody_is_told_of_who_is_kept_apart(met: Interview, mentor: Mentor, now: datetime, over: datetime) -> None:
    safety.keep_apart(met, by=mentor.user, now=now + 8 * DAY)

    assert write_term_letters(over) == 0


def test_it_is_held_back_when_somebody_it_names_is_gone(met: Interview, over: datetime) -> None:
    write_term_letters(over)
    [letter] = letters()
    before = kinds.get(letter.kind).still_holds(letter, over)

    erase_account(met.student.user, now=over)

    assert before is True
    assert kinds.get(letter.kind).still_holds(letter, over) == "somebody it names is gone, or the mentor has stopped"


@pytest.mark.parametrize(("level", "state"), [("everything", "sent"), ("weekly", "sent"), ("moves", "skipped")])
def test_whoever_wants_only_what_moves_plans_is_spared_and_one_letter_a_week_is_no_word_against_it(
    met: Interview, mentor: Mentor, over: datetime, level: str, state: str
) -> None:
    preferences.choose(preferences.Choice(level=level, letter_day=0), by=mentor.user, now=over)
    write_term_letters(over)
    [letter] = letters()

    while deliver_due(now=letter.due_at):
        pass

    letter.refresh_from_db()
    assert letter.state == state
