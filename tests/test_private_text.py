"""Where private words appear, and that they appear nowhere else; and that looking changes nothing.

One walk through all pages serves both: see `crawl`.

Every private field of the world holds a word of its own (`planted`). The table says who may read it; whoever it does
not name found it on no page of the site and in no mail, whatever address they tried.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from email.message import Message
from http import HTTPStatus

import pytest
from pytest_django import DjangoDbBlocker

from careernet.mail.mime import message
from careernet.mail.models import OutgoingMail
from careernet.mail.preferences import Choice, choose
from careernet.reflections.models import ANSWERS
from careernet.reminders.letters import write_letters
from careernet.reminders.sweep import sweep
from careernet.reminders.terms import write_term_letters
from careernet.students.models import AboutMe
from tests.crawl import HELD, MAIL_LINK, Visit, crawled, words_in
from tests.world import NOW, PLANTED, VISITOR, World, a_world

pytestmark = pytest.mark.django_db

# The demo's mailbox shows everybody's mail to everybody. That is what it is for, and no other installation has it.
EVERYBODYS_MAIL = ("demo:mailbox", "demo:mail", "demo:mail_html", "demo:mail_ics")
HOLDER = "the link's holder"  # of the link in a mail with a request or a message, which needs no signing in
NOBODY: set[str] = set()

PREPARATION = ("found_out", "about_person", "goals", "questions", "notes", "noted")
ASKED = ("hope", "message")
OUTSIDE = ("address", "phone", "link", "city", "introduced_by", "notes")
WORK, PATH = ("job_title", "employer", "previous_employer", "city", "region"), ("path title", "path place")
EVERYBODY = {
    *("jordan", "dana", "riley", "kai", "lee", "strange student", "maya", "strange mentor", "applied", "invited"),
    *("rosa", "strange advisor", "sam", "teacher"),
}


LATER_READERS = {"jordan", "rosa", "sam"}  # one of each who may; no mentor


def each(*names: str, of: Iterable[str]) -> list[str]:
    return [f"{name} {field}" for name in names for field in of]


# (fields, who reads them on pages, who gets them by mail). Jordan, Dana, Riley, Kai and Lee are students of Rosa,
# who is an advisor; all of them asked Maya. Sam is an officer. The strangers have only each other.
READERS: list[tuple[list[str], set[str], set[str]]] = [
    # What a student keeps of themselves.
    (each("about", of=[*AboutMe.SENTENCES, *AboutMe.NOTES]), {"jordan"}, NOBODY),
    # What a student keeps of people outside, and of interviews with them: the student's alone, in no mail but a place.
    (each("ada", of=OUTSIDE), {"dana"}, NOBODY),
    (each("ada", of=["title", "employer"]), {"dana", "rosa"}, NOBODY),
    (each("ada", of=["how_met", "update"]), {"dana"}, NOBODY),
    (["ada next_about"], {"dana"}, {"dana"}),  # a reminder of one's own
    (each("own draft", "own requested", of=["message", "where"]), {"dana"}, NOBODY),
    (each("own scheduled", "own completed", of=["where"]), {"dana"}, {"dana"}),
    (each("own draft", "own requested", "own scheduled", "own completed", of=PREPARATION), {"dana"}, NOBODY),
    # What a student writes to a mentor: nobody's before it is sent, then both sides', and no advisor's
    # but who was asked to look first.
    (each("draft", of=ASKED), {"dana"}, NOBODY),
    (each("in review", of=ASKED), {"lee", "rosa"}, {"maya"}),  # goes on by itself
    (each("requested", of=ASKED), {"riley", "maya", HOLDER}, {"maya"}),
    (each("countered", of=ASKED), {"kai", "maya"}, {"maya"}),
    (each("declined", of=ASKED), {"jordan", "maya"}, {"maya"}),
    (
        each("scheduled", "completed", "written", "handed in", "returned", "late", of=ASKED),
        {"jordan", "maya"},
        {"maya"},
    ),
    (each("strange", of=ASKED), {"strange student", "strange mentor"}, {"strange mentor"}),
    # What the two write to each other: theirs alone, and of whoever holds the link in a mail about it.
    (["scheduled student word"], {"jordan", "maya", HOLDER}, {"maya"}),
    (["scheduled mentor word"], {"jordan", "maya", HOLDER}, {"jordan"}),
    (["strange student word"], {"strange student", "strange mentor"}, {"strange mentor"}),
    (["countered question"], {"kai", "maya", HOLDER}, {"kai"}),
    (["countered answer"], {"kai", "maya", HOLDER}, {"maya"}),
    # What a mentor writes to a student.
    (["decline reason", "decline colleague"], {"jordan", "maya"}, {"jordan"}),
    # Why a student calls it off.
    (["late reason"], {"jordan", "maya"}, {"jordan", "maya"}),
    # Where to call: both sides' once it is booked, not before, and on no page afterward.
    (["countered where"], NOBODY, NOBODY),
    (["scheduled where"], {"jordan", "maya"}, {"jordan", "maya"}),
    (each("completed", "written", "handed in", "returned", "late", of=["where"]), NOBODY, {"jordan", "maya"}),
    (["strange where"], NOBODY, {"strange student", "strange mentor"}),
    # What a student gathers and notes is the student's alone.
    (each("scheduled", "completed", "written", "handed in", "returned", of=PREPARATION), {"jordan"}, NOBODY),
    (each("strange", of=PREPARATION), {"strange student"}, NOBODY),
    # Whom a student wants to talk to, and why, is the student's alone.
    *[([f"{name} why"], {name}, NOBODY) for name in ("jordan", "riley")],
    # Why an advisor suggests somebody is between the two.
    (["jordan suggestion"], {"jordan", "rosa"}, {"jordan"}),
    # A thank-you is the mentor's to read; it goes by mail.
    (each("written", "handed in", "returned", of=["thanks"]), {"jordan", "maya"}, {"maya"}),
    (["strange thanks"], {"strange student", "strange mentor"}, {"strange mentor"}),
    # Reflections: the student's until they are handed in, then the advisor's too, as they were handed in.
    (each("draft", "going on", of=ANSWERS), {"jordan"}, NOBODY),
    (each("handed in answer", of=ANSWERS), {"jordan", "rosa"}, NOBODY),
    (each("returned answer", of=set(ANSWERS) - {"best_advice", "surprised"}), {"jordan", "rosa"}, NOBODY),
    # But the line Jordan shares with Maya, and the one an advisor let go to everybody who looks for a mentor.
    (["returned answer best_advice"], {"jordan", "rosa", "maya"}, NOBODY),
    (["returned answer surprised"], LATER_READERS, NOBODY),
    (["returned step"], {"jordan", "rosa"}, NOBODY),
    (["review comment", "review on answer"], {"jordan", "rosa"}, NOBODY),
    (["review note"], {"rosa"}, NOBODY),  # until Jordan asks for it and it is opened
    (["rosa phrase"], {"rosa"}, NOBODY),
    (each("strange answer", of=ANSWERS), {"strange student", "strange advisor"}, NOBODY),
    # What somebody told the office: nobody's but the office's, and in no mail.
    (["strange report"], {"sam"}, NOBODY),
    # What a list of students says that is not taken in yet: only why a line is refused is shown, and to the office.
    (["roster name"], NOBODY, NOBODY),
    (["roster line"], {"sam"}, NOBODY),
    # Nor what a list of alumni says, but to the office while it is looked at.
    (["alumni name", "alumni line"], {"sam"}, NOBODY),
    # About themselves: an introduction goes to the mentors who were asked, a number and a link to nobody unasked.
    (["dana introduction"], {"dana"}, NOBODY),
    (["riley introduction"], {"riley"}, NOBODY),  # keeps it until Maya says yes, which she has said to Kai
    (["lee introduction"], {"lee"}, NOBODY),
    (["kai introduction"], {"kai", "maya"}, NOBODY),
    (["jordan introduction"], {"jordan", "maya"}, NOBODY),
    (["strange student introduction"], {"strange student", "strange mentor"}, NOBODY),
    *[([f"{name} phone"], {name}, NOBODY) for name in ("maya", "strange mentor", "applied", "invited")],
    *[([f"{name} video link"], {name}, NOBODY) for name in ("maya", "strange mentor", "applied", "invited")],
    # Photos: a mentor's for whoever may see the mentor, a student's for the mentors they asked and their advisor.
    (["maya photo"], EVERYBODY - {"strange mentor", "applied", "invited", "teacher"}, NOBODY),
    (["jordan photo"], {"jordan", "maya", "rosa", "sam"}, NOBODY),
    # What a mentor keeps from students is kept from advisors, too; the office has what it sends out, and the pronouns.
    (each("strange mentor", of=["about", "topic", "language", "linkedin", *PATH]), {"strange mentor"}, NOBODY),
    (each("strange mentor", of=[*WORK, "pronouns"]), {"strange mentor", "sam"}, NOBODY),
    # Addresses: the office's, and a student's to their advisor; never the other side's. In mails only one's own.
    *[([f"{name} address"], {name, "rosa", "sam"}, {name}) for name in ("riley", "kai", "jordan", "lee")],
    (["dana address"], {"dana", "rosa", "sam"}, {"dana"}),
    (["strange student address"], {"strange student", "strange advisor", "sam"}, {"strange student"}),
    *[([f"{name} address"], {name, "sam"}, {name}) for name in ("maya", "strange mentor")],
    (["teacher address"], {"teacher", "rosa", "sam"}, {"teacher"}),
    (["applied address"], {"applied", "sam"}, NOBODY),
    # Why somebody volunteers is for the office, while it decides and afterward.
    (["applied application"], {"applied", "sam"}, NOBODY),
    *[([f"{name} application"], {name}, NOBODY) for name in ("maya", "strange mentor", "invited")],
    (["invited address"], {"invited", "sam"}, {"invited"}),
]


# What a look may leave behind: (what, where, on which page).
MAY_BE_WRITTEN = {
    ("INSERT INTO", "accounts_auditevent", "advising:review"),  # who read a reflection, for its author to see
    ("INSERT INTO", "accounts_auditevent", "advising:message"),  # or a request before it went out
    ("INSERT INTO", "accounts_auditevent", "office:report"),  # and who read a report, for whoever told it
}
LOOKS = 2 * 6 * 4  # GET and HEAD of six links, each with the three answers it offers and without


@pytest.mark.slow
def test_pages_show_private_words_to_their_readers_alone_and_the_log_to_nobody(
    django_db_blocker: DjangoDbBlocker,
) -> None:
    crawl = crawled(django_db_blocker)

    found = readers_of((reader(visit), visit.words) for visit in crawl.visits if visit.page not in EVERYBODYS_MAIL)

    assert found == {field: pages for fields, pages, _mails in READERS for field in fields}
    assert "/interviews/" in crawl.log
    assert words_in(crawl.log) == frozenset()


@pytest.mark.slow
def test_what_only_one_person_may_read_is_in_that_persons_file(django_db_blocker: DjangoDbBlocker) -> None:
    files = {
        visit.reader: visit.words for visit in crawled(django_db_blocker).visits if visit.page == "accounts:export"
    }

    missing = {field for fields, pages, _mails in READERS for field in fields for own in pages if pages == {own}}
    missing -= {field for words in files.values() for field in words}

    assert missing == {"strange report", "roster line", "alumni name", "alumni line"}  # the office's


@pytest.mark.slow
def test_mails_and_invitations_carry_private_words_to_their_readers_alone(django_db_blocker: DjangoDbBlocker) -> None:
    with a_world(django_db_blocker) as world:
        for person in world.people.values():
            choose(Choice(level="weekly", letter_day=0), by=person, now=NOW)
        for day in range(120):  # every reminder and letter, and whatever closes by itself
            sweep(NOW + timedelta(days=day))
            write_letters(NOW + timedelta(days=day))
            write_term_letters(NOW + timedelta(days=day))
        mails = list(OutgoingMail.objects.select_related("to_user"))

        found = readers_of((name_of(mail, world), words_on_the_wire(mail)) for mail in mails)

    assert found == {field: gets for fields, _pages, gets in READERS for field in fields}


@pytest.mark.slow
def test_no_page_writes_or_breaks_however_often_it_is_opened(django_db_blocker: DjangoDbBlocker) -> None:
    visits = crawled(django_db_blocker).visits

    written = {(what, table, visit.page) for visit in visits for what, table in visit.writes}
    broken = {(visit.reader, visit.url) for visit in visits if visit.status >= HTTPStatus.INTERNAL_SERVER_ERROR}
    links = [visit for visit in visits if visit.page == MAIL_LINK and visit.reader == VISITOR]

    assert written == MAY_BE_WRITTEN
    assert broken == set()
    assert Counter(Counter((visit.method, visit.url) for visit in links).values()) == {3: LOOKS}


def reader(visit: Visit) -> str:
    return HOLDER if visit.page in HELD else visit.reader


def readers_of(found: Iterable[tuple[str, frozenset[str]]]) -> dict[str, set[str]]:
    """field -> who came across its word, with an empty set for a word nobody saw."""
    readers: dict[str, set[str]] = defaultdict(set, {field: set() for field in PLANTED})
    for who, fields in found:
        for field in fields:
            readers[field].add(who)
    return dict(readers)


def name_of(mail: OutgoingMail, world: World) -> str:
    return next((name for name, user in world.people.items() if user == mail.to_user), "the office")


def words_on_the_wire(mail: OutgoingMail) -> frozenset[str]:
    """In any header or part, decoded as a mail program would."""
    sent = message(mail).message()
    parts = [part.get_payload(decode=True) or b"" for part in sent.walk() if not part.is_multipart()]
    return words_in("\n".join([headers(sent), *(part.decode() for part in parts)]))


def headers(sent: Message) -> str:
    return "\n".join(f"{name}: {value}" for name, value in sent.items())
