"""The admin: open to officers alone, quick however many rows there are, silent about private words."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careernet.accounts.models import AuditEvent, Role, User
from careernet.campus.models import AcademicPeriod, CampusDomain, Field, Major
from careernet.core import clock
from careernet.interviews.models import Interview, State
from careernet.mail.models import ReceivedMail, Suppression
from careernet.mentors.models import Mentor, WeeklyHours
from careernet.reflections import actions as reflections
from careernet.students.models import RosterEntry, Student
from tests.factories import FieldFactory, MentorFactory, StudentFactory, UserFactory, grant, weekdays
from tests.reflections.writing import ANSWERS, handed_in

pytestmark = pytest.mark.django_db

OURS = sorted(admin.site._registry.values(), key=lambda page: page.model._meta.label)
counter = itertools.count()


def name(page: ModelAdmin) -> str:
    return page.model._meta.label


@pytest.fixture
def desk(client_for: Callable[[User], Client], officer: User) -> Client:
    return client_for(officer)


@pytest.fixture
def populate(
    an_interview: Callable[..., Interview], advisor: User, officer: User, now: datetime
) -> Callable[[int], None]:
    """`populate(3)`: three more rows, with all they refer to, in every list of the admin."""
    clock.move_to(now + timedelta(days=9))

    def more(rows: int) -> None:
        for number in itertools.islice(counter, rows):
            student = StudentFactory(advisor=advisor)
            student.majors.add(Major.objects.create(name=f"Major {number}"))
            field = FieldFactory(name=f"Field {number}", slug=f"field-{number}")
            mentor = weekdays(MentorFactory(field=field))
            interview = an_interview(State.COMPLETED, student=student, mentor=mentor)
            reflection = handed_in(interview, now=now + timedelta(days=8))
            reflections.thank([reflection], by=advisor, now=now + timedelta(days=9))
            CampusDomain.objects.create(domain=f"{number}.example.edu")
            RosterEntry.objects.create(email=f"roster{number}@example.edu")
            AcademicPeriod.objects.create(kind="term", name=f"Term {number}", starts_on=now, ends_on=now)
            ReceivedMail.objects.create(message_id=f"<{number}@example.com>", at=now, outcome="filed")
            Suppression.objects.create(address=f"gone{number}@example.com", reason="550", since=now)

    return more


def listed(page: ModelAdmin) -> str:
    return reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_changelist")


def changed(page: ModelAdmin, row: models.Model) -> str:
    return reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_change", args=[row.pk])


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path, follow=True)
    assert response.status_code == 200, path
    return len(captured)


def test_every_list_and_every_row_opens_for_an_officer_at_a_steady_cost(
    desk: Client, populate: Callable[[int], None]
) -> None:
    populate(2)
    rows = {name(page): page.model._default_manager.first() for page in OURS}
    paths = [listed(page) for page in OURS] + [changed(page, rows[name(page)]) for page in OURS]
    for path in paths:
        queries(desk, path)  # content types are looked up once per process
    before = {path: queries(desk, path) for path in paths}

    populate(4)
    after = {path: queries(desk, path) for path in paths}

    assert after == before
    assert {path: count for path, count in after.items() if count > 20} == {}


def test_what_can_be_added_can_be_added(desk: Client) -> None:
    pages = [page for page in OURS if page.model in (User, Field, Major, CampusDomain, RosterEntry)]

    answers = [desk.get(listed(page) + "add/").status_code for page in pages]

    assert answers == [200] * 5


@pytest.mark.parametrize("model", [Student, Mentor, AuditEvent, Suppression])
def test_what_comes_about_otherwise_cannot_be_added(model: type[models.Model], desk: Client) -> None:
    page = admin.site._registry[model]

    response = desk.get(reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_add"))

    assert response.status_code == 403


def test_only_our_own_models_are_here() -> None:
    foreign = [name(page) for page in OURS if not page.model.__module__.startswith("careernet.")]

    assert foreign == []


@pytest.mark.parametrize("kind", ["student", "mentor", "advisor"])
def test_for_everybody_else_there_is_no_admin(
    kind: str, strangers: dict[str, User], client_for: Callable[[User], Client]
) -> None:
    client = client_for(strangers[kind])

    answers = [client.get(path, follow=True).status_code for path in ["/admin/", *map(listed, OURS)]]

    assert set(answers) == {404}


def test_visitors_sign_in_where_everybody_does(client: Client) -> None:
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_an_officer_who_lost_the_role_is_out(client_for: Callable[[User], Client]) -> None:
    former = UserFactory(is_staff=True)

    response = client_for(former).get("/admin/", follow=True)

    assert response.status_code == 404


def test_no_page_shows_what_students_write(
    desk: Client, an_interview: Callable[..., Interview], advisor: User, now: datetime
) -> None:
    interview = an_interview(State.COMPLETED)
    answers = replace(ANSWERS, best_advice="PLANTED advice", learned="PLANTED lesson")
    reflection = handed_in(interview, now=now, answers=answers)
    reflections.review(
        reflection, by=advisor, verdict="please_add", comment="PLANTED comment", version=reflection.version, now=now
    )
    paths = [listed(page) for page in OURS]
    paths += [changed(page, row) for page in OURS for row in page.model._default_manager.all()]

    shown = [path for path in paths if "PLANTED" in desk.get(path, follow=True).content.decode()]

    assert shown == []


def roles_form(user: User, *rows: dict[str, object]) -> dict[str, object]:
    existing = sum("id" in row for row in rows)
    form = {
        "full_name": user.full_name,
        "time_zone": user.time_zone,
        "is_active": "on",
        "roles-TOTAL_FORMS": len(rows),
        "roles-INITIAL_FORMS": existing,
    }
    return form | {
        f"roles-{number}-{key}": value
        for number, row in enumerate(rows)
        for key, value in {"user": user.pk, **row}.items()
    }


def test_a_role_given_in_the_admin_opens_its_pages(desk: Client, officer: User) -> None:
    user = UserFactory()

    desk.post(f"/admin/accounts/user/{user.pk}/change/", roles_form(user, {"kind": "officer"}))

    user.refresh_from_db()
    assert (user.is_staff, user.roles.get().granted_by) == (True, officer)
    assert AuditEvent.objects.get(verb="granted role").data == {"role": "officer"}


def test_nobody_becomes_a_student_in_the_admin(desk: Client) -> None:
    user = UserFactory()

    desk.post(f"/admin/accounts/user/{user.pk}/change/", roles_form(user, {"kind": "student"}))

    assert not user.roles.exists()


def test_an_advisor_with_students_hands_them_over_first(desk: Client, advisor: User) -> None:
    StudentFactory(advisor=advisor)

    roles = roles_form(advisor, {"id": advisor.roles.get().pk, "DELETE": "on"})
    page = desk.post(f"/admin/accounts/user/{advisor.pk}/change/", roles)

    assert page.status_code == 409
    assert "still has students" in page.content.decode()
    assert advisor.roles.exists()


def test_a_role_taken_away_goes_on_record(desk: Client, advisor: User) -> None:
    role = advisor.roles.get()

    desk.post(f"/admin/accounts/user/{advisor.pk}/change/", roles_form(advisor, {"id": role.pk, "DELETE": "on"}))

    assert not advisor.roles.exists()
    assert AuditEvent.objects.get(verb="revoked role").about == advisor


def test_officers_keep_their_own_key(desk: Client, officer: User) -> None:
    role = officer.roles.get()

    response = desk.post(
        f"/admin/accounts/user/{officer.pk}/change/", roles_form(officer, {"id": role.pk, "DELETE": "on"})
    )

    assert response.status_code == 409
    assert officer.roles.get() == role


def test_only_advisors_can_be_given_students(desk: Client, student: Student, advisor: User) -> None:
    other = grant(UserFactory(), Role.Kind.MENTOR)

    desk.post(f"/admin/students/student/{student.pk}/change/", {"class_year": 2028, "advisor": other.pk})

    student.refresh_from_db()
    assert student.advisor == advisor


def test_the_state_of_a_mentor_is_changed_by_actions_alone(desk: Client, mentor: Mentor, officer: User) -> None:
    path = f"/admin/mentors/mentor/{mentor.pk}/change/"

    desk.post(path, {"kind": "alum", "employer": "New Place", "state": "retired", "user": officer.pk})

    mentor.refresh_from_db()
    assert (mentor.state, mentor.user == officer, mentor.employer) == ("active", False, "New Place")
    assert "place" in mentor.search_text
    assert "employer" in mentor.edited_fields


@pytest.mark.parametrize(
    ("before", "verb", "after", "says"),
    [
        ("applied", "approve", "active", "Changed: 1"),
        ("active", "pause", "paused", "Changed: 1"),
        ("active", "retire", "retired", "Changed: 1"),
        ("retired", "approve", "retired", "Maya Chen has not applied"),
        ("applied", "pause", "applied", ""),
    ],
)
def test_several_mentors_are_changed_at_once(before: str, verb: str, after: str, says: str, desk: Client) -> None:
    mentor = MentorFactory(state=before)

    response = desk.post("/admin/mentors/mentor/", {"action": verb, "_selected_action": [str(mentor.pk)]}, follow=True)

    mentor.refresh_from_db()
    assert mentor.state == after
    assert says in response.content.decode()


def test_hours_are_shown_in_words(desk: Client) -> None:
    mentor = MentorFactory()
    WeeklyHours.objects.create(mentor=mentor, weekday=0, start=9 * 60, end=12 * 60)

    page = desk.get(f"/admin/mentors/mentor/{mentor.pk}/change/").content.decode()

    assert "Monday 9:00–12:00" in page


@pytest.mark.parametrize("chosen", ["abc", "", "9" * 40, "-1"])
def test_rows_that_cannot_be_are_refused(chosen: str, desk: Client) -> None:
    for page in OURS:
        url = reverse(f"admin:{page.model._meta.app_label}_{page.model._meta.model_name}_changelist")
        for action in ["delete_selected", *(page.actions or ())]:
            typed = {"action": action, "_selected_action": chosen, "index": "0"}
            assert desk.post(url, typed).status_code < 500, name(page)
