"""Every step is a link or a form first: the path works in a browser that runs no scripts."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.product import Product
from tests.browser.steps import heading, link, unfold
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser


def test_asking_answering_and_reflecting_need_no_scripts(open_window: OpenWindow, product: Product) -> None:
    student, mentor = (open_window(java_script_enabled=False).page for _person in range(2))
    address = steps.join(student, product, "Dora Lane")
    student.goto("/mentors/")
    student.get_by_role("searchbox", name="Search").fill("state")
    student.get_by_role("searchbox", name="Search").press("Enter")
    expect(student).to_have_url(re.compile("q=state"))

    name = steps.find_mentor_without_hours(student, "seattle")
    student.get_by_role("link", name="Ask with times that suit you").click()
    steps.suggest(student, [steps.at_eleven(product.now() + timedelta(days=7))])
    steps.write_request(student, product, has_scripts=False)
    mentor.goto(link(product.mail_naming("Dora Lane", "asks for"), r"choice=accept$"))
    steps.accept(mentor)
    product.mail(address, f"Confirmed: {name}")
    steps.move_clock(student, "After the call")
    student.goto(link(product.mail(address, f"Your talk with {name}"), "interviews"))
    student.get_by_role("button", name="It took place").click()
    student.get_by_role("button", name="I sent it myself").click()
    student.get_by_role("link", name="Write your reflection").click()
    student.get_by_role("button", name="Hand in").click()
    expect(student.get_by_role("heading", name="There is a problem")).to_be_visible()
    steps.answer_the_four_questions(student)
    student.get_by_role("button", name="Hand in").click()

    expect(heading(student)).to_have_text(f"What you took from talking to {name}")


def test_offering_choosing_moving_and_canceling_need_no_scripts(open_window: OpenWindow, product: Product) -> None:
    student, mentor = (open_window(java_script_enabled=False).page for _person in range(2))
    address = steps.join(student, product, "Finn Odell")
    name = steps.find_mentor_without_hours(student, "boston")
    student.get_by_role("link", name="Ask with times that suit you").click()
    first = steps.at_eleven(product.now() + timedelta(days=8))
    steps.suggest(student, [first])
    steps.write_request(student, product, has_scripts=False)

    mentor.goto(link(product.mail_naming("Finn Odell", "asks for"), r"choice=another$"))
    steps.suggest(mentor, [first + timedelta(days=1)])
    mentor.get_by_label("Video link").fill(steps.MEETING_ROOM)
    mentor.get_by_role("button", name="Offer another time").click()
    student.goto(link(product.mail(address, f"{name} says yes, at another time"), "answer"))
    student.get_by_role("radio").first.check()
    student.get_by_role("button", name="Book this time").click()
    product.mail(address, f"Confirmed: {name}")

    student.goto("/interviews/?show=upcoming")
    student.get_by_role("link", name=name).click()
    student.get_by_role("link", name="Move it to another time").click()
    student.get_by_role("button", name="Give up this time").click()
    steps.suggest(student, [first + timedelta(days=2)])
    student.get_by_role("button", name="Suggest these times").click()
    mentor.goto(link(product.mail_naming("Finn Odell", "proposes other times"), r"choice=accept$"))
    steps.accept(mentor)

    student.goto("/interviews/?show=upcoming")
    student.get_by_role("link", name=name).click()
    unfold(student, "Can't make it?")
    student.get_by_label("Why?").fill("An exam was moved to that hour.")
    student.get_by_role("button", name="Cancel interview").click()
    expect(student.get_by_role("heading", name="This conversation is canceled")).to_be_visible()
    product.mail(address, f"Canceled: {name}")
