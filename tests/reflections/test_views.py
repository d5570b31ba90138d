"""Writing a reflection through its pages: kept, refused, handed in, read again."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.core import clock
from careernet.interviews import actions as talks
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.reflections import actions
from careernet.reflections.models import Reflection
from careernet.students.models import Student
from tests.reflections.writing import ANSWERS, handed_in, written

pytestmark = pytest.mark.django_db

HELD = timedelta(days=7, hours=2)  # after the call of `an_interview(COMPLETED)`


@pytest.fixture
def interview(an_interview: Callable[..., Interview], now: datetime) -> Interview:
    held = an_interview(State.COMPLETED)
    clock.move_to(now + HELD)
    return held


@pytest.fixture
def author(client_for: Callable[[User], Client], student: Student) -> Client:
    return client_for(student.user)


def url(name: str, row: Interview | Reflection) -> str:
    return reverse(f"reflections:{name}", args=[row.pk])


def typed(**changes: object) -> dict[str, object]:
    said = {name: value for name, value in asdict(ANSWERS).items() if value is not None}
    return {**said, "version": 0, **changes}


def test_looking_at_the_page_writes_nothing(author: Client, interview: Interview) -> None:
    response = author.get(url("write", interview))

    assert response.status_code == 200
    assert not Reflection.objects.exists()


def test_the_page_says_first_who_can_read_it(author: Client, interview: Interview) -> None:
    page = author.get(url("write", interview)).content.decode()

    assert "Rosa Alvarez" in page
    assert page.index("Maya never sees it") < page.index("What was the most helpful advice?")


def test_a_conversation_that_has_not_taken_place_is_refused(
    author: Client, an_interview: Callable[..., Interview]
) -> None:
    response = author.get(url("write", an_interview(State.SCHEDULED)))

    assert response.status_code == 409
    assert "once you have had it" in response.content.decode()


def test_the_autosave_answers_with_when_it_was_saved(author: Client, interview: Interview) -> None:
    response = author.post(url("save", interview), typed(), headers={"HX-Request": "true"})

    saved = Reflection.objects.get()
    assert "Saved" in response.content.decode()
    assert 'value="1" id="id_version"' in response.content.decode()
    assert "<html" not in response.content.decode()
    assert (saved.best_advice, saved.state) == (ANSWERS.best_advice, "draft")


def test_a_draft_is_saved_without_javascript_and_may_be_incomplete(author: Client, interview: Interview) -> None:
    response = author.post(url("save", interview), {"best_advice": "Listen.", "wish": "comment"}, follow=True)

    assert "Saved" in response.content.decode()
    assert "Listen." in response.content.decode()


def test_another_tab_is_noticed_and_nothing_is_lost(author: Client, interview: Interview, now: datetime) -> None:
    written(interview, now=now + HELD)

    response = author.post(url("save", interview), typed(best_advice="Said in a second tab."))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Said in a second tab." in page
    assert 'name="version" value="1"' in page
    assert Reflection.objects.get().best_advice == ANSWERS.best_advice


def test_handing_in_while_the_same_page_still_saves_is_no_other_tab(author: Client, interview: Interview) -> None:
    page = author.get(url("write", interview)).context["form"]["page"].value()
    author.post(url("save", interview), typed(learned="So f", page=page), headers={"HX-Request": "true"})

    response = author.post(url("submit", interview), typed(learned="So far so good.", page=page))

    assert response.status_code == 302
    assert (Reflection.objects.get().state, Reflection.objects.get().learned) == ("submitted", "So far so good.")


def test_a_page_opened_anew_is_another(author: Client, interview: Interview) -> None:
    first, second = (author.get(url("write", interview)).context["form"]["page"].value() for _ in range(2))
    author.post(url("save", interview), typed(learned="Here.", page=first))

    response = author.post(url("save", interview), typed(learned="There.", page=second))

    assert response.status_code == 409
    assert Reflection.objects.get().learned == "Here."


def test_the_autosave_of_another_tab_lands_in_its_line(author: Client, interview: Interview, now: datetime) -> None:
    written(interview, now=now + HELD)

    response = author.post(
        url("save", interview), typed(best_advice="Said in a second tab."), headers={"HX-Request": "true"}
    )

    assert (response.status_code, response["HX-Retarget"]) == (409, "#saved")
    assert "Keep mine" in response.content.decode()


def test_keeping_mine_replaces_the_other(author: Client, interview: Interview, now: datetime) -> None:
    written(interview, now=now + HELD)

    author.post(url("save", interview), typed(best_advice="Mine.", version=[0, 1]))

    assert Reflection.objects.get().best_advice == "Mine."


def test_handing_in_from_an_old_tab_says_so_and_loses_nothing(
    author: Client, interview: Interview, now: datetime
) -> None:
    written(interview, now=now + HELD)

    response = author.post(url("submit", interview), typed(best_advice="Said in a second tab."))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Said in a second tab." in page
    assert "edited in another tab" in page
    assert Reflection.objects.get().state == "draft"


def test_handing_in_too_little_asks_for_the_rest_and_keeps_what_was_typed(author: Client, interview: Interview) -> None:
    response = author.post(url("submit", interview), typed(best_advice="", learned="It takes a license."))

    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in page
    assert '<a href="#id_best_advice">Enter the most helpful thing you were told.</a>' in page
    assert "It takes a license." in page
    assert not Reflection.objects.exists()


def test_a_text_that_is_too_long_is_refused_and_kept(author: Client, interview: Interview) -> None:
    response = author.post(url("save", interview), typed(learned="a" * 3001))

    assert response.status_code == 422
    assert "a" * 3001 in response.content.decode()


def test_handing_in_leads_to_the_page_that_keeps_it(author: Client, interview: Interview) -> None:
    response = author.post(url("submit", interview), typed(), follow=True)

    reflection = Reflection.objects.get()
    assert response.redirect_chain == [(url("detail", reflection), 302)]
    assert ANSWERS.best_advice in response.content.decode()


def test_saving_what_is_handed_in_is_refused(author: Client, interview: Interview, now: datetime) -> None:
    handed_in(interview, now=now + HELD)

    response = author.post(url("save", interview), typed(best_advice="Changed my mind."))

    assert response.status_code == 409
    assert "Changed my mind." in response.content.decode()


def test_what_was_returned_shows_the_comment_above_the_answers(
    author: Client, interview: Interview, advisor: User, now: datetime
) -> None:
    reflection = handed_in(interview, now=now + HELD)
    actions.review(
        reflection, by=advisor, verdict="please_add", comment="Which lab?", version=reflection.version, now=now + HELD
    )

    page = author.get(url("write", interview)).content.decode()

    assert page.index("Which lab?") < page.index("What was the most helpful advice?")


def test_a_reflection_that_came_back_is_a_follow_up_until_it_is_handed_in_again(
    author: Client, interview: Interview, advisor: User, now: datetime
) -> None:
    talks.send_thank_you(interview, by=interview.student.user, how="own", text="Thank you.", now=now + HELD)
    reflection = handed_in(interview, now=now + HELD)
    listed = reverse("interviews:list") + "?show=follow-up"

    before = author.get(listed).content.decode()
    actions.review(
        reflection, by=advisor, verdict="please_add", comment="Which lab?", version=reflection.version, now=now + HELD
    )
    after = author.get(listed).content.decode()

    assert ["Please add" in page for page in (before, after)] == [False, True]


def test_the_page_of_the_interview_says_that_a_reflection_came_back(
    author: Client, interview: Interview, advisor: User, now: datetime
) -> None:
    reflection = handed_in(interview, now=now + HELD)
    actions.review(
        reflection, by=advisor, verdict="please_add", comment="Which lab?", version=reflection.version, now=now + HELD
    )

    page = author.get(reverse("interviews:detail", args=[interview.pk])).content.decode()

    assert "Read and add" in page
    assert "Read what you handed in" not in page


def test_earlier_versions_and_their_comments_stay_readable(
    author: Client, interview: Interview, advisor: User, now: datetime
) -> None:
    first = handed_in(interview, now=now + HELD)
    actions.review(first, by=advisor, verdict="please_add", comment="Which lab?", version=first.version, now=now + HELD)
    author.post(url("submit", interview), typed(version=first.version, best_advice="Go and see the lab on Elm Street."))

    page = author.get(url("detail", first)).content.decode()

    assert "Go and see the lab on Elm Street." in page
    assert ANSWERS.best_advice in page
    assert "Which lab?" in page


def test_the_author_sees_who_opened_it(author: Client, interview: Interview, advisor: User, now: datetime) -> None:
    reflection = handed_in(interview, now=now + HELD)
    actions.note_reading(reflection, by=advisor, version=reflection.version, now=now + HELD)

    page = author.get(url("detail", reflection)).content.decode()

    assert "Opened by Rosa Alvarez" in page


@pytest.mark.parametrize("kind", ["student", "mentor", "advisor"])
def test_strangers_learn_nothing(
    kind: str,
    strangers: dict[str, User],
    client_for: Callable[[User], Client],
    interview: Interview,
    now: datetime,
) -> None:
    reflection = handed_in(interview, now=now + HELD)
    stranger = client_for(strangers[kind])

    answers = [
        stranger.get(url("write", interview)),
        stranger.post(url("save", interview), typed()),
        stranger.post(url("submit", interview), typed()),
        stranger.get(url("detail", reflection)),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_the_mentor_of_the_conversation_never_sees_it(
    client_for: Callable[[User], Client], interview: Interview, mentor: Mentor, now: datetime
) -> None:
    reflection = handed_in(interview, now=now + HELD)
    client = client_for(mentor.user)

    pages = [client.get(url("write", interview)), client.get(url("detail", reflection))]

    assert [page.status_code for page in pages] == [404, 404]
    assert ANSWERS.best_advice not in client.get(reverse("interviews:detail", args=[interview.pk])).content.decode()


def test_visitors_are_asked_to_sign_in(client: Client, interview: Interview) -> None:
    response = client.get(url("write", interview))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_the_pages_ask_few_questions(
    author: Client, interview: Interview, now: datetime, django_assert_num_queries: Callable[..., object]
) -> None:
    reflection = handed_in(interview, now=now + HELD)

    with django_assert_num_queries(10):
        author.get(url("detail", reflection))
