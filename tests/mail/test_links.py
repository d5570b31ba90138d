from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from careernet.mail import links


def test_a_link_brings_back_what_was_signed(now: datetime) -> None:
    interview = uuid4()

    link = links.read(links.sign(7, "answer", interview, 3, now=now), purpose="answer", now=now + timedelta(days=59))

    assert link == links.Link(user_id=7, obj_id=interview, version=3)


def test_a_link_fits_a_path(now: datetime) -> None:
    token = links.sign(123456, "answer", uuid4(), 12, now=now)

    assert len(token) < 160
    assert set("/?#&%+= ").isdisjoint(token)


@pytest.mark.parametrize("position", [0, 20, -1])
def test_a_link_that_was_altered_is_refused(position: int, now: datetime) -> None:
    token = list(links.sign(7, "answer", uuid4(), 3, now=now))
    token[position] = "A" if token[position] != "A" else "E"

    with pytest.raises(links.StaleLink, match="not complete"):
        links.read("".join(token), purpose="answer", now=now)


@pytest.mark.parametrize("token", ["", ":", "abc", "a:b:c", "\N{SNOWMAN}", "W10:x"])
def test_something_else_than_a_link_is_refused(token: str, now: datetime) -> None:
    with pytest.raises(links.StaleLink, match="not complete"):
        links.read(token, purpose="answer", now=now)


def test_a_link_serves_its_own_purpose_only(now: datetime) -> None:
    token = links.sign(7, "answer", uuid4(), 3, now=now)

    with pytest.raises(links.StaleLink, match="something else"):
        links.read(token, purpose="unsubscribe", now=now)


def test_a_link_grows_old(now: datetime) -> None:
    token = links.sign(7, "answer", uuid4(), 3, now=now)

    with pytest.raises(links.StaleLink, match="more than 60 days old"):
        links.read(token, purpose="answer", now=now + timedelta(days=60, seconds=1))
