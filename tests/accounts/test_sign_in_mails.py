import pytest
from allauth.account.adapter import get_adapter
from django.test import Client

from careernet.accounts.models import User
from careernet.mail.models import OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("mail", "context", "subject", "says"),
    [
        ("login_code", {"code": "ABC-DEF"}, "ABC-DEF is your sign-in code", "ABC-DEF"),
        ("email_confirmation", {"code": "ABC-DEF"}, "ABC-DEF confirms your address", "ABC-DEF"),
        ("email_confirmation_signup", {"code": "ABC-DEF"}, "ABC-DEF finishes joining", "ABC-DEF"),
        ("unknown_account", {"signup_url": "https://x.edu/join"}, "No account with this address", "https://x.edu/join"),
        ("account_already_exists", {}, "You already have an account", "/account/login/"),
        ("password_reset_key", {"password_reset_url": "https://x.edu/new"}, "Choose a new password", "https://x.edu/n"),
    ],
)
def test_each_sign_in_mail_says_what_it_is_for(mail: str, context: dict[str, str], subject: str, says: str) -> None:
    get_adapter().send_mail(f"account/email/{mail}", "maya@example.edu", context)

    queued = OutgoingMail.objects.get()
    assert (queued.kind, queued.priority, queued.to) == ("sign_in", 0, "maya@example.edu")
    assert queued.subject == subject
    assert says in queued.text
    assert says in queued.html


def test_asking_for_a_code_queues_one(client: Client) -> None:
    User.objects.create_user("maya@example.edu").emailaddress_set.create(
        email="maya@example.edu", verified=True, primary=True
    )

    client.post("/account/login/code/", {"email": "maya@example.edu"})

    assert OutgoingMail.objects.get().subject.endswith("is your sign-in code")


@pytest.mark.parametrize("page", ["/account/login/code/", "/account/password/reset/", "/account/signup/"])
def test_an_address_longer_than_any_gets_no_mail(page: str, client: Client) -> None:
    too_long = "a" * 243 + "@example.edu"

    response = client.post(page, {"email": too_long, "full_name": "Maya Chen", "password1": "long enough to pass"})

    assert response.status_code < 500
    assert not OutgoingMail.objects.exists()
    assert not User.objects.exists()


@pytest.mark.parametrize("page", ["/account/login/", "/account/login/code/", "/account/signup/"])
def test_half_an_address_to_return_to_is_left_aside(page: str, client: Client) -> None:
    assert client.get(page, {"next": "http://["}).status_code == 200
