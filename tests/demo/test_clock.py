"""The bar that moves the clock: anywhere a page can still be shown, and back to the page it was used on."""

from datetime import datetime

import pytest
from django.test import Client

from careernet.core import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("far", ["9999-12-31T23:59", "0001-01-01T00:00", "1999-12-31T23:59"])
def test_the_clock_stays_within_the_years_that_pages_can_count(far: str, client: Client, now: datetime) -> None:
    client.post("/demo/clock/", {"to": "at", "at": far})

    assert clock.now().date() == now.date()
    assert client.get("/demo/mailbox/").status_code == 200


@pytest.mark.parametrize(
    ("page", "back"),
    [("/mentors/?q=a", "/mentors/?q=a"), ("https://evil.example/", "/"), ("//evil.example/", "/"), ("02:30", "02:30")],
)
def test_moving_the_clock_returns_to_our_own_pages_only(page: str, back: str, client: Client, now: datetime) -> None:
    response = client.post("/demo/clock/", {"to": "present", "next": page})

    assert response["Location"] == back
