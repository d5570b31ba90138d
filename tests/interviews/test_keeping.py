"""What the student writes around a call, sent by the open page as it is typed."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from careernet.interviews import actions
from careernet.interviews.actions import Opened
from careernet.interviews.models import Interview, Notes, Preparation, State

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Save = Callable[..., str]


def prepared(interview: Interview, text: str, opened: Opened, now: datetime) -> str:
    actions.save_preparation(interview, found_out="", goals=text, opened=opened, now=now)
    return Preparation.objects.get().goals


def noted(interview: Interview, text: str, opened: Opened, now: datetime) -> str:
    actions.save_notes(interview, text=text, by_question={}, opened=opened, now=now)
    return Notes.objects.get().text


@pytest.fixture
def page() -> UUID:
    return uuid4()


@pytest.mark.parametrize("save", [prepared, noted])
@pytest.mark.parametrize("arriving", [(1, 2), (2, 1)], ids=["in order", "the wrong way around"])
@pytest.mark.parametrize("latest", ["Newer.", "Before."], ids=["other words", "the words of before"])
def test_what_a_page_sent_last_stands(
    latest: str, arriving: tuple[int, int], save: Save, page: UUID, an_interview: Led, now: datetime
) -> None:
    interview, sent = an_interview(State.SCHEDULED), {1: "Older.", 2: latest}
    save(interview, "Before.", Opened(0, uuid4()), now)

    kept = [save(interview, sent[nth], Opened(1, page, nth), now) for nth in arriving]

    assert kept[-1] == latest


@pytest.mark.parametrize("save", [prepared, noted])
def test_another_page_is_asked_which_one_stays(save: Save, page: UUID, an_interview: Led, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)
    save(interview, "Theirs.", Opened(0, page, 1), now)

    with pytest.raises(actions.EditedElsewhere) as edited:
        save(interview, "Mine.", Opened(0, uuid4(), 7), now)

    assert save(interview, "Mine.", Opened(edited.value.version, uuid4(), 8), now) == "Mine."
