"""A class: who joins it how, who sees what of it, and whether mentors have room for it."""

import csv
import io
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import AuditEvent, Role, User
from careernet.accounts.privacy import erase_account
from careernet.advising.actions import hand_over
from careernet.campus.models import CampusDomain
from careernet.core.rules import RuleBroken
from careernet.courses import actions
from careernet.courses.codes import ALPHABET, new_code, read_code
from careernet.courses.models import Course, Enrollment
from careernet.courses.places import demand, open_places
from careernet.courses.progress import progress_of
from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.actions import admit
from careernet.students.models import Student
from tests import factories, golden

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], Client]
GOLDEN = Path(__file__).parent / "golden"
TEACHER = "professor@example.edu"
LONG_ADDRESS = 60 * "p" + "@" + 4 * (60 * "x" + ".") + "edu"  # a little more than any mail server takes
DAY = timedelta(days=1)
CAMPUS = ZoneInfo("America/New_York")
ASKED: dict[str, Any] = {
    "name": "Chemistry 210",
    "term": "Fall 2026",
    "expected": 2,
    "begins_on": date(2026, 9, 1),
    "interviews": 1,
    "interviews_by": date(2026, 10, 30),
    "reflections": 0,
    "reflections_by": None,
}
TYPED = ASKED | {"reflections": "", "reflections_by": "", "teachers": TEACHER}


@pytest.fixture
def course(advisor: User, now: datetime) -> Course:
    return actions.make(uuid.uuid4(), asked=ASKED, teachers=[TEACHER], by=advisor, now=now)


@pytest.fixture
def teacher(now: datetime) -> User:
    """Has proven the address, and is nobody yet."""
    user = factories.UserFactory(full_name="Lee Lindqvist", email=TEACHER)
    EmailAddress.objects.create(user=user, email=TEACHER, verified=True, primary=True)
    return user


def page_of(course: Course, name: str = "detail") -> str:
    return reverse(f"courses:{name}", args=[course.pk])


# --- Making one ---------------------------------------------------------------------------------------------------
def test_an_advisor_makes_a_class_once_however_often_the_button_is_pressed(
    advisor: User, client_for: ClientFor, now: datetime
) -> None:
    typed, browser = TYPED | {"key": uuid.uuid4()}, client_for(advisor)

    answers = [browser.post(reverse("courses:new"), typed) for _click in range(2)]

    course = Course.objects.get()
    assert {answer["Location"] for answer in answers} == {page_of(course)}
    assert (course.advisor, course.name, course.interviews) == (advisor, "Chemistry 210", 1)
    assert [mail.to for mail in OutgoingMail.objects.filter(kind="courses.teaching")] == [TEACHER]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"interviews": ""}, "Say how many interviews or reflections"),
        ({"interviews_by": ""}, "Choose the day by which they are due."),
        ({"interviews_by": "2026-08-01"}, "Choose a day after the one from which on they count."),
        ({"interviews_by": "9999-12-31"}, "Check the year of this date."),
        ({"begins_on": "0026-08-24"}, "Check the year of this date."),
        ({"teachers": "professor"}, "“professor” is not an e-mail address."),
        ({"teachers": LONG_ADDRESS}, f"“{LONG_ADDRESS}” is not an e-mail address."),
        ({"name": " "}, "Enter what the class is called."),
    ],
)
def test_a_class_without_a_sense_is_refused_and_the_words_stay(
    changed: dict[str, str], said: str, advisor: User, client_for: ClientFor, now: datetime
) -> None:
    answer = client_for(advisor).post(reverse("courses:new"), TYPED | changed)

    page = answer.content.decode()
    assert (answer.status_code, said in page, "Fall 2026" in page) == (422, True, True)
    assert Course.objects.count() == 0


def test_a_changed_date_wakes_everybody_in_the_class_and_mails_only_new_teachers(
    course: Course, student: Student, advisor: User, client_for: ClientFor, now: datetime
) -> None:
    actions.join(course, student=student, now=now - DAY)
    before = OutgoingMail.objects.count()

    client_for(advisor).post(page_of(course, "edit"), TYPED | {"interviews_by": "2026-11-06"})

    course.refresh_from_db()
    assert (course.interviews_by, OutgoingMail.objects.count()) == (date(2026, 11, 6), before)
    assert Enrollment.objects.get().wake_at >= now


def test_a_class_somebody_joined_is_not_removed(course: Course, student: Student, advisor: User, now: datetime) -> None:
    actions.join(course, student=student, now=now)

    with pytest.raises(RuleBroken, match="Students have joined"):
        actions.remove(course, by=advisor, now=now)

    assert Course.objects.filter(pk=course.pk).exists()


def test_the_classes_of_an_advisor_who_leaves_go_to_a_colleague(
    course: Course, advisor: User, officer: User, strangers: dict[str, User], now: datetime
) -> None:
    hand_over(advisor, to=strangers["advisor"], by=officer, now=now)

    assert list(Course.objects.run_by(strangers["advisor"])) == [course]


# --- Codes --------------------------------------------------------------------------------------------------------
def test_a_code_has_no_letters_that_look_alike_and_is_read_as_it_is_typed() -> None:
    code = new_code()

    assert (len(code), set(code) <= set(ALPHABET), set("BIL1O0QS5Z2G") & set(ALPHABET)) == (6, True, set())
    assert read_code(f" {code[:3].lower()}-{code[3:].lower()} ") == code


def test_a_student_reads_who_will_see_what_before_joining(
    course: Course, student: Student, client_for: ClientFor, now: datetime
) -> None:
    browser, address = client_for(student.user), reverse("courses:join")

    before = browser.post(address, {"code": course.code.lower()}).content.decode()
    joined_by_looking = Enrollment.objects.count()
    answers = [browser.post(address, {"code": course.code, "join": "1"}) for _click in range(2)]

    assert "your name, and done or not done" in before
    assert (joined_by_looking, [answer.status_code for answer in answers]) == (0, [302, 302])
    assert [each.student for each in course.enrollments.all()] == [student]
    assert AuditEvent.objects.filter(verb="joined a class", about=student.user).count() == 1
    home = browser.get("/home/").content.decode()
    assert "Chemistry 210" in home
    assert "1 interview by October 30" in home


def test_a_wrong_code_is_said_to_be_wrong_and_trying_many_ends(
    course: Course, student: Student, client_for: ClientFor, now: datetime
) -> None:
    browser = client_for(student.user)

    by_address = [browser.get(reverse("courses:join"), {"code": code}).content for code in ("WRONG", course.code)]
    answers = [browser.post(reverse("courses:join"), {"code": "WRONG"}).status_code for _try in range(31)]

    assert answers == [422] * 30 + [409]
    assert not any(b"Chemistry 210" in page or b"No class has this code" in page for page in by_address)


def test_who_leaves_is_seen_no_more(
    course: Course, student: Student, advisor: User, client_for: ClientFor, now: datetime
) -> None:
    actions.join(course, student=student, now=now)
    before = client_for(advisor).get(page_of(course)).content.decode()

    client_for(student.user).post(page_of(course, "leave"))

    after = client_for(advisor).get(page_of(course)).content.decode()
    assert ("Jordan Parker" in before, "Jordan Parker" in after) == (True, False)


# --- Who is done --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("begins_on", "by", "word"),
    [
        (date(2026, 9, 1), date(2026, 9, 21), "Done"),  # the day itself is in time
        (date(2026, 9, 1), date(2026, 9, 20), "Done late"),
        (date(2026, 9, 22), date(2026, 9, 30), "Not done"),  # it was before the class began to count
    ],
)
def test_what_took_place_between_the_two_days_counts(
    begins_on: date,
    by: date,
    word: str,
    course: Course,
    student: Student,
    advisor: User,
    an_interview: Callable[..., Interview],
    client_for: ClientFor,
    now: datetime,
) -> None:
    actions.join(course, student=student, now=now)
    an_interview(State.COMPLETED)  # on September 21
    asked = ASKED | {"begins_on": begins_on, "interviews_by": by}
    actions.change(course, asked=asked, teachers=[TEACHER], by=advisor, now=now)

    sheet = client_for(advisor).get(page_of(course, "sheet")).content.decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(sheet)))[1:] == [["Jordan Parker", word]]


@pytest.mark.parametrize("state", [State.SCHEDULED, State.CANCELLED, State.MISSED, State.REQUESTED])
def test_only_what_took_place_counts(
    state: str, course: Course, student: Student, an_interview: Callable[..., Interview], now: datetime
) -> None:
    actions.join(course, student=student, now=now)
    an_interview(state)

    [progress] = progress_of(course.enrollments.select_related("course"), CAMPUS)

    assert (progress.parts[0].word, progress.parts[0].booked) == ("Not done", int(state == State.SCHEDULED))


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("path", ["detail", "sheet", "list"])
def test_pages_of_a_class_cost_the_same_however_many_are_in_it(
    path: str,
    number: int,
    course: Course,
    advisor: User,
    client_for: ClientFor,
    now: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _each in range(number):
        actions.join(course, student=factories.StudentFactory(), now=now)
    browser = client_for(advisor)

    with django_assert_max_num_queries(12):
        assert browser.get(reverse("courses:list") if path == "list" else page_of(course, path)).status_code == 200


# --- Teachers -----------------------------------------------------------------------------------------------------
def test_a_teacher_sees_this_class_alone_and_is_no_student_of_the_campus(
    course: Course, teacher: User, student: Student, officer: User, client_for: ClientFor, now: datetime
) -> None:
    CampusDomain.objects.create(domain="example.edu")
    other = actions.make(uuid.uuid4(), asked=ASKED, teachers=[], by=officer, now=now)
    actions.join(course, student=student, now=now)

    actions.admit_teacher(teacher, now=now)
    admit(teacher, now=now)

    browser = client_for(User.objects.get(pk=teacher.pk))
    assert list(teacher.roles.values_list("kind", flat=True)) == [Role.Kind.TEACHER]
    assert "Jordan Parker" in browser.get(page_of(course)).content.decode()
    assert browser.get(reverse("accounts:start"))["Location"] == reverse("courses:list")
    shut = [
        page_of(other),
        page_of(course, "edit"),
        reverse("courses:new"),
        "/advising/",
        "/office/",
        "/home/",
        "/mentors/",
    ]
    assert [browser.get(address).status_code for address in shut] == [404] * len(shut)


def test_an_address_nobody_has_proven_shows_nothing(course: Course, client_for: ClientFor, now: datetime) -> None:
    liar = factories.UserFactory(email=TEACHER)
    EmailAddress.objects.create(user=liar, email=TEACHER, verified=False, primary=True)

    actions.admit_teacher(liar, now=now)

    assert client_for(liar).get(page_of(course)).status_code == 404


def test_a_teacher_taken_off_the_class_sees_it_no_more(
    teacher: User, course: Course, advisor: User, client_for: ClientFor, now: datetime
) -> None:
    before = client_for(User.objects.get(pk=teacher.pk)).get(page_of(course)).status_code

    actions.change(course, asked=ASKED, teachers=[], by=advisor, now=now)

    after = client_for(User.objects.get(pk=teacher.pk)).get(page_of(course)).status_code
    assert (before, after, teacher.roles.count()) == (200, 404, 0)


def test_the_mail_to_a_teacher_is_as_it_was(course: Course) -> None:
    found = golden.files("teaching", OutgoingMail.objects.get(kind="courses.teaching"))
    found = {name: text.replace(course.code, "<code>") for name, text in found.items()}

    assert golden.known(GOLDEN, "teaching*", found) == found


def test_nothing_of_a_deleted_account_stays_in_a_class(
    course: Course, student: Student, teacher: User, now: datetime
) -> None:
    actions.join(course, student=student, now=now)

    erase_account(student.user, now=now)
    erase_account(teacher, now=now)

    assert (course.enrollments.count(), course.teachers.count()) == (0, 0)


# --- Room ---------------------------------------------------------------------------------------------------------
def test_the_open_places_are_what_is_left_of_each_month_of_those_who_can_be_asked(
    mentor: Mentor, an_interview: Callable[..., Interview], now: datetime
) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(calls_a_month=2)
    mentor.refresh_from_db()
    factories.MentorFactory(calls_a_month=5, state=Mentor.State.PAUSED)

    in_september = open_places(until=date(2026, 9, 30), now=now)
    an_interview(State.SCHEDULED)  # in September

    assert in_september == 2
    assert open_places(until=date(2026, 9, 30), now=now) == 1
    assert open_places(until=date(2026, 11, 1), now=now) == 1 + 2 + 2


def test_a_class_that_asks_for_more_than_mentors_have_is_warned_of_with_what_to_do(
    course: Course, mentor: Mentor, student: Student, advisor: User, client_for: ClientFor, now: datetime
) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(calls_a_month=1)
    fits = client_for(advisor).get(page_of(course)).content.decode()
    actions.change(course, asked=ASKED | {"expected": 60}, teachers=[], by=advisor, now=now)

    page = client_for(advisor).get(page_of(course)).content.decode()

    assert "still to be found" not in fits  # two students, and two months with a place each
    assert "60 interviews are still to be found, and the mentors who can be asked have 2 open places" in page
    assert "Move the date" in page


def test_what_is_done_or_booked_needs_no_place_any_more(
    course: Course, student: Student, an_interview: Callable[..., Interview], now: datetime
) -> None:
    actions.join(course, student=student, now=now)
    an_interview(State.SCHEDULED)
    progress = progress_of(course.enrollments.select_related("course"), CAMPUS)

    found = demand(course, progress, now)

    assert found
    assert found.needed == 1  # of the two who are expected one has a call
