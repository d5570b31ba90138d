"""What the two sides of an interview read about each other, before a yes and after it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.actions import set_portrait
from careernet.accounts.models import User
from careernet.campus.models import Major
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.mentors.visibility import hidden_fields
from careernet.students.models import Student
from careernet.students.person import HIDEABLE

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]
KEPT = ("they/them", "Class of 2028", "Chemistry", "Curious about", "government", "I like batteries.")


@pytest.fixture
def private(student: Student, now: datetime) -> Student:
    """A student who has said everything, and keeps all of it until somebody says yes."""
    student.majors.add(Major.objects.create(name="Chemistry"))
    student.work_settings, student.introduction = ["government"], "I like batteries."
    student.hidden_fields = list(HIDEABLE)
    student.save()
    student.user.pronouns = "they/them"
    student.user.save()
    set_portrait(student.user, image=b"a picture", now=now)
    return student


def found(words: tuple[str, ...], page: str) -> list[str]:
    return [word for word in words if word in page]


def page_of(interview: Interview, reader: User, client_for: Browser) -> str:
    return client_for(reader).get(reverse("interviews:detail", args=[interview.pk])).content.decode()


def test_before_a_yes_a_mentor_reads_what_the_student_shows(
    private: Student, mentor: Mentor, an_interview: Led, client_for: Browser
) -> None:
    interview = an_interview(student=private)

    page = page_of(interview, mentor.user, client_for)
    listed = client_for(mentor.user).get(reverse("interviews:list")).content.decode()

    assert "Jordan Parker" in page
    assert found(KEPT, page) == []
    assert "<img" not in page
    assert "Class of" not in listed


@pytest.mark.parametrize("state", [State.COUNTERED, State.SCHEDULED, State.COMPLETED])
def test_with_a_yes_the_mentor_reads_all_of_it(
    state: str, private: Student, mentor: Mentor, an_interview: Led, client_for: Browser
) -> None:
    interview = an_interview(state, student=private)

    page = page_of(interview, mentor.user, client_for)

    assert found(KEPT, page) == [word for word in KEPT if word != "Curious about"]
    assert f'src="/photo/{private.user.portrait_id}/" alt=""' in page


def test_the_composer_shows_exactly_what_the_mentor_will_read(
    private: Student, mentor: Mentor, an_interview: Led, client_for: Browser
) -> None:
    Student.objects.update(hidden_fields=["introduction"])
    composer = client_for(private.user).get(reverse("interviews:ask", args=[mentor.pk]))

    interview = an_interview(student=private)

    page = client_for(mentor.user).get(reverse("interviews:detail", args=[interview.pk]))
    assert composer.context["person"] == page.context["person"]
    assert "I like batteries." not in composer.content.decode()
    assert "Maya sees after saying yes" in composer.content.decode()


def test_what_a_mentor_hides_is_on_no_page_of_the_student(
    student: Student, mentor: Mentor, an_interview: Led, client_for: Browser, now: datetime
) -> None:
    set_portrait(mentor.user, image=b"a picture", now=now)
    Mentor.objects.update(hidden_fields=hidden_fields(shown=[]))
    client = client_for(student.user)
    pages = [client.get(path).content.decode() for path in (f"/interviews/ask/{mentor.pk}/", f"/mentors/{mentor.pk}/")]
    interview = an_interview(State.COMPLETED)
    paths = [reverse("interviews:detail", args=[interview.pk]), reverse("reflections:write", args=[interview.pk])]

    pages += [client.get(path).content.decode() for path in (*paths, "/interviews/?show=follow-up", "/home/")]

    assert [found(("Battery chemist", "Arcadia", "<img", "Class of 2014"), page) for page in pages] == [[]] * 6
    assert all("Maya Chen" in page for page in pages)


def test_somebody_under_18_is_offered_phone_and_video(
    student: Student, mentor: Mentor, client_for: Browser, now: datetime
) -> None:
    Mentor.objects.update(modes=["in person", "video"])
    Student.objects.update(adult_from=now.date() + timedelta(days=30))

    page = client_for(student.user).get(reverse("interviews:ask", args=[mentor.pk]))

    assert [value for value, _label in page.context["form"].fields["mode"].choices] == ["video"]
    assert page.context["form"]["mode"].value() == "video"
    assert "Until you are 18, conversations are by phone or video." in page.content.decode()


def test_a_draft_of_somebody_under_18_is_kept_even_where_a_mentor_meets_in_person_only(
    student: Student, mentor: Mentor, client_for: Browser, now: datetime
) -> None:
    Mentor.objects.update(modes=["in person"])
    Student.objects.update(adult_from=now.date() + timedelta(days=30))
    typed = {"id": "7d7f3c1e-6a43-4f5e-9d56-0f9a2f1f9f10", "hope_to_learn": "Your path.", "draft": "kept"}

    client_for(student.user).post(reverse("interviews:ask", args=[mentor.pk]), typed)

    assert Interview.objects.get().mode == "video"
