"""Finding a mentor: who is found, by what, in which order, and what is said when nobody is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db.models import Q
from django.test import Client
from hypothesis import given, settings, strategies as st
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.campus.models import Major
from careernet.interviews.models import Block, Interview
from careernet.mentors import filters, finding
from careernet.mentors.models import Mentor, NextOpen
from careernet.mentors.spelling import gather_words
from careernet.mentors.views import directory
from careernet.students.models import Student
from tests import factories

SignIn = Callable[[User], Client]
FIRST, AGAIN = 12, 6  # counts, names and who is full are kept for a while
pytestmark = pytest.mark.django_db


def a_mentor(name: str, **fields: object) -> Mentor:
    return factories.MentorFactory(user__full_name=name, sort_name=name.lower(), **fields)


def names(page: object) -> list[str]:
    return [card.name for card, _is_wanted in page.context["cards"]]


# --- Who may look -----------------------------------------------------------------------------------------------------
def test_students_and_those_who_advise_them_may_look(
    student: Student, advisor: User, officer: User, client_for: SignIn
) -> None:
    statuses = [client_for(user).get("/mentors/").status_code for user in (student.user, advisor, officer)]

    assert statuses == [200, 200, 200]


def test_a_mentor_gets_404_and_a_visitor_is_sent_to_sign_in(mentor: Mentor, client_for: SignIn, client: Client) -> None:
    assert client_for(mentor.user).get("/mentors/").status_code == 404
    assert client.get("/mentors/").status_code == 302


def test_only_listed_mentors_are_found(student: Student, client_for: SignIn) -> None:
    a_mentor("Amy Active")
    a_mentor("Paul Paused", state=Mentor.State.PAUSED)
    for state in (Mentor.State.INVITED, Mentor.State.APPLIED, Mentor.State.RETIRED):
        a_mentor(f"Nobody {state}", state=state)
    a_mentor("Gone", user__is_active=False)

    page = client_for(student.user).get("/mentors/")

    assert names(page) == ["Amy Active", "Paul Paused"]  # who can be asked comes first
    assert "2 mentors" in page.content.decode()


# --- Searching and filtering ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("q=zoe", ["Zoë Ångström"]),
        ("q=berlin+plan", ["Zoë Ångström"]),
        ("field=law", ["Zoë Ångström"]),
        ("setting=government", ["Zoë Ångström"]),
        ("place=US-CA", ["Ben Adams"]),
        ("place=CA", ["Cleo Roy"]),
        ("mode=in+person", ["Zoë Ångström"]),
        ("mode=phone&setting=private", ["Ben Adams", "Cleo Roy"]),
        ("field=nothing-of-the-kind", []),
        ("page=99&sort=sideways&unknown=1&q=%01", ["Ben Adams", "Cleo Roy", "Zoë Ångström"]),
    ],
)
def test_a_filter_leaves_those_it_names(typed: str, found: list[str], student: Student, client_for: SignIn) -> None:
    law = factories.FieldFactory(name="Law", slug="law")
    a_mentor("Ben Adams", country="US", region="CA")
    a_mentor("Cleo Roy", country="CA", city="Ottawa")
    a_mentor(
        "Zoë Ångström",
        field=law,
        work_setting="government",
        job_title="Planner",
        city="Berlin",
        country="DE",
        modes=["in person"],
    )

    page = client_for(student.user).get(f"/mentors/?{typed}")

    assert sorted(names(page)) == sorted(found)


def test_each_choice_says_how_many_it_would_leave_beside_the_others(student: Student, client_for: SignIn) -> None:
    law = factories.FieldFactory(name="Law", slug="law")
    a_mentor("A", field=law, modes=["video", "phone"], country="US", region="TX")
    a_mentor("B", field=law, modes=["phone"], country="US", region="CA")
    a_mentor("C", modes=["phone"], country="US", region="CA", state=Mentor.State.PAUSED)

    page = client_for(student.user).get("/mentors/?field=law")

    options = {
        choice.name: {option.label: option.count for _heading, options in choice.groups for option in options}
        for choice in page.context["found"].choices
    }
    assert options == {
        "field": {"Health care": "1", "Law": "2"},
        "setting": {"Private company": "2"},
        "place": {"California": "1", "Texas": "1"},
        "years": {"2010–2014": "2"},
        "mode": {"Video": "1", "Phone": "2"},
        "kind": {"Alum": "2"},
    }
    assert page.context["found"].number_to_be_asked == "2"


def test_an_empty_result_names_the_filter_to_leave_out(student: Student, client_for: SignIn) -> None:
    factories.FieldFactory(name="Law", slug="law")
    a_mentor("Ben Adams", work_setting="private")

    page = client_for(student.user).get("/mentors/?field=law&setting=private").content.decode()

    assert "Leave out Law" in page
    assert "Without Law: 1" in page
    assert 'href="/mentors/?setting=private"' in page
    assert "Clear filters" in page


def test_an_empty_directory_says_why(student: Student, client_for: SignIn) -> None:
    page = client_for(student.user).get("/mentors/")

    assert "No mentors are listed yet" in page.content.decode()


def test_htmx_gets_the_results_and_the_address_follows(student: Student, client_for: SignIn) -> None:
    a_mentor("Ben Adams")

    response = client_for(student.user).get("/mentors/?q=ben&field=&sort=fit", headers={"HX-Request": "true"})

    assert response["HX-Push-Url"] == "/mentors/?q=ben"
    assert "<html" not in response.content.decode()
    assert "Ben Adams" in response.content.decode()


NAMES = st.sampled_from(
    ["q", "field", "setting", "place", "mode", "now", "sort", "topic", "years", "after", "before", "exactly"]
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(NAMES, TEXTS))
def test_no_query_string_is_an_error(typed: dict[str, str]) -> None:
    student = Student.objects.first() or factories.StudentFactory()
    client = Client()
    client.force_login(student.user)

    assert client.get("/mentors/", typed).status_code == 200


# --- Why and in which order -------------------------------------------------------------------------------------------
def test_those_who_fit_the_student_come_first_and_say_why(student: Student, client_for: SignIn) -> None:
    chemistry = Major.objects.create(name="Chemistry")
    law = factories.FieldFactory(name="Law", slug="law")
    student.majors.add(chemistry)
    student.interests.add(law)
    a_mentor("Ann Any", work_setting="nonprofit")
    a_mentor("Ida Interest", field=law)
    mia = a_mentor("Mia Major")
    mia.majors.add(chemistry)
    factories.indexed(mia)

    page = client_for(student.user).get("/mentors/")

    assert [(card.name, card.why) for card, _is_wanted in page.context["cards"]] == [
        ("Mia Major", "Same major · works at a private company"),
        ("Ida Interest", "A field you're curious about · works at a private company"),
        ("Ann Any", "Works at a nonprofit"),
    ]


def test_among_equals_the_one_asked_least_this_month_comes_first(
    student: Student, client_for: SignIn, an_interview: Callable[..., object]
) -> None:
    a_mentor("Zoe Quiet")
    an_interview(mentor=a_mentor("Amy Busy"), student=factories.StudentFactory())

    page = client_for(student.user).get("/mentors/")

    assert set(names(page)[:2]) == {"Maya Chen", "Zoe Quiet"}
    assert names(page)[2] == "Amy Busy"


def test_the_soonest_time_comes_first_when_asked_for(student: Student, client_for: SignIn, now: datetime) -> None:
    for name, days in (("Never", None), ("Late", 9), ("Soon", 2), ("Over", -1)):
        starts_at = now + timedelta(days=days) if days else None
        NextOpen.objects.create(mentor=a_mentor(name), starts_at=starts_at, looked_at=now)

    page = client_for(student.user).get("/mentors/?sort=soonest")

    cards = [card for card, _is_wanted in page.context["cards"]]
    assert names(page)[:2] == ["Soon", "Late"]
    assert set(names(page)[2:]) == {"Never", "Over"}
    assert cards[0].chip == ("pine", "calendar-check", "Next time Wed, Sep 16")
    assert [card.action for card in cards] == ["View times", "View times", "Ask", "Ask"]


def test_the_soonest_times_are_found_among_more_than_can_be_ranked(
    student: Student, client_for: SignIn, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (filters, finding, directory):
        monkeypatch.setattr(module, "RANKED", 3)
    for days in (9, 8, 7, 6, 1, 2, 3, 4):
        mentor = a_mentor(f"Day {days}")
        NextOpen.objects.create(mentor=mentor, starts_at=now + timedelta(days=days), looked_at=now)

    page = client_for(student.user).get("/mentors/?sort=soonest&mode=video")

    assert names(page) == ["Day 1", "Day 2", "Day 3"]


@pytest.mark.parametrize("number", [1, 30])
def test_one_mentor_and_thirty_take_the_same_queries(
    number: int, student: Student, client_for: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        a_mentor(f"Mentor {each:02}")
    client = client_for(student.user)
    with django_assert_num_queries(FIRST):
        first = client.get("/mentors/")
    with django_assert_num_queries(AGAIN):
        client.get("/mentors/")

    assert len(names(first)) == min(number, 24)


# --- Page by page -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("order", ["fit", "newest", "soonest"])
def test_pages_follow_each_other_there_and_back(order: str, student: Student, client_for: SignIn) -> None:
    everybody = {a_mentor(f"Mentor {number:02}").user.full_name for number in range(60)}
    client = client_for(student.user)
    pages = [client.get(f"/mentors/?sort={order}")]
    while after := pages[-1].context["page"].after:
        pages.append(client.get(f"/mentors/?sort={order}&after={after}"))

    before = client.get(f"/mentors/?sort={order}&before={pages[2].context['page'].before}")

    assert [len(names(page)) for page in pages] == [24, 24, 12]
    assert {name for page in pages for name in names(page)} == everybody
    assert names(before) == names(pages[1])
    assert pages[0].context["page"].before == ""
    assert before.context["page"].after


def test_the_next_page_stays_right_while_people_come_and_go(student: Student, client_for: SignIn) -> None:
    mentors = {mentor.user.full_name: mentor for mentor in (a_mentor(f"Mentor {number:02}") for number in range(40))}
    client = client_for(student.user)
    first = client.get("/mentors/")
    expected = set(mentors) - set(names(first))

    for name in names(first)[-3:]:
        Mentor.objects.filter(pk=mentors[name].pk).update(state=Mentor.State.RETIRED)
    second = client.get(f"/mentors/?after={first.context['page'].after}")

    assert set(names(second)) == expected


def test_more_people_than_can_be_ranked_are_still_found_best_first(
    student: Student, client_for: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (filters, finding, directory):
        monkeypatch.setattr(module, "RANKED", 30)
    chemistry = Major.objects.create(name="Chemistry")
    student.majors.add(chemistry)
    for number in range(40):
        a_mentor(f"Mentor {number:02}")
    mia = a_mentor("Mia Major")
    mia.majors.add(chemistry)
    factories.indexed(mia)
    client = client_for(student.user)

    first = client.get("/mentors/")
    last = client.get(f"/mentors/?after={first.context['page'].after}")

    assert names(first)[0] == "Mia Major"
    assert (len(names(first)), len(names(last))) == (24, 6)
    assert "These were the first 30" in last.content.decode()
    assert len(names(client.get("/mentors/?q=chemist"))) == 24


def test_where_there_are_many_one_share_of_them_stands_for_all(
    student: Student, client_for: SignIn, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "COUNTED", 4)
    monkeypatch.setattr(filters, "MANY", 2)
    for module in (filters, finding, directory):
        monkeypatch.setattr(module, "RANKED", 4)
    share = now.toordinal() % 16
    for number in range(3):
        a_mentor(f"In {number}", pk=UUID(int=share * 2**124 + number))
        a_mentor(f"Out {number}", pk=UUID(int=(share + 1) % 16 * 2**124 + number))
    client = client_for(student.user)

    typed, chosen = client.get("/mentors/?q=chemist"), client.get("/mentors/?mode=video&setting=private")

    assert set(names(typed)) == {"In 0", "In 1", "In 2"}
    assert "These were the first 3" in typed.content.decode()
    assert len(names(chosen)) == 4
    for page in (typed, chosen):
        assert (page.context["found"].number_said, page.context["found"].number_to_be_asked) == ("4+", "4+")


@pytest.mark.parametrize("ranked", [1000, 4])
def test_equals_stand_in_a_ring_that_each_student_enters_elsewhere(
    ranked: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (filters, finding):
        monkeypatch.setattr(module, "RANKED", ranked)
    mentors = [a_mentor(f"Mentor {number:02}", pk=UUID(int=number * 2**124)).pk for number in range(16)]
    everybody = filters.MentorFilter({}, Mentor.objects.listed(), can_be_asked=Q(state="active"))

    for student in range(40):
        wishes = finding.Wishes.of(student, now)
        page = finding.page(everybody, "fit", wishes, Interview.objects.all(), now=now)

        begins = wishes.first.int >> 124
        expected = [*reversed(mentors[: begins + 1]), *reversed(mentors[begins + 1 :])]
        assert [each.id for each in page.found][:1] == expected[:1]


# --- What is said about each ------------------------------------------------------------------------------------------
def test_a_misspelled_word_shows_what_it_was_taken_for_and_the_way_back(student: Student, client_for: SignIn) -> None:
    a_mentor("Ida Johnson")
    gather_words()
    client = client_for(student.user)

    page = client.get("/mentors/?q=jonson")
    exactly = client.get("/mentors/?q=jonson&exactly=1")

    assert names(page) == ["Ida Johnson"]
    assert "Showing results for <strong>johnson</strong>" in page.content.decode()
    assert 'href="?q=jonson&amp;exactly=1"' in page.content.decode()
    assert names(exactly) == []


def test_a_work_setting_no_conversation_was_about_is_said_to_be_missing(student: Student, client_for: SignIn) -> None:
    student.work_settings = ["government", "private"]
    student.save()
    a_mentor("Ann Any")
    a_mentor("Gus Government", work_setting="government")
    a_mentor("Nora Nonprofit", work_setting="nonprofit")

    page = client_for(student.user).get("/mentors/?setting=government")

    assert page.context["cards"][0][0].why == "Works in government, missing from your plan"


def test_hours_make_nobody_look_better(student: Student, client_for: SignIn, now: datetime) -> None:
    with_hours, without = a_mentor("With Hours"), a_mentor("Without Hours")
    client = client_for(student.user)
    before = names(client.get("/mentors/"))

    NextOpen.objects.create(mentor=with_hours, starts_at=now + timedelta(days=2), looked_at=now)

    assert names(client.get("/mentors/")) == before
    assert without.user.full_name in before


def test_those_kept_apart_are_neither_shown_nor_counted(student: Student, client_for: SignIn) -> None:
    apart = a_mentor("Kept Apart")
    a_mentor("Ben Adams")
    Block.objects.create(by=apart.user, about=student.user)

    page = client_for(student.user).get("/mentors/?q=alum")

    assert "Kept Apart" not in page.content.decode()
    assert client_for(student.user).get("/mentors/").context["found"].number == 1
