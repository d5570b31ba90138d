"""From one end to the other, as people walk it: pages, mails and the calendar, with the real worker in between."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from icalendar import Event
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.product import Product
from tests.browser.steps import heading, invitation, link, plain, unfold
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser


def test_from_joining_to_a_reflection_that_looks_good(open_window: OpenWindow, product: Product) -> None:
    student, mentor, advisor = (open_window().page for _person in range(3))
    address = steps.join(student, product, "Ada Quill")
    steps.give_advisor(advisor, "Ada Quill", "Rosa Alvarez")

    name, mentors_address = _asks_for_a_slot(student, product, "Ada Quill", "state")
    _offers_another_time(mentor, product, mentors_address)
    _chooses_it(student, product, address, name)
    _both_are_told(product, {address: name, mentors_address: "Ada Quill"})
    _prepares_and_is_reminded(student, product, address, name)
    _meets_and_says_thank_you(student, product, address, name, mentors_address)
    _hands_in(student, name)
    _asks_for_more(advisor, name)
    _adds(student, product, address, name)
    _likes_it(advisor, name)

    assert name in product.mail(address, "read your reflection")["Subject"]
    student.goto("/interviews/?show=past")
    student.get_by_role("link", name=name).click()
    expect(student.locator(".cn-timeline li p:first-child")).to_contain_text(
        ["You said thank you", "You said it took place", "You chose a time", "offered other times", "You asked"]
    )


def test_a_mentor_without_hours_accepts_in_two_taps_on_a_phone(open_window: OpenWindow, product: Product) -> None:
    student, phone = open_window().page, open_window(viewport={"width": 375, "height": 740}, has_touch=True).page
    address = steps.join(student, product, "Ben Marsh")
    name = steps.find_mentor_without_hours(student, "boston")
    student.get_by_role("link", name="Ask with times that suit you").click()
    first = steps.at_eleven(product.now() + timedelta(days=8))
    steps.suggest(student, [first, first + timedelta(days=1)])
    steps.write_request(student, product)

    asked = product.mail_naming("Ben Marsh", "asks for")
    phone.goto(link(asked, r"choice=accept$"))
    phone.get_by_role("radio").first.tap()
    phone.get_by_label("Video link").fill(steps.MEETING_ROOM)
    phone.get_by_role("button", name="Accept this time").tap()

    expect(heading(phone)).to_have_text("Your answer is in")
    booked = product.mail(address, f"Confirmed: {name}")
    [event] = invitation(booked).walk("VEVENT")
    assert event.decoded("DTSTART") == first


def test_a_mentor_offers_another_time_in_five_taps_and_says_no_in_two(
    open_window: OpenWindow, product: Product
) -> None:
    student, phone = open_window().page, open_window(viewport={"width": 375, "height": 740}, has_touch=True).page
    steps.join(student, product, "Gwen Ito")
    name = steps.find_mentor_without_hours(student, "seattle")
    student.get_by_role("link", name="Ask with times that suit you").click()
    first = steps.at_eleven(product.now() + timedelta(days=8))
    steps.suggest(student, [first])
    steps.write_request(student, product)

    phone.goto(link(product.mail_naming("Gwen Ito", "asks for"), r"choice=another$"))  # the first tap, in the mail
    row = phone.locator("main fieldset", has=phone.get_by_label("Date")).first
    for field, typed in (("Date", f"{first:%Y-%m-%d}"), ("Time", "11:30")):
        row.get_by_label(field, exact=True).tap()
        row.get_by_label(field, exact=True).fill(typed)
    phone.get_by_label("Video link").tap()
    phone.get_by_label("Video link").fill(steps.MEETING_ROOM)
    phone.get_by_role("button", name="Offer another time").tap()
    expect(heading(phone)).to_have_text("Your answer is in")

    student.goto("/interviews/?show=needs")
    student.get_by_role("link", name=name).click()
    unfold(student, "None of these work")
    steps.suggest(student, [first + timedelta(days=1)])
    student.get_by_role("button", name="Suggest these times").click()
    phone.goto(link(product.mail_naming("Gwen Ito", "proposes other times"), r"choice=decline$"))
    phone.get_by_role("button", name="Say not now").tap()
    expect(heading(phone)).to_have_text("Your answer is in")


def test_a_cancelled_call_leaves_both_calendars(open_window: OpenWindow, product: Product) -> None:
    student, mentor = open_window().page, open_window().page
    address = steps.join(student, product, "Cleo Hart")
    name, mentors_address = _asks_for_a_slot(student, product, "Cleo Hart", "institute")
    mentor.goto(link(product.mail_naming("Cleo Hart", "asks for"), r"choice=accept$"))
    steps.accept(mentor)
    booked = {to: _event(product.mail(to, "Confirmed:")) for to in (address, mentors_address)}

    student.goto("/interviews/?show=upcoming")
    student.get_by_role("link", name=name).click()
    unfold(student, "Can't make it?")
    student.get_by_label("Why?").fill("An exam was moved to that hour.")
    student.get_by_role("button", name="Cancel interview").click()

    expect(student.get_by_role("heading", name="This conversation is canceled")).to_be_visible()
    for to, before in booked.items():
        mail = product.mail(to, "Canceled:")
        after = _event(mail)
        assert invitation(mail)["METHOD"] == "CANCEL"
        assert after["STATUS"] == "CANCELLED"
        assert after["UID"] == before["UID"]
        assert after["SEQUENCE"] == before["SEQUENCE"] + 1
        assert "An exam was moved to that hour." in plain(mail)


# --- The steps of the whole path ----------------------------------------------------------------------------------
def _asks_for_a_slot(student: Page, product: Product, own_name: str, words: str) -> tuple[str, str]:
    """The mentor's name, and the address the request went to."""
    name = steps.find_mentor_with_hours(student, words)
    steps.take_a_slot(student)
    steps.write_request(student, product)
    expect(student.get_by_text("Kept for you:")).to_be_visible()
    asked = product.mail_naming(own_name, "asks for")
    assert "How you chose this work after college." in plain(asked)
    return name, asked["To"]


def _offers_another_time(mentor: Page, product: Product, address: str) -> None:
    mentor.goto(link(product.mail(address, "Ada Quill"), r"choice=another$"))
    steps.suggest(mentor, [steps.at_eleven(product.now() + timedelta(days=9))])
    mentor.get_by_label("Video link").fill(steps.MEETING_ROOM)
    mentor.get_by_role("button", name="Offer another time").click()
    expect(heading(mentor)).to_have_text("Your answer is in")


def _chooses_it(student: Page, product: Product, address: str, name: str) -> None:
    offered = product.mail(address, f"{name} says yes, at another time")
    assert "/interviews/answer/" in link(offered, "answer")
    student.goto("/home/")
    student.get_by_role("link", name="Choose a time").click()
    student.get_by_role("radio").first.check()
    student.get_by_role("button", name="Book this time").click()
    expect(student.get_by_text("Booked. The invitation comes by mail.")).to_be_visible()


def _both_are_told(product: Product, others: dict[str, str]) -> None:
    """`others`: the address of each side, and the name of the other one."""
    mails = {to: product.mail(to, f"Confirmed: {other}") for to, other in others.items()}
    events = {to: _event(mail) for to, mail in mails.items()}
    assert {str(invitation(mail)["METHOD"]) for mail in mails.values()} == {"REQUEST"}
    assert len({(event["UID"], event["SEQUENCE"], event.decoded("DTSTART")) for event in events.values()}) == 1
    for to, event in events.items():
        assert event["ATTENDEE"] == f"mailto:{to}"
        assert event["ATTENDEE"].params["RSVP"] == "FALSE"
        assert event["DTSTART"].to_ical().endswith(b"Z")
        assert event["DTEND"].to_ical().endswith(b"Z")
        assert event["LOCATION"] == steps.MEETING_ROOM
        [other_address] = set(others) - {to}
        assert other_address not in _everything(mails[to])


def _prepares_and_is_reminded(student: Page, product: Product, address: str, name: str) -> None:
    student.get_by_label("The employer and the field").fill("A team of nine; the last report is on their site.")
    student.get_by_label("My goals").fill("See whether a master's degree comes first.")
    student.get_by_role("button", name="Save preparation").click()
    expect(student.get_by_text("Your preparation is saved.")).to_be_visible()
    steps.move_clock(student, "To the evening before my next call")
    reminder = product.mail(address, f"Coming up: {name}")
    assert steps.MEETING_ROOM in plain(reminder)
    student.goto(link(reminder, "interviews"))
    expect(student.get_by_label("My goals")).to_have_value("See whether a master's degree comes first.")


def _meets_and_says_thank_you(student: Page, product: Product, address: str, name: str, mentors_address: str) -> None:
    steps.move_clock(student, "After the call")
    student.goto(link(product.mail(address, f"Your talk with {name}"), "interviews"))
    student.get_by_role("button", name="It took place").click()
    expect(student.get_by_text("Good to know it took place.")).to_be_visible()
    unfold(student, "Today")
    student.get_by_label("My notes").fill("Ask about the spring fellowship.")
    student.get_by_role("button", name="Save notes").click()
    student.get_by_label("Your note").fill("Thank you for telling me about the fellowship; I will apply.")
    student.get_by_role("button", name="Send thank-you").click()
    expect(student.get_by_text("Thanked. Now write down")).to_be_visible()
    steps.let_a_minute_pass(student, product)
    thanks = product.mail(mentors_address, "A thank-you from Ada Quill")
    assert "I will apply." in plain(thanks)
    assert "Ask about the spring fellowship." not in _everything(thanks)


def _hands_in(student: Page, name: str) -> None:
    student.get_by_role("link", name="Write your reflection").click()
    steps.answer_the_four_questions(student)
    student.get_by_role("radio", name="comment").check()
    student.get_by_role("button", name="Hand in").click()
    expect(heading(student)).to_have_text(f"What you took from talking to {name}")


def _asks_for_more(advisor: Page, name: str) -> None:
    steps.be(advisor, "advisor")
    advisor.get_by_role("link", name=re.compile(f"^Read ?: Ada Quill, {name}")).click()
    expect(advisor.get_by_text("Apply before you feel ready.")).to_be_visible()
    advisor.get_by_label("On the whole").fill("By when will you write it?")
    advisor.get_by_role("button", name="Please add").click()
    expect(advisor.get_by_text("Answered. Ada gets a mail.")).to_be_visible()


def _adds(student: Page, product: Product, address: str, name: str) -> None:
    asked = product.mail(address, "asks you to add")
    assert "By when will you write it?" not in _everything(asked)
    student.goto(link(asked, "reflections"))
    expect(student.get_by_role("main").get_by_text("By when will you write it?").first).to_be_visible()
    student.get_by_label("What is your next step?").fill("Write the application by Friday.")
    student.get_by_role("button", name="Hand in").click()
    expect(heading(student)).to_have_text(f"What you took from talking to {name}")


def _likes_it(advisor: Page, name: str) -> None:
    advisor.goto("/advising/")
    advisor.get_by_role("link", name=re.compile(f"^Read ?: Ada Quill, {name}")).click()
    expect(advisor.get_by_text("Write the application by Friday.").first).to_be_visible()
    advisor.get_by_role("button", name="Looks good").click()
    expect(advisor.get_by_text("Answered. Ada gets a mail.")).to_be_visible()


# --- Shared -------------------------------------------------------------------------------------------------------
def _event(mail: EmailMessage) -> Event:
    [event] = invitation(mail).walk("VEVENT")
    return event


def _everything(mail: EmailMessage) -> str:
    """All parts of a mail as their readers get them, and all its headers but the recipient's."""
    headers = "\n".join(f"{name}: {value}" for name, value in mail.items() if name != "To")
    return headers + "".join(str(part.get_content()) for part in mail.walk() if not part.is_multipart())
