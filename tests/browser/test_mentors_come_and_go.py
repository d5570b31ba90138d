"""Becoming a mentor in each of its ways, and stopping: people, their mails and phones, with the real worker between."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe, steps
from tests.browser.product import Product
from tests.browser.steps import heading, link, plain
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 375, "height": 740}, "has_touch": True}


def test_an_alumna_from_her_application_to_her_first_request(open_window: OpenWindow, product: Product) -> None:
    alumna, office, student = (open_window().page for _person in range(3))
    _joins_as_a_volunteer(alumna, product, "Ida Nordquist", "ida@example.com")
    alumna.get_by_label("An alum", exact=True).check()
    alumna.get_by_label("Job title").fill("Harbor pilot")
    alumna.get_by_label(re.compile("^Employer")).fill("Port of Duluth")
    alumna.get_by_label("Why would you like to talk").fill("Nobody told me that this work exists.")
    alumna.get_by_label("I agree").check()
    alumna.get_by_role("button", name="Send my application").click()
    expect(heading(alumna)).to_have_text("Is this right?")

    _is_approved(office, "Ida Nordquist")
    welcome = product.mail("ida@example.com", "students of")
    alumna.goto(link(welcome, r"/mentoring/welcome/$"))
    _takes_the_steps(alumna)

    steps.join(student, product, "Finn Ost")
    _asks(student, product, "nordquist")
    asked = product.mail("ida@example.com", "Finn Ost")
    alumna.goto("/mentoring/")
    expect(alumna.get_by_role("heading", name="Waiting for your answer")).to_be_visible()
    expect(alumna.get_by_role("heading", name="Finn Ost")).to_be_visible()
    assert "/mentoring/stop/" in plain(asked)


def test_an_imported_alum_from_the_invitation_to_hours_by_phone(open_window: OpenWindow, product: Product) -> None:
    office, phone = open_window().page, open_window(**PHONE).page
    steps.be(office, "officer")
    office.goto("/office/invitations/")
    name = office.get_by_role("heading", name="would get").inner_text().removeprefix("What ").removesuffix(" would get")
    office.get_by_role("button", name=re.compile("^Invite")).click()
    expect(office.get_by_role("status")).to_contain_text("on")
    steps.move_clock(office, "To this moment:", product.now() + timedelta(days=4))  # past a weekend

    invitation = product.mail_naming("may students ask you")
    invitation = next(mail for mail in product.inbox.messages if name.split()[0] in plain(mail) and _invites(mail))
    yes = link(invitation, r"/mentoring/invitation/[^/]+/$")
    _is_clean(phone, yes)
    _is_clean(phone, f"{yes}remove/")
    phone.goto(yes)
    phone.get_by_role("button", name="Yes, students may ask me").tap()
    expect(heading(phone)).to_contain_text("You said yes")
    phone.get_by_role("button", name="Mail me a code").tap()
    code = product.mail(invitation["To"], "sign-in code")["Subject"].split()[0]
    phone.get_by_label("Code").fill(code)
    phone.get_by_role("button", name="Continue").tap()
    _takes_the_steps(phone)

    phone.goto("/mentoring/times/")
    expect(phone.locator("input[value='17:00']").first).to_be_attached()


def test_a_graduate_becomes_a_mentor(open_window: OpenWindow, product: Product) -> None:
    page = open_window().page
    steps.join(page, product, "Gil Amaro")
    page.goto("/account/email/")
    page.get_by_label("mail").last.fill("gil@example.org")
    page.get_by_role("button", name="Send me a code to confirm it").click()
    code = product.mail("gil@example.org", "confirms your address")["Subject"].split()[0]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Continue").click()

    page.goto("/graduation/")
    _is_clean(page)
    page.get_by_text("Give back").click()
    page.get_by_label("make me a mentor").check()
    page.get_by_label("Job title").fill("Junior surveyor")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="I graduate").click()

    expect(heading(page)).to_have_text("How do you like to talk?")
    page.goto("/mentoring/")
    expect(heading(page)).to_have_text("Welcome, Gil")
    page.goto("/interviews/")
    expect(heading(page)).to_be_visible()


def test_a_mentor_stops_in_two_taps_from_a_mail(open_window: OpenWindow, product: Product) -> None:
    student, phone = open_window().page, open_window(**PHONE).page
    address = steps.join(student, product, "Hana Silva")
    name = steps.find_mentor_without_hours(student, "denver")
    _suggests_times(student, product)
    stop = link(product.mail_naming("Hana Silva", "asks for"), "/mentoring/stop/")
    _is_clean(phone, stop)
    _is_clean(phone, stop.replace("/stop/", "/pause/"))

    phone.goto(stop)
    expect(phone.get_by_text("Hana Silva")).to_be_visible()
    phone.get_by_role("button", name="Stop volunteering").tap()

    expect(heading(phone)).to_have_text("You have stopped volunteering")
    assert "stepping back" in plain(product.mail(address, "can't make time"))
    student.goto(f"/mentors/?q={name.replace(' ', '+')}")
    expect(student.get_by_role("heading", name=name, exact=True)).to_have_count(0)


# --- Steps --------------------------------------------------------------------------------------------------------
def _joins_as_a_volunteer(page: Page, product: Product, name: str, address: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Volunteer as a mentor").first.click()
    page.get_by_role("link", name="Apply", exact=True).click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("mail").fill(address)
    page.get_by_role("button", name="Join", exact=True).click()
    page.get_by_label("Code").fill(product.mail(address, "finishes joining")["Subject"].split()[0])
    page.get_by_role("button", name="Continue").click()
    expect(heading(page)).to_have_text("Apply as a mentor")
    _is_clean(page)


def _is_approved(office: Page, name: str) -> None:
    steps.be(office, "officer")
    office.goto("/office/volunteers/?page=99")  # the newest application waits at the end
    office.get_by_role("link", name=re.compile(f"Read.*{name}")).click()
    expect(heading(office)).to_contain_text(name)
    _is_clean(office)
    office.get_by_role("button", name="Approve").click()
    expect(office.get_by_role("status")).to_contain_text(f"Students find {name}")


def _takes_the_steps(page: Page) -> None:
    """Details as they are, by phone alone, on Tuesdays from five to seven."""
    expect(heading(page)).to_have_text("Is this right?")
    _is_clean(page)
    if page.get_by_label("I agree").count():
        page.get_by_label("I agree").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(heading(page)).to_have_text("How do you like to talk?")
    _is_clean(page)
    page.get_by_label("Phone").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(heading(page)).to_have_text("When can students reach you?")
    _is_clean(page)
    page.get_by_label("Students pick a time").check()
    page.get_by_label("Tuesday").check()
    page.get_by_label("From", exact=True).fill("17:00")
    page.get_by_label("To", exact=True).fill("19:00")
    page.get_by_role("button", name="Done").click()
    expect(heading(page)).to_contain_text("Welcome")


def _asks(student: Page, product: Product, words: str) -> None:
    student.goto(f"/mentors/?q={words}")
    student.locator("#results").get_by_role("link", name=re.compile("^(Ask|View times)")).first.click()
    steps.take_a_slot(student)
    student.get_by_role("radio", name="Phone").check()
    student.get_by_label("What I hope to learn").fill("How you came to this work.")
    student.get_by_label("Your message").fill("I grew up by the lake, and would like to hear about your days.")
    student.get_by_role("button", name="Send request").click()
    expect(student.get_by_role("heading", name="has your request")).to_be_visible()
    steps.let_a_minute_pass(student, product)


def _suggests_times(student: Page, product: Product) -> None:
    student.get_by_role("link", name="Ask with times that suit you").click()
    first = steps.at_eleven(product.now() + timedelta(days=8))
    steps.suggest(student, [first, first + timedelta(days=1)])
    steps.write_request(student, product)


def _invites(mail: object) -> bool:
    return "may students ask you" in mail["Subject"]  # type: ignore[index]


def _is_clean(page: Page, url: str = "") -> None:
    """Nothing for axe to say, light and dark, on a desk and a phone; at this address, or where one is."""
    if url:
        page.goto(url)
    complaints = axe.complaints(page)
    assert not complaints, "\n".join(complaints)
