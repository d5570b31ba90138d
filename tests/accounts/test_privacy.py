"""A person's own page and file: what they wrote, who opened it, and nothing that is somebody else's."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import ForeignKey, Model
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import MeetingMode
from careernet.interviews import safety
from careernet.interviews.actions import add_questions, save_notes
from careernet.interviews.models import Interview, Report, State
from careernet.mentors.models import Mentor
from careernet.reflections.actions import note_reading
from careernet.reflections.models import Reflection
from careernet.students.models import Student
from tests import factories
from tests.reflections.writing import handed_in

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]

# Every table that leads to a person, and what of it is in that person's file.
IN_THE_FILE = {
    *("accounts.user", "accounts.role", "accounts.portrait", "accounts.auditevent"),
    *("students.student", "students.resume", "students.wanttotalk", "students.plangoal", "students.rosterentry"),
    *("mentors.mentor", "mentors.pathentry", "mentors.weeklyhours", "mentors.datedhours"),
    *("interviews.interview", "interviews.event", "interviews.preparation", "interviews.notes", "interviews.thankyou"),
    *("interviews.message", "interviews.question"),
    *("reflections.reflection", "reflections.reflectionversion", "reflections.review"),
    *("reflections.line", "reflections.nextstep", "reflections.phrase", "students.aboutme"),
    *("mail.outgoingmail", "mail.suppression", "mail.preference", "mail.quieted", "network.contact", "network.touch"),
    *("campus.dismissal", "advising.suggestion"),
    *("courses.course", "courses.teacher", "courses.enrollment"),
}
LEFT_OUT = {
    "interviews.report": "the office's alone, so that a file lying about tells nobody",
    "interviews.block": "tells that there may be a report",
    "interviews.offeredtime": "gone once a time is fixed, which is in the file",
    "interviews.resumeask": "who asked for it and when it was shown are among what happened",
    "interviews.absence": "its states are among the conversation's",
    "mentors.nextopen": "reckoned from the hours",
    "mail.deliveryevent": "the other server's words about a mail that is in the file",
    "students.cover": "says when an advisor is away; it and the students' pages show it",
    "students.graduation": "about a class; which class somebody is of is in the file",
    "mentors.alumniupload": "the office's file, whose taken-in rows are in the file",
    "students.rosterupload": "the office's file, whose taken-in lines are in the file",
}


@pytest.fixture
def written(an_interview: Callable[..., Interview], now: datetime) -> Reflection:
    """Handed in after a call about which the student took notes."""
    interview = an_interview(State.COMPLETED)
    later = interview.during.upper + timedelta(hours=1)
    add_questions(interview.student, interview, texts=["Who else?"])
    [question] = interview.questions.all()
    save_notes(interview, text="Ask about the thesis.", by_question={question.pk: "Her colleague Ola."}, now=later)
    return handed_in(interview, now=later)


def file_of(client: Client) -> dict[str, Any]:
    response = client.get("/settings/privacy/export/")
    assert 'attachment; filename="careernet-2026-' in response["Content-Disposition"]
    found: dict[str, Any] = json.loads(response.content)
    return found


def test_a_students_file_has_what_only_they_can_read(
    student: Student, advisor: User, written: Reflection, client_for: ClientFor, now: datetime
) -> None:
    note_reading(written, by=advisor, version=1, now=now)

    found = file_of(client_for(student.user))

    (talk,) = found["conversations"]
    assert talk["notes"] == {"text": "Ask about the thesis."}
    asked = {"text": "Who else?", "is_must": False, "asked": False, "note": "Her colleague Ola."}
    assert talk["questions"] == [asked]
    assert talk["hope_to_learn"] == written.interview.hope_to_learn
    assert found["reflections"][0]["best_advice"] == written.best_advice
    assert found["reflections"][0]["about_talking_with"] == str(written.interview.mentor)
    assert found["opened_by_others"][0]["by"] == "Rosa Alvarez"
    assert found["student"]["introduction"] == student.introduction


def test_a_mentors_file_has_their_side_alone(written: Reflection, client_for: ClientFor) -> None:
    mentor = written.interview.mentor

    found = file_of(client_for(mentor.user))

    assert found["mentor"]["job_title"] == mentor.job_title
    assert len(found["mentor"]["weekly_hours"]) == mentor.weekly_hours.count() > 0
    assert [talk["message"] for talk in found["conversations"]] == [written.interview.message]
    assert {"notes", "preparation"}.isdisjoint(found["conversations"][0])
    assert found["reflections"] == []


def test_whoever_opened_a_text_is_named_to_its_owner_with_the_reason(
    student: Student, officer: User, an_interview: Callable[..., Interview], client_for: ClientFor, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    told = Report.objects.create(
        interview=interview, by=student.user, about=interview.mentor.user, kind=Report.Kind.RUDE, text="He shouted."
    )
    safety.open_words(told, by=officer, reason="To see what was agreed.", now=now)

    owner = client_for(student.user).get("/settings/privacy/").content.decode()
    other = client_for(interview.mentor.user).get("/settings/privacy/").content.decode()

    assert "To see what was agreed." in owner
    assert "Sam Okafor" in owner
    assert "To see what was agreed." not in other
    assert "Sam Okafor" not in other


def test_the_other_sides_view_is_shown_as_it_is(mentor: Mentor, student: Student, client_for: ClientFor) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(about="I like beginnings.", hidden_fields=["about"])
    Student.objects.filter(pk=student.pk).update(introduction="I ask a lot.", hidden_fields=["introduction"])

    of_mentor = client_for(mentor.user).get("/settings/privacy/").content.decode()
    of_student = client_for(student.user).get("/settings/privacy/").content.decode()

    assert "I like beginnings." not in of_mentor
    assert of_student.count("I ask a lot.") == 1  # under what mentors see after a yes


@pytest.mark.parametrize("number", [1, 8])
@pytest.mark.parametrize(("path", "most"), [("/settings/privacy/", 12), ("/settings/privacy/export/", 40)])
def test_both_cost_the_same_however_much_there_is(
    path: str,
    most: int,
    number: int,
    student: Student,
    advisor: User,
    client_for: ClientFor,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _each in range(number):
        AuditEvent.objects.create(by=advisor, about=student.user, verb="read reflection")
        Interview.objects.create(student=student, mentor=factories.MentorFactory(), mode=MeetingMode.VIDEO)
    client = client_for(student.user)

    with django_assert_max_num_queries(most):
        assert client.get(path).status_code == 200


def test_every_table_about_people_is_in_the_file_or_left_out_for_a_reason() -> None:
    """Fails for a new table: name it in its app's `privacy.py` and in IN_THE_FILE, or say in LEFT_OUT why not."""
    tables = set(about_people())

    assert tables == IN_THE_FILE | LEFT_OUT.keys()


def about_people() -> Iterator[str]:
    """Those with a path of foreign keys to a person, and those that know people by their address."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("careernet.")]
    known: set[type[Model]] = {User}
    while more := {model for model in ours if model not in known and known & set(parents(model))}:
        known |= more
    return (model._meta.label_lower for model in ours if model in known or has_address(model))


def parents(model: type[Model]) -> Iterator[type[Model]]:
    return (
        field.related_model
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and isinstance(field.related_model, type)
    )


def has_address(model: type[Model]) -> bool:
    return any(field.name in ("email", "address", "image") for field in model._meta.concrete_fields)
