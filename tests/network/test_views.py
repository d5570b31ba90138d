"""A student's network: their own people, and nobody else's."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careernet.accounts.models import User
from careernet.interviews import actions
from careernet.interviews.actions import Meeting
from careernet.interviews.models import Interview, State
from careernet.network.models import Contact, Touch
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], Client]


def test_a_list_of_people_costs_the_same_for_many(student: Student, client_for: ClientFor) -> None:
    browser = client_for(student.user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse("network:list"))
        return len(captured)

    _contact(student, "Ada Lovelace")
    before = queries()
    for number in range(4):
        _contact(student, f"Aunt {number}")

    assert queries() == before <= 12


def test_whom_to_write_to_first_comes_first(student: Student, client_for: ClientFor, now: datetime) -> None:
    _contact(student, "Quiet", last_touch_at=now, rhythm="news")
    _contact(student, "Later", last_touch_at=now - timedelta(days=3))
    _contact(student, "Overdue", last_touch_at=now - timedelta(days=40))
    _contact(student, "Long ago", last_touch_at=now - timedelta(days=400))
    _contact(student, "Dated", next_on=now.date() + timedelta(days=2))
    _contact(student, "Archived", archived_at=now)

    page = client_for(student.user).get(reverse("network:list"))

    assert [str(one) for one in page.context["page"]] == ["Overdue", "Dated", "Later", "Long ago", "Quiet"]


def test_the_list_is_narrowed_down_by_words_and_field(
    student: Student, client_for: ClientFor, an_interview: Callable[..., Interview]
) -> None:
    mentor = an_interview(State.COMPLETED).asked_mentor
    ada = _contact(student, "Ada Lovelace", employer="Engine Works")
    browser = client_for(student.user)

    def found(**said: object) -> list[str]:
        return [str(one) for one in browser.get(reverse("network:list"), said).context["page"]]

    assert found(q="engine love") == [str(ada)]
    assert found(field=mentor.field_id) == [str(mentor)]
    assert found(q="nobody") == []


def test_a_mentor_joins_the_network_once_they_have_talked(
    student: Student, client_for: ClientFor, an_interview: Callable[..., Interview]
) -> None:
    interview = an_interview(State.SCHEDULED)
    before = Contact.objects.count()
    held = actions.complete(interview, by=student.user, now=interview.during.upper)

    contact = Contact.objects.get(student=student, mentor=held.mentor)

    page = client_for(student.user).get(reverse("network:detail", args=[contact.pk])).content.decode()
    assert (before, contact.name, contact.last_touch_at) == (0, "", held.during.upper)
    assert reverse("interviews:detail", args=[held.pk]) in page


def test_a_thank_you_and_a_message_move_the_clock(
    student: Student, an_interview: Callable[..., Interview], now: datetime
) -> None:
    held = an_interview(State.COMPLETED)
    thanked, wrote = (held.during.upper + timedelta(hours=hours) for hours in (2, 5))
    moments = []

    actions.send_thank_you(held, by=student.user, how="own", text="", now=thanked)
    moments.append(Contact.objects.get().last_touch_at)
    actions.write(uuid.uuid4(), held, by=student.user, text="One more line.", via="page", now=wrote)
    moments.append(Contact.objects.get().last_touch_at)
    actions.write(
        uuid.uuid4(), held, by=held.asked_mentor.user, text="Thanks.", via="page", now=wrote + wrote.resolution
    )
    moments.append(Contact.objects.get().last_touch_at)

    assert moments == [thanked, wrote, wrote]


def test_a_conversation_is_logged_once_and_sets_the_next_date(
    student: Student, client_for: ClientFor, now: datetime
) -> None:
    ada = _contact(student, "Ada", next_on=now.date() - timedelta(days=1), next_about="the fair")
    browser, url = client_for(student.user), reverse("network:log", args=[ada.pk])
    day, later = now.date() - timedelta(days=2), now.date() + timedelta(days=30)
    said = {
        "id": str(uuid.uuid4()),
        "kind": "met",
        "on": day,
        "text": "Her lab",
        "next_on": later,
        "next_about": "news",
    }

    for _click in range(2):
        browser.post(url, said)

    ada.refresh_from_db()
    [touch] = Touch.objects.all()
    assert (touch.kind, touch.text, touch.at and touch.at.date()) == ("met", "Her lab", day)
    assert (ada.last_touch_at, ada.next_on, ada.next_about) == (touch.at, later, "news")


def test_a_conversation_is_not_logged_ahead(student: Student, client_for: ClientFor, now: datetime) -> None:
    ada = _contact(student, "Ada")
    said = {"id": str(uuid.uuid4()), "kind": "met", "on": now.date() + timedelta(days=2), "text": "Her lab"}

    page = client_for(student.user).post(reverse("network:log", args=[ada.pk]), said)

    assert (page.status_code, Touch.objects.count()) == (422, 0)
    assert "Her lab" in page.content.decode()


def test_archiving_can_be_undone_and_loses_nothing(student: Student, client_for: ClientFor) -> None:
    ada = _contact(student, "Ada", notes="likes tea")
    browser = client_for(student.user)

    page = browser.post(reverse("network:archive", args=[ada.pk]), follow=True).content.decode()
    archived = [str(one) for one in browser.get(reverse("network:list"), {"show": "archived"}).context["page"]]
    browser.post(reverse("network:restore", args=[ada.pk]))

    ada.refresh_from_db()
    assert reverse("network:restore", args=[ada.pk]) in page
    assert (archived, ada.archived_at, ada.notes) == (["Ada"], None, "likes tea")


def test_the_file_runs_nothing_in_a_spreadsheet(student: Student, client_for: ClientFor) -> None:
    _contact(student, "=HYPERLINK(1)", introduced_by="@cousin")

    sheet = client_for(student.user).get(reverse("network:sheet")).content.decode("utf-8-sig")

    assert "'=HYPERLINK(1)" in sheet
    assert "'@cousin" in sheet


def test_only_the_students_own_people_can_have_introduced_somebody(student: Student, client_for: ClientFor) -> None:
    ada, theirs = _contact(student, "Ada"), _contact(factories.StudentFactory(), "Grace")
    said = {"name": "Ada", "kind": "found", "introducer": str(theirs.pk)}

    page = client_for(student.user).post(reverse("network:edit", args=[ada.pk]), said)

    ada.refresh_from_db()
    assert (page.status_code, ada.introducer) == (422, None)


def test_somebody_is_added_once_however_often_the_form_is_sent(student: Student, client_for: ClientFor) -> None:
    browser, url = client_for(student.user), reverse("network:add")
    said = {"name": "Ada", "kind": "found", "key": browser.get(url).context["form"]["key"].value()}
    stranger = client_for(factories.StudentFactory().user)

    answers = [each.post(url, said) for each in (browser, browser, stranger)]

    ada = Contact.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302, 409]
    assert {answer["Location"] for answer in answers[:2]} == {reverse("network:detail", args=[ada.pk])}


def test_a_contact_can_be_corrected(student: Student, client_for: ClientFor) -> None:
    ada = _contact(student, "Ada")
    browser, url = client_for(student.user), reverse("network:edit", args=[ada.pk])

    wrong = browser.post(url, {"name": "", "kind": "relative"})
    browser.post(url, {"name": "Ada Lovelace", "kind": "found", "link": "elsewhere.example/ada", "may_use_name": "yes"})

    ada.refresh_from_db()
    assert wrong.status_code == 422
    assert (ada.name, ada.kind, ada.link) == ("Ada Lovelace", "found", "https://elsewhere.example/ada")
    assert ada.may_use_name == "yes"


def test_a_contact_is_removed_unless_there_is_an_interview_with_them(
    student: Student, client_for: ClientFor, now: datetime
) -> None:
    ada, grace = (_contact(student, name) for name in ("Ada", "Grace"))
    actions.log(uuid.uuid4(), student=student, contact=grace, state="draft", meeting=Meeting("phone"), now=now)
    browser = client_for(student.user)
    pages = [browser.get(reverse("network:edit", args=[each.pk])).content.decode() for each in (ada, grace)]

    removed, kept = (browser.post(reverse("network:remove", args=[each.pk])) for each in (ada, grace))

    assert [reverse("network:remove", args=[ada.pk]) in page for page in pages] == [True, False]
    assert (removed.status_code, kept.status_code) == (302, 409)
    assert "which keeps the name" in kept.content.decode()
    assert list(Contact.objects.all()) == [grace]


def test_somebody_elses_contact_is_nowhere(student: Student, client_for: ClientFor) -> None:
    theirs = _contact(factories.StudentFactory(), "Grace Hopper")
    browser, url = client_for(student.user), reverse("network:edit", args=[theirs.pk])

    opened, changed = browser.get(url), browser.post(url, {"name": "Mine now", "kind": "relative"})

    theirs.refresh_from_db()
    assert (opened.status_code, changed.status_code, theirs.name) == (404, 404, "Grace Hopper")


def _contact(student: Student, name: str, **known: object) -> Contact:
    return Contact.objects.create(student=student, name=name, **{"kind": Contact.Kind.RELATIVE} | known)
