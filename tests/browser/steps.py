"""What people do at the computer, in the words of the journeys."""

import itertools
import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from tests.browser.product import PATIENCE, Product

CAMPUS = ZoneInfo("America/New_York")
MEETING_ROOM = "https://meet.example.com/a-room"
NUMBERS = itertools.count(1)
expect.set_options(timeout=PATIENCE * 1000)


# --- Who one is ---------------------------------------------------------------------------------------------------
def join(page: Page, product: Product, name: str) -> str:
    """Join as a student with a campus address of one's own, which this returns; the code comes by mail."""
    address = f"{name.lower().replace(' ', '.')}.{next(NUMBERS)}@students.example.edu"
    page.goto("/account/signup/")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("mail").fill(address)
    page.get_by_role("button", name="Join", exact=True).click()
    code = product.mail(address, "finishes joining")["Subject"].split()[0]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Continue").click()
    expect(heading(page)).to_have_text(f"Hello, {name.split()[0]}")
    return address


def be(page: Page, role: str) -> None:
    """One of the demo's four people, by a click on its bar."""
    page.goto("/")
    demo_bar(page).get_by_text("Be somebody").click()
    with page.expect_navigation():
        demo_bar(page).locator(f"form[action$='/{role}/'] button").click()


def give_advisor(page: Page, student: str, advisor: str) -> None:
    """As the office does it, in the admin."""
    be(page, "officer")
    page.goto(f"/admin/students/student/?q={student.replace(' ', '+')}")
    page.get_by_role("link", name=student, exact=True).click()
    page.get_by_label("Advisor").select_option(label=advisor)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()


# --- The clock ----------------------------------------------------------------------------------------------------
def move_clock(page: Page, to: str, at: datetime | None = None) -> None:
    """By the demo's bar, which also sweeps and delivers; `at` is read on the clock of whoever has signed in."""
    bar = demo_bar(page)
    bar.locator("summary", has_text="Move the clock").click()
    bar.get_by_label(to, exact=True).check()
    if at:
        bar.get_by_label("Day and time").fill(at.astimezone(CAMPUS).strftime("%Y-%m-%dT%H:%M"))
    with page.expect_navigation():
        bar.get_by_role("button", name="Move the clock").click()


def let_a_minute_pass(page: Page, product: Product) -> None:
    """What was sent leaves half a minute later: until then it can be taken back. The clock moves in whole minutes."""
    move_clock(page, "To this moment:", product.now() + timedelta(minutes=2))


# --- Asking -------------------------------------------------------------------------------------------------------
def find_mentor_with_hours(page: Page, words: str) -> str:
    """Search, then look at one after the other. Returns the name."""
    page.goto("/mentors/")
    with page.expect_response(re.compile(r"\?q=")):
        page.get_by_role("searchbox", name="Search").fill(words)
    expect(page).to_have_url(re.compile(f"q={words}"))
    return _first_that_offers(page, "None of these work")


def find_mentor_without_hours(page: Page, words: str) -> str:
    """Those with free hours come first, so the others are on the last page. Returns the name."""
    page.goto(f"/mentors/?sort=soonest&q={words}&page=99")
    return _first_that_offers(page, "Ask with times")


def _first_that_offers(page: Page, what: str) -> str:
    cards = page.locator("#results").get_by_role("link", name=re.compile("^(Ask|View times)"))
    addresses = [card.get_attribute("href") or "" for card in cards.all()]
    for address in addresses:
        page.goto(address)
        if page.get_by_role("link", name=what).count():
            return heading(page).inner_text().partition("(")[0].strip()
    raise AssertionError(f"nobody offers “{what}” among {addresses}")


def take_a_slot(page: Page) -> None:
    """The last one shown, so that there is time to answer."""
    page.locator("input[name=slot]").last.check()
    page.get_by_role("button", name=re.compile("^Continue")).click()


def suggest(page: Page, starts: list[datetime]) -> None:
    for number, start in enumerate(starts):
        row = page.locator("main fieldset", has=page.get_by_label("Date")).nth(number)
        row.get_by_label("Date").fill(f"{start.astimezone(CAMPUS):%Y-%m-%d}")
        row.get_by_label(re.compile("^(Time|From)$")).fill(f"{start.astimezone(CAMPUS):%H:%M}")


def write_words(page: Page) -> None:
    page.get_by_role("radio", name="Video").check()
    page.get_by_label("What I hope to learn").fill("How you chose this work after college.")
    page.get_by_label("Your message").fill("I am a sophomore, and your path is one I would like to understand.")


def write_request(page: Page, product: Product, *, has_scripts: bool = True) -> None:
    """Without scripts, what the check finds is shown by the first press of the button."""
    write_words(page)
    page.get_by_role("button", name="Send request").click()
    if not has_scripts:
        page.get_by_role("button", name="Send as it is").click()
    expect(page.get_by_role("heading", name="has your request")).to_be_visible()
    let_a_minute_pass(page, product)


# --- Answering ----------------------------------------------------------------------------------------------------
def accept(page: Page) -> None:
    """On the page behind the link in a request."""
    page.get_by_role("radio").first.check()
    page.get_by_label("Video link").fill(MEETING_ROOM)
    page.get_by_role("button", name="Accept this time").click()
    expect(heading(page)).to_have_text("Your answer is in")


def answer_the_four_questions(page: Page) -> None:
    page.get_by_label("What was the most helpful advice?").fill("Apply before you feel ready.")
    page.get_by_role("group", name="How interested are you").get_by_role("radio").last.check()
    page.get_by_label("Why?").fill("The problems are real ones.")
    page.get_by_label("What is your next step?").fill("Write the application.")


# --- Mails --------------------------------------------------------------------------------------------------------
def plain(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body
    return str(body.get_content())


def link(message: EmailMessage, ending: str) -> str:
    """The address in the text that ends like this."""
    found = [address for address in re.findall(r"http://\S+", plain(message)) if re.search(ending, address)]
    assert found, plain(message)
    return str(found[0])


def invitation(message: EmailMessage) -> Calendar:
    """What a calendar program takes from the mail; the method it is told by the mail is the one in the file."""
    [part] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == calendar["METHOD"]
    return calendar


# --- Moments ---------------------------------------------------------------------------------------------------
def at_eleven(moment: datetime) -> datetime:
    """On that day, on campus."""
    return moment.astimezone(CAMPUS).replace(hour=11, minute=0, second=0, microsecond=0)


# --- On any page --------------------------------------------------------------------------------------------------
def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def demo_bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Demo", exact=True)


def unfold(page: Page, title: str) -> None:
    """Open a `<details>`, unless it is open."""
    details = page.locator("details", has=page.get_by_role("heading", name=title, exact=True)).last
    if details.get_attribute("open") is None:
        details.locator("summary").first.click()
