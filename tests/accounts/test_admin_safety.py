"""What the admin shows of suspensions and reports."""

import uuid
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import AuditEvent, User
from careernet.interviews import safety
from careernet.interviews.models import Interview, State
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db


def test_who_can_sign_in_is_changed_on_the_page_of_suspensions_alone(
    client_for: Callable[[User], Client], officer: User, student: Student
) -> None:
    url = reverse("admin:accounts_user_change", args=[student.user_id])
    client = client_for(officer)

    page = client.get(url).content.decode()

    assert 'name="is_active"' not in page
    assert reverse("office:suspension", args=[student.user_id]) in page


def test_the_record_tells_nobody_of_the_office_about_a_report_about_them(
    an_interview: Callable[..., Interview], client_for: Callable[[User], Client], officer: User, now: datetime
) -> None:
    mentor = factories.MentorFactory(user__is_staff=True)
    factories.grant(mentor.user, "officer")
    interview = an_interview(State.SCHEDULED, mentor=mentor)
    safety.report(uuid.uuid4(), interview, by=interview.student.user, kind="rude", text="", now=now)
    event = AuditEvent.objects.get(verb="reported")

    lists = {
        person: client_for(person).get(reverse("admin:accounts_auditevent_changelist")).content.decode()
        for person in (officer, mentor.user)
    }
    opened = client_for(mentor.user).get(reverse("admin:accounts_auditevent_change", args=[event.pk]))

    assert ["reported" in page for page in lists.values()] == [True, False]
    assert opened.status_code == 302
