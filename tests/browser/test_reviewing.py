"""A reflection on its way between student and advisor: a comment on an answer, what is added, looks good."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe, steps
from tests.browser.keyboard import press, tab_to
from tests.browser.product import Product
from tests.browser.steps import heading
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser

HOST = "Priya Raman"  # whom Jordan talked to yesterday
ADVICE, ASKED, ADDED = "Apply before you feel ready.", "Where, and by when?", "To the lab on Elm Street, by Friday."
IS_READ = f"What you took from talking to {HOST}"


def test_a_reflection_is_reviewed_by_keyboard_alone(open_window: OpenWindow, product: Product) -> None:
    student, advisor = _people(open_window)

    _type(student, student.get_by_label("What was the most helpful advice?"), ADVICE)
    tab_to(student, student.get_by_role("group", name="How interested are you").get_by_role("radio").first)
    student.keyboard.press("ArrowDown")
    _type(student, student.get_by_label("Why?"), "The problems are real ones.")
    _type(student, student.get_by_label("What is your next step?"), "Apply.")
    press(student, "Hand in")
    expect(heading(student)).to_have_text(IS_READ)

    _open_by_keyboard(advisor)
    tab_to(advisor, _comment_on(advisor, "What is your next step?"))
    advisor.keyboard.press("Enter")
    _type(advisor, advisor.get_by_label("Comment on “What is your next step?”"), ASKED)
    press(advisor, "Please add")
    expect(advisor.get_by_text("Answered. Jordan gets a mail.")).to_be_visible()

    student.goto(_address_to_add(student))
    tab_to(student, student.locator("#asked").get_by_role("link", name="What is your next step?"))
    student.keyboard.press("Enter")
    expect(student.locator("#on-next_step")).to_be_focused()
    tab_to(student, student.get_by_role("link", name="To my answer"))
    student.keyboard.press("Enter")
    expect(student.get_by_label("What is your next step?")).to_be_focused()
    student.keyboard.press("Control+A")
    student.keyboard.type(ADDED)
    press(student, "Hand in")
    expect(heading(student)).to_have_text(IS_READ)
    expect(student.locator("#steps li")).to_have_count(1)

    _open_by_keyboard(advisor)
    expect(advisor.locator("form[data-comments]").get_by_text(ADDED)).to_be_visible()
    press(advisor, "Looks good")
    expect(advisor.get_by_text("Answered. Jordan gets a mail.")).to_be_visible()


def test_a_reflection_is_reviewed_on_phones_and_every_page_of_it_is_sound(
    open_window: OpenWindow, product: Product
) -> None:
    student, advisor = _people(open_window, viewport={"width": 375, "height": 740}, has_touch=True)

    _is_sound(student)
    steps.answer_the_four_questions(student)
    student.get_by_role("button", name="Hand in").tap()
    expect(heading(student)).to_have_text(IS_READ)
    _is_sound(student)

    _open_by_touch(advisor)
    _comment_on(advisor, "What is your next step?").tap()
    advisor.get_by_label("Comment on “What is your next step?”").fill(ASKED)
    _is_sound(advisor)
    advisor.get_by_role("button", name="Please add").tap()
    expect(advisor.get_by_text("Answered. Jordan gets a mail.")).to_be_visible()

    student.goto(_address_to_add(student))
    student.locator("#asked").get_by_role("link", name="What is your next step?").tap()
    expect(student.locator("#on-next_step")).to_contain_text(ASKED)
    _is_sound(student)
    student.get_by_role("link", name="To my answer").tap()
    student.get_by_label("What is your next step?").fill(ADDED)
    student.get_by_role("button", name="Hand in").tap()
    expect(heading(student)).to_have_text(IS_READ)

    _open_by_touch(advisor)
    _is_sound(advisor)
    advisor.get_by_role("button", name="Looks good").tap()
    expect(advisor.get_by_text("Answered. Jordan gets a mail.")).to_be_visible()
    student.reload()
    expect(student.locator(".cn-head").get_by_text("Looks good")).to_be_visible()
    _is_sound(student)


def _people(open_window: OpenWindow, **options: object) -> tuple[Page, Page]:
    """Jordan, about to write on the conversation of yesterday, and Rosa, who advises Jordan."""
    student, advisor = (open_window(**options).page for _person in range(2))
    steps.be(student, "student")
    student.goto("/interviews/?show=follow-up")
    student.get_by_role("link", name=HOST).first.click()
    student.get_by_role("link", name="Write your reflection").click()
    steps.be(advisor, "advisor")
    return student, advisor


def _open_by_keyboard(advisor: Page) -> None:
    advisor.goto("/advising/")
    tab_to(advisor, _jordans(advisor))
    advisor.keyboard.press("Enter")
    expect(heading(advisor)).to_have_text(f"Jordan Parker on talking to {HOST}")


def _open_by_touch(advisor: Page) -> None:
    advisor.goto("/advising/")
    _jordans(advisor).tap()
    expect(heading(advisor)).to_have_text(f"Jordan Parker on talking to {HOST}")


def _jordans(advisor: Page) -> Locator:
    return advisor.get_by_role("link", name=re.compile(f"^Read ?: Jordan Parker, {HOST}"))


def _comment_on(advisor: Page, question: str) -> Locator:
    return advisor.locator("summary", has_text=re.compile(rf"^Comment on this: {re.escape(question)}$"))


def _address_to_add(student: Page) -> str:
    """Of the page on which it says that the reflection came back."""
    student.goto("/interviews/?show=follow-up")
    student.get_by_role("link", name=HOST).first.click()
    return student.get_by_role("link", name="Read and add").get_attribute("href") or ""


def _type(page: Page, field: Locator, words: str) -> None:
    tab_to(page, field)
    page.keyboard.type(words)


def _is_sound(page: Page) -> None:
    """Both themes, a desk and a phone."""
    complaints = axe.complaints(page)
    assert not complaints, "\n".join(complaints)
