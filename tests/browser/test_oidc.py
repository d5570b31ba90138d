"""Signing in with the campus account, in a browser that holds forms to the Content-Security-Policy."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.product import Product
from tests.browser.steps import heading
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser

BUTTON = "Sign in with your Example campus account"


def go_to_campus(page: Page, product: Product) -> None:
    page.goto("/account/login/")
    page.get_by_role("button", name=BUTTON).click()
    expect(page).to_have_url(re.compile(f"^{re.escape(product.campus.url)}/oauth2/authorize"))


def test_a_student_comes_in_with_the_campus_account(open_window: OpenWindow, product: Product) -> None:
    page = open_window().page
    product.campus.knows("lena", email="lena.ortiz@students.example.edu", name="Lena Ortiz")

    go_to_campus(page, product)
    page.get_by_placeholder("sub").fill("lena")
    page.get_by_role("button", name="Authorize").click()

    expect(page).to_have_url(re.compile(f"^{re.escape(product.url)}/(home|welcome)/"))
    page.goto("/settings/")
    expect(page.get_by_label("Your name")).to_have_value("Lena Ortiz")
    page.goto("/profile/")
    expect(heading(page)).to_have_text("My profile")


def test_it_works_without_scripts(open_window: OpenWindow, product: Product) -> None:
    page = open_window(java_script_enabled=False).page
    product.campus.knows("omar", email="omar.haddad@students.example.edu", name="Omar Haddad")

    go_to_campus(page, product)
    page.get_by_placeholder("sub").fill("omar")
    page.get_by_role("button", name="Authorize").click()

    expect(page).to_have_url(re.compile(f"^{re.escape(product.url)}/(home|welcome)/"))


def test_whoever_connects_it_reads_so_on_a_page_that_is_in_order(open_window: OpenWindow, product: Product) -> None:
    page = open_window().page
    product.campus.knows("ines", email="ines.moreau@students.example.edu", name="Ines Moreau")

    go_to_campus(page, product)
    page.get_by_placeholder("sub").fill("ines")
    page.get_by_role("button", name="Authorize").click()
    expect(page).to_have_url(re.compile(f"^{re.escape(product.url)}/(home|welcome)/"))
    complaints = []
    for address in (
        page.url,
        "/account/campus/",
        "/account/email/",
        "/account/2fa/",
        "/account/2fa/totp/activate/",
        "/account/2fa/webauthn/add/",
        "/account/sessions/",
    ):
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        complaints += [f"{address}: {line}" for line in axe.complaints(page)]

    assert not complaints, "\n".join(complaints)


def test_a_passkey_is_added_and_signs_in(open_window: OpenWindow, product: Product) -> None:
    page = open_window().page
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key | {"isUserVerified": True}})
    product.campus.knows("mina", email="mina.sato@students.example.edu", name="Mina Sato")
    go_to_campus(page, product)
    page.get_by_placeholder("sub").fill("mina")
    page.get_by_role("button", name="Authorize").click()

    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add this passkey").click()
    expect(heading(page)).not_to_have_text("Add a passkey")
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/account/login/")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page).to_have_url(re.compile(f"^{re.escape(product.url)}/(home|welcome)/"))


def test_an_app_is_set_up_and_asked_for(open_window: OpenWindow, product: Product) -> None:
    page = open_window().page
    product.campus.knows("yusuf", email="yusuf.kaya@students.example.edu", name="Yusuf Kaya")
    go_to_campus(page, product)
    page.get_by_placeholder("sub").fill("yusuf")
    page.get_by_role("button", name="Authorize").click()
    page.goto("/account/2fa/totp/activate/")
    secret = page.get_by_label("Secret").input_value()

    assert len(secret) >= 16
    page.get_by_label("Authenticator code").fill("000000")
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
