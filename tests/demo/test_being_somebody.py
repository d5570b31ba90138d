"""One click to be somebody, as good as a sign-in a moment ago."""

import pytest
from django.test import Client

from careernet.demo.cast import CAST
from tests import factories

pytestmark = pytest.mark.django_db


def test_whoever_deletes_their_account_is_nobody_to_be_any_more(client: Client) -> None:
    student = factories.StudentFactory(user__email=CAST["student"])
    factories.grant(student.user, "student")
    client.post("/demo/sign-in/student/")

    deleted = client.post("/settings/privacy/delete/", {"is_sure": "on"})
    again = client.post("/demo/sign-in/student/", follow=True)

    student.user.refresh_from_db()
    assert deleted["Location"] == "/"
    assert student.user.erased_at
    assert "That account has been deleted." in again.content.decode()
