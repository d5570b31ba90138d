"""Nobody learns at the entrance whether an address is known: pages, headers, mails and the time they take are alike."""

import re
from dataclasses import dataclass

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from careernet.accounts.models import User
from careernet.mail.models import OutgoingMail

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "maya.chen@example.com", "nora.chan@example.com"
PASSWORD = "a rather long password"
BY_THE_CLOCK = {"Expires"}
QUERIES_APART = 25  # of a tenth of a millisecond or two each; hashing a password takes hundreds of milliseconds

# What is typed, by page. "Known" are an account with a password, one without, and one nobody has proven.
FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "joining": ("/account/signup/", {"email": "{}", "full_name": "Maya Chen", "password1": PASSWORD}),
    "joining without a password": ("/account/signup/", {"email": "{}", "full_name": "Maya Chen", "password1": ""}),
    "a password": ("/account/login/", {"login": "{}", "password": "not the one they have"}),
    "a code": ("/account/login/code/", {"email": "{}"}),
    "a new password": ("/account/password/reset/", {"email": "{}"}),
}


class CountingHasher(PBKDF2PasswordHasher):
    """As slow as the real one in relation to everything else: it counts what it would have cost."""

    algorithm = "counting"
    iterations = 1
    times = 0

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        type(self).times += 1
        return super().encode(password, salt, 1)


@pytest.fixture(autouse=True)
def counted(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["tests.accounts.test_alike.CountingHasher"]


@pytest.fixture(params=["with a password", "without a password", "never proven"])
def known(request: pytest.FixtureRequest, db: None) -> User:
    user = User.objects.create_user(KNOWN, None if request.param == "without a password" else "their own long one")
    user.emailaddress_set.create(email=KNOWN, verified=request.param != "never proven", primary=True)
    return user


@dataclass(frozen=True)
class Answer:
    """What somebody outside can tell, the address itself and random tokens apart."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    pages: tuple[str, ...]
    mails: int
    hashed: int


def ask(form: str, address: str) -> tuple[Answer, int]:
    page, typed = FORMS[form]
    client, mails = Client(), OutgoingMail.objects.count()
    client.get(page)
    CountingHasher.times = 0
    with CaptureQueriesContext(connection) as log:
        first = client.post(page, {name: text.format(address) for name, text in typed.items()})
    hashed, queries = CountingHasher.times, len(log.captured_queries)
    pages = [first]
    if first.status_code == 302:
        pages.append(client.get(first["Location"]))
    answer = Answer(
        status=first.status_code,
        headers=tuple(sorted((name, value) for name, value in first.items() if name not in BY_THE_CLOCK)),
        cookies=tuple(sorted(client.cookies)),
        pages=tuple(_without_chance(response.content.decode(), address) for response in pages),
        mails=OutgoingMail.objects.count() - mails,
        hashed=hashed,
    )
    return answer, queries


def _without_chance(page: str, address: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.replace(address, "ADDRESS"))
    return re.sub(r"<time .*?</time>", "", page)  # the clock of the demo


@pytest.mark.parametrize("form", FORMS)
def test_a_known_address_is_answered_like_an_unknown_one(form: str, known: User) -> None:
    to_known, queries_for_known = ask(form, KNOWN)
    to_unknown, queries_for_unknown = ask(form, UNKNOWN)

    assert to_known == to_unknown
    assert abs(queries_for_known - queries_for_unknown) <= QUERIES_APART
