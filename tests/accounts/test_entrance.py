"""The pages in front of everything: signing in, joining, asking for a code."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("account_login", "Enter your password, or ask for a code."),
        ("account_signup", "Enter your e-mail address, such as name@example.edu."),
        ("account_request_login_code", "Enter your e-mail address, such as name@example.edu."),
    ],
)
def test_an_empty_form_says_what_to_enter(client: Client, page: str, sentence: str) -> None:
    said = client.post(reverse(page), {}).content.decode()

    assert sentence in said
    assert "This field is required." not in said


def test_joining_says_that_no_password_is_needed(client: Client) -> None:
    said = client.get(reverse("account_signup")).content.decode()

    assert "Leave it empty to sign in with a code we mail you." in said
