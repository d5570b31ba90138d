"""The advisor's pages: their own students, in the order they asked, and nobody else's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careernet.accounts.models import AuditEvent, Role, User
from careernet.core import clock
from careernet.interviews.models import Interview, State
from careernet.reflections import actions, phrases
from careernet.reflections.models import Phrase, Reflection
from careernet.reminders import agenda
from careernet.students.models import Student
from tests.factories import MentorFactory, StudentFactory, person
from tests.reflections.writing import ANSWERS, handed_in, written

pytestmark = pytest.mark.django_db

QUEUE, STUDENTS, COMMENTS = "/advising/", "/advising/students/", "/advising/comments/"
LATER = timedelta(days=8)


@pytest.fixture
def reader(client_for: Callable[[User], Client], advisor: User) -> Client:
    return client_for(advisor)


@pytest.fixture
def reflection_by(an_interview: Callable[..., Interview], advisor: User, now: datetime) -> Callable[..., Reflection]:
    """`reflection_by("Ada Lima", wish="meet")`: handed in eight days from now by a student of the advisor's."""

    def hand_in(name: str, *, wish: str = "comment", hours: int = 0, **fields: object) -> Reflection:
        student = StudentFactory(advisor=advisor, user__full_name=name, **fields)
        interview = an_interview(State.COMPLETED, student=student, mentor=MentorFactory())
        return handed_in(interview, now=now + LATER + timedelta(hours=hours), answers=replace(ANSWERS, wish=wish))

    clock.move_to(now + LATER + timedelta(days=1))
    return hand_in


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def review_url(reflection: Reflection) -> str:
    return reverse("advising:review", args=[reflection.pk])


def test_the_queue_shows_who_wants_to_meet_first_then_the_oldest(
    reader: Client, reflection_by: Callable[..., Reflection]
) -> None:
    for name, wish, hours in [("Ana", "none", 0), ("Ben", "comment", 2), ("Cem", "comment", 1), ("Dee", "meet", 3)]:
        reflection_by(f"{name} Student", wish=wish, hours=hours)

    page = reader.get(QUEUE).content.decode()

    places = [page.index(f"{name} Student on") for name in ("Dee", "Cem", "Ben", "Ana")]
    assert places == sorted(places)


def test_an_empty_queue_says_so(reader: Client) -> None:
    page = reader.get(QUEUE).content.decode()

    assert "Nothing to read right now" in page


def test_several_are_thanked_with_one_click(reader: Client, reflection_by: Callable[..., Reflection]) -> None:
    ticked = [reflection_by(name, wish="none") for name in ("Ana Lima", "Ben Roy")]
    left = reflection_by("Cem Ak", wish="none")

    reader.post(reverse("advising:thank"), {"read": [f"{each.pk}/{each.version}" for each in ticked]})

    assert set(Reflection.objects.filter(state="done")) == set(ticked)
    assert Reflection.objects.get(state="submitted") == left


def test_thanking_leaves_alone_what_has_changed_since(reader: Client, reflection_by: Callable[..., Reflection]) -> None:
    reflection = reflection_by("Ana Lima", wish="none")

    response = reader.post(reverse("advising:thank"), {"read": [f"{reflection.pk}/9", "nonsense"]}, follow=True)

    reflection.refresh_from_db()
    assert reflection.state == "submitted"
    assert "Select at least one reflection." in response.content.decode()


def test_an_answer_leads_to_the_next_reflection(reader: Client, reflection_by: Callable[..., Reflection]) -> None:
    first, second = reflection_by("Ana Lima"), reflection_by("Ben Roy", hours=1)

    response = reader.post(
        review_url(first), {"verdict": "looks_good", "comment": "", "version": first.version}, follow=True
    )

    assert response.redirect_chain == [(review_url(second), 302)]
    assert "Answered. Ana gets a mail." in response.content.decode()


def test_after_the_last_one_comes_the_queue(reader: Client, reflection_by: Callable[..., Reflection]) -> None:
    only = reflection_by("Ana Lima")

    response = reader.post(review_url(only), {"verdict": "looks_good", "version": only.version})

    assert response["Location"] == QUEUE


def test_please_add_without_a_comment_is_a_problem_in_place(
    reader: Client, reflection_by: Callable[..., Reflection]
) -> None:
    reflection = reflection_by("Ana Lima")

    response = reader.post(review_url(reflection), {"verdict": "please_add", "version": reflection.version})

    assert response.status_code == 422
    assert '<a href="#id_comment">Write what you would like to read more about.</a>' in response.content.decode()


def test_an_answer_that_came_too_late_keeps_the_comment(
    reader: Client, reflection_by: Callable[..., Reflection], strangers: dict[str, User], now: datetime
) -> None:
    reflection = reflection_by("Ana Lima")
    actions.review(
        reflection, by=strangers["advisor"], verdict="looks_good", comment="", version=reflection.version, now=now
    )

    response = reader.post(
        review_url(reflection), {"verdict": "please_add", "comment": "Tell me more.", "version": reflection.version}
    )

    assert response.status_code == 409
    assert "Strange Advisor has already answered this one." in response.content.decode()
    assert "Tell me more." in response.content.decode()


def test_reading_is_recorded_once(reader: Client, reflection_by: Callable[..., Reflection]) -> None:
    reflection = reflection_by("Ana Lima")

    for _ in range(2):
        reader.get(review_url(reflection))

    assert AuditEvent.objects.filter(verb=actions.READ, object_id=str(reflection.pk)).count() == 1


def test_what_is_written_after_it_was_returned_stays_private_until_handed_in(
    reader: Client, reflection_by: Callable[..., Reflection], advisor: User, now: datetime
) -> None:
    reflection = reflection_by("Ana Lima")
    answer = {"verdict": "please_add", "comment": "Which lab?", "version": reflection.version}
    returned = actions.review(reflection, by=advisor, now=now, **answer)
    actions.save_draft(
        returned,
        by=returned.interview.student.user,
        answers=replace(ANSWERS, best_advice="PLANTED half a thought"),
        version=returned.version,
        now=now,
    )

    page = reader.get(review_url(reflection)).content.decode()

    assert ANSWERS.best_advice in page
    assert "PLANTED" not in page


def test_a_draft_is_the_students_alone(
    reader: Client, an_interview: Callable[..., Interview], student: Student, now: datetime
) -> None:
    draft = written(an_interview(State.COMPLETED), now=now, answers=replace(ANSWERS, learned="PLANTED"))

    pages = [QUEUE, STUDENTS, reverse("advising:student", args=[student.pk])]

    assert reader.get(review_url(draft)).status_code == 404
    assert all("PLANTED" not in reader.get(page).content.decode() for page in pages)


def test_another_advisor_learns_nothing(
    client_for: Callable[[User], Client],
    strangers: dict[str, User],
    reflection_by: Callable[..., Reflection],
) -> None:
    reflection = reflection_by("Ana Lima", wish="none")
    other = client_for(strangers["advisor"])

    answers = [
        other.get(review_url(reflection)),
        other.post(review_url(reflection), {"verdict": "looks_good", "version": reflection.version}),
        other.get(reverse("advising:student", args=[reflection.interview.student_id])),
    ]
    other.post(reverse("advising:thank"), {"read": f"{reflection.pk}/{reflection.version}"})

    reflection.refresh_from_db()
    assert [answer.status_code for answer in answers] == [404] * 3
    assert reflection.state == "submitted"
    assert "Ana Lima" not in other.get(QUEUE).content.decode() + other.get(STUDENTS).content.decode()


@pytest.mark.parametrize("kind", ["student", "mentor"])
def test_nobody_but_advisors_has_these_pages(
    kind: str, strangers: dict[str, User], client_for: Callable[[User], Client]
) -> None:
    client = client_for(strangers[kind])

    statuses = [client.get(QUEUE).status_code, client.get(STUDENTS).status_code]

    assert statuses == [404, 404]


def test_students_who_wait_too_long_for_an_answer_are_stuck(
    reader: Client, an_interview: Callable[..., Interview], now: datetime
) -> None:
    an_interview(State.REQUESTED)

    clock.move_to(now + timedelta(days=13))
    before = reader.get(QUEUE).content.decode()
    clock.move_to(now + timedelta(days=15))
    after = reader.get(QUEUE).content.decode()

    assert "over two weeks" not in before
    assert "1 request without an answer for over two weeks" in after


def test_students_who_write_nothing_for_a_week_are_stuck(
    reader: Client, an_interview: Callable[..., Interview], now: datetime
) -> None:
    interview = an_interview(State.COMPLETED)

    clock.move_to(now + timedelta(days=15))
    before = reader.get(QUEUE).content.decode()
    handed_in(interview, now=now + timedelta(days=15))
    after = reader.get(QUEUE).content.decode()

    assert "1 conversation not written about for over a week" in before
    assert "not written about" not in after


def test_after_three_weeks_nobody_asks_for_what_was_never_written(
    reader: Client, an_interview: Callable[..., Interview], advisor: User, now: datetime
) -> None:
    end = an_interview(State.COMPLETED).during.upper

    said = []
    for days in (6, 8, 20, 22):
        clock.move_to(end + timedelta(days=days))
        page = reader.get(QUEUE).content.decode()
        said.append(
            ("not written about" in page, bool(agenda.open_items(agenda.cases_of(advisor), advisor, clock.now())))
        )

    assert said == [(False, False), (True, True), (True, True), (False, False)]


def test_students_are_found_by_name(reader: Client, advisor: User) -> None:
    for name in ("Ana Lima", "Ben Roy"):
        StudentFactory(advisor=advisor, user__full_name=name)

    page = reader.get(STUDENTS, {"q": "lima"}).content.decode()

    assert "Ana Lima" in page
    assert "Ben Roy" not in page


def test_a_search_that_finds_nobody_says_whom_it_looked_for(reader: Client) -> None:
    page = reader.get(STUDENTS, {"q": "Zelda"}).content.decode()

    assert "Nobody called “Zelda” among your students" in page


@pytest.mark.parametrize(("sort", "first"), [("name", "Ana"), ("year", "Ben"), ("stuck", "Ben"), ("junk", "Ana")])
def test_students_can_be_sorted(
    sort: str, first: str, reader: Client, advisor: User, an_interview: Callable[..., Interview], now: datetime
) -> None:
    StudentFactory(advisor=advisor, user__full_name="Ana Lima", class_year=2029)
    ben = StudentFactory(advisor=advisor, user__full_name="Ben Roy", class_year=2027)
    an_interview(State.REQUESTED, student=ben)
    clock.move_to(now + timedelta(days=20))

    page = reader.get(STUDENTS, {"sort": sort}).content.decode()

    assert (page.index("Ana Lima") < page.index("Ben Roy")) == (first == "Ana")


def test_a_students_page_shows_conversations_but_no_drafts(
    reader: Client, an_interview: Callable[..., Interview], student: Student
) -> None:
    an_interview(State.DRAFT, mentor=MentorFactory(user__full_name="Secret Draft"))
    an_interview(State.SCHEDULED)

    page = reader.get(reverse("advising:student", args=[student.pk])).content.decode()

    assert "Maya Chen: booked" in page
    assert "Secret Draft" not in page


def test_more_rows_cost_no_more_queries(reader: Client, reflection_by: Callable[..., Reflection]) -> None:
    one = reflection_by("Ana Lima")
    reader.get(review_url(one))
    pages = [QUEUE, STUDENTS, review_url(one), reverse("advising:student", args=[one.interview.student_id])]
    before = [queries(reader, page) for page in pages]

    for number in range(6):
        reflection_by(f"Student {number}", wish=("none", "comment", "meet")[number % 3])

    assert [queries(reader, page) for page in pages] == before
    assert max(before) <= 12


def test_a_search_of_very_many_words_is_cut_short(reader: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        reader.get(STUDENTS, {"q": "li " * 500})

    assert max(query["sql"].count("UPPER('%LI%')") for query in captured) <= 16


# --- Comments, their bank, notes for colleagues -------------------------------------------------------------------
def test_comments_stand_under_their_answers_for_the_student(
    reader: Client, client_for: Callable[[User], Client], reflection_by: Callable[..., Reflection]
) -> None:
    reflection = reflection_by("Ana Lima")
    said = {"verdict": "looks_good", "on_interest_why": "Say more about the days.", "version": reflection.version}

    reader.post(review_url(reflection), said)

    page = client_for(reflection.interview.student.user).get(reverse("reflections:detail", args=[reflection.pk]))
    words = page.content.decode()
    assert words.index("The days are more varied") < words.index("Say more about the days.")
    assert 'id="v1-interest_why-comment"' in words
    assert 'href="#v1-interest_why-comment"' in words


def test_a_phrase_is_put_in_without_javascript_and_all_that_was_typed_stays(
    reader: Client, advisor: User, reflection_by: Callable[..., Reflection], now: datetime
) -> None:
    reflection = reflection_by("Ana Lima")
    phrase = phrases.keep("Who could tell you the other side?", by=advisor, is_for_all=False, now=now)
    typed = {"comment": "Good.", "on_next_step": "When?", "note": "Shy.", "version": reflection.version}

    form = reader.post(review_url(reflection), {**typed, "insert": phrase.pk}).context["form"]

    assert form["comment"].value() == "Good.\nWho could tell you the other side?"
    assert (form["on_next_step"].value(), form["note"].value()) == ("When?", "Shy.")
    assert not form.errors
    assert not reflection.reviews.exists()


def test_the_bank_offers_ones_own_and_the_offices_comments_and_no_colleagues(
    reader: Client, advisor: User, client_for: Callable[[User], Client], strangers: dict[str, User]
) -> None:
    officer, colleague = person(Role.Kind.OFFICER), strangers["advisor"]
    reader.post(COMMENTS, {"text": "Mine alone.", "is_for_all": "on"})
    client_for(officer).post(COMMENTS, {"text": "From the office.", "is_for_all": "on"})

    assert offered(advisor) == {"Mine alone.", "From the office."}
    assert offered(colleague) == {"From the office."}


def test_the_offices_comments_are_the_offices_to_remove(reader: Client, now: datetime) -> None:
    kept = phrases.keep("Ours.", by=person(Role.Kind.OFFICER), is_for_all=True, now=now)

    assert reader.post(COMMENTS, {"remove": kept.pk}).status_code == 409

    assert Phrase.objects.get() == kept


def test_a_note_for_colleagues_shows_to_its_student_once_asked_for_and_opened(
    reader: Client, client_for: Callable[[User], Client], reflection_by: Callable[..., Reflection]
) -> None:
    reflection = reflection_by("Ana Lima")
    author, page = client_for(reflection.interview.student.user), reverse("reflections:detail", args=[reflection.pk])
    reader.post(review_url(reflection), {"verdict": "looks_good", "note": "Shy at first.", "version": 1})

    before = author.get(page).content.decode()
    asked = author.post(reverse("reflections:note", args=[reflection.pk]), follow=True).content.decode()
    queue = reader.get(QUEUE).content.decode()
    reader.post(reverse("advising:show_note", args=[reflection.pk]))
    after = author.get(page).content.decode()

    assert "Ask to see it" in before
    assert "Asked to see a note about them" in queue
    assert ["Shy at first." in each for each in (before, asked, after)] == [False, False, True]


def offered(user: User) -> set[str]:
    return set(phrases.phrases_for(user).values_list("text", flat=True))
