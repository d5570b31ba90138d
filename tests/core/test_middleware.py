import re

import pytest
from django.contrib.auth.decorators import login_required
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from careernet.accounts.models import User
from careernet.core.rules import RuleBroken
from careernet.urls import urlpatterns as all_pages
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/private/?page=2"}


def breaks_a_rule(request: HttpRequest) -> HttpResponse:
    raise RuleBroken("Maya has no free place left this month.")


def loses_a_race(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE SQLSTATE '{request.GET['sqlstate']}'; END $$")
    return HttpResponse()


def changes_what_is_gone(request: HttpRequest, how: str) -> HttpResponse:
    user = User.objects.get(pk=request.GET["pk"])
    User.objects.all().delete()
    if how == "save":
        user.save(update_fields=["full_name"])
    User.objects.select_for_update().get(pk=user.pk)
    return HttpResponse()


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>Hello</p>")


def data(request: HttpRequest) -> HttpResponse:
    return HttpResponse("1,2", content_type="text/csv")


urlpatterns = [
    *all_pages,
    path("broken/", breaks_a_rule),
    path("race/", loses_a_race),
    path("gone/<str:how>/", transaction.atomic(changes_what_is_gone)),
    path("page/", page),
    path("data/", data),
    path("private/", login_required(page)),
]
handler400 = "careernet.core.views.bad_request"
handler500 = "careernet.core.views.server_error"


def test_a_broken_rule_is_a_page_that_says_why(client: Client) -> None:
    response = client.post("/broken/")

    assert response.status_code == 409
    assert "Maya has no free place left this month." in response.content.decode()


def test_a_broken_rule_keeps_what_was_typed_and_shows_no_tokens(client: Client) -> None:
    typed = {"message": "Dear Maya, <b>I would</b> like to hear", "slot": "20261124", "password": "very secret words"}

    shown = client.post("/broken/", typed).content.decode()

    assert "Dear Maya, &lt;b&gt;I would&lt;/b&gt; like to hear</textarea>" in shown
    assert "very secret words" not in shown
    assert shown.count("<textarea") == 1


@pytest.mark.parametrize(
    ("referer", "back"),
    [("http://testserver/mentors/", "http://testserver/mentors/"), ("https://elsewhere.example/", "/"), ("", "/")],
)
def test_a_broken_rule_leads_back_to_our_own_pages_only(client: Client, referer: str, back: str) -> None:
    response = client.post("/broken/", headers={"Referer": referer})

    assert response.context["back"] == back


@pytest.mark.parametrize("how", ["save", "lock"])
def test_a_row_removed_at_the_same_moment_is_told_and_the_words_stay(client: Client, how: str) -> None:
    user = UserFactory()

    response = client.post(f"/gone/{how}/?pk={user.pk}", {"text": "Two words of mine"})

    assert response.status_code == 409
    assert "it was removed at the same moment" in response.content.decode()
    assert "Two words of mine</textarea>" in response.content.decode()


def test_a_row_that_was_referred_to_when_it_was_removed_is_told(client: Client) -> None:
    response = client.post("/race/?sqlstate=23503")

    assert response.status_code == 409
    assert "it was removed at the same moment" in response.content.decode()


@pytest.mark.parametrize("sqlstate", ["23P01", "40P01", "55P03"])
def test_a_lost_race_is_told_as_one(client: Client, sqlstate: str) -> None:
    response = client.get("/race/", {"sqlstate": sqlstate})

    assert response.status_code == 409
    assert "Somebody else changed this at the same moment." in response.content.decode()


def test_any_other_database_error_is_ours(client: Client) -> None:
    client.raise_request_exception = False

    response = client.get("/race/", {"sqlstate": "23505"})

    assert response.status_code == 500


def test_the_error_page_names_a_reference(client: Client) -> None:
    client.raise_request_exception = False

    shown = client.get("/race/", {"sqlstate": "23505"}).content.decode()

    assert re.search(r"reference: <code>[0-9a-f-]{36}</code>", shown)


@pytest.mark.parametrize("address", ["/page/?q=%00", "/admin/auth/%00/"])
def test_an_address_that_nothing_can_have_is_a_bad_request(address: str, client: Client) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert "That could not be read" in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_cookie_that_nobody_was_given_is_a_bad_request(client: Client) -> None:
    response = client.get("/private/", headers={"Cookie": r'sessionid="\000abcdefgh"'})

    assert response.status_code == 400


@pytest.mark.parametrize("address", ["/page/", "/data/"])
def test_what_somebody_signed_in_sees_is_never_stored(address: str, client: Client) -> None:
    client.force_login(User.objects.create_user("jordan@example.edu"))

    response = client.get(address)

    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("address", ["/page/", "/data/"])
def test_pages_of_nobody_may_be_stored(client: Client, address: str) -> None:
    assert "Cache-Control" not in client.get(address)


def test_pages_differ_for_htmx(client: Client) -> None:
    assert "HX-Request" in client.get("/page/")["Vary"]


def test_a_fragment_that_needs_signing_in_sends_the_whole_page_there(client: Client) -> None:
    response = client.get("/private/", headers=HTMX)

    assert response.status_code == 200
    assert response["HX-Redirect"] == "/account/login/?next=%2Fprivate%2F%3Fpage%3D2"


def test_a_broken_address_of_the_page_leads_to_signing_in_all_the_same(client: Client) -> None:
    response = client.get("/private/", headers=HTMX | {"HX-Current-URL": "http://["})

    assert response["HX-Redirect"] == "/account/login/?next=%2F"


def test_words_sent_after_the_session_ended_are_not_thrown_away(client: Client) -> None:
    response = client.post("/private/", {"notes": "She said …"}, headers=HTMX)

    assert response.status_code == 401
    assert "HX-Redirect" not in response


def test_a_page_that_needs_signing_in_redirects_as_usual(client: Client) -> None:
    response = client.get("/private/")

    assert response.status_code == 302


def test_a_process_lives_and_says_that_its_database_is_gone_whoever_asks(client: Client) -> None:
    client.force_login(
        User.objects.create_user("maya@example.edu"), "allauth.account.auth_backends.AuthenticationBackend"
    )

    def gone(*_args: object) -> None:
        raise OperationalError("the connection is closed")

    with connection.execute_wrapper(gone):
        lives, ready = client.get("/healthz"), client.get("/readyz")

    assert (lives.status_code, ready.status_code) == (200, 503)
    assert ready.content.startswith(b"database: no answer\nmigrations: unknown\n")
    assert client.get("/readyz").content == b"database: ok\nmigrations: ok\nbroker: ok\n"
