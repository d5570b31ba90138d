"""What a mentor hides is hidden wherever a student could come across it: read, found, counted, or given as a reason."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from careernet.accounts.models import User
from careernet.campus.models import Major
from careernet.mentors.actions import save_profile
from careernet.mentors.models import Mentor
from careernet.mentors.profile import Profile
from careernet.mentors.visibility import HIDEABLE, as_students_see, hidden_fields
from careernet.students.models import Student
from tests import factories

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
TOLD = {
    "job_title": "Glaciologist",
    "employer": "Northern Institute",
    "employer_size": "1-10",
    "work_setting": "academic",
    "in_role_since": 2019,
    "previous_employer": "Southern Institute",
    "class_year": 1987,
    "city": "Nuuk",
    "region": "Sermersooq",
    "country": "GL",
    "about": "Ice and patience.",
    "linkedin_url": "https://www.linkedin.com/in/ice-and-snow",
    "languages": ["Greenlandic"],
    "topics": ["Fieldwork", "Veterans"],
}
WORDS = ("Glaciologist", "Northern", "Southern", "1987", "Nuuk", "Sermersooq", "Ice and", "Greenlandic", "Fieldwork",
         "Veterans", "Geology", "academia", "ice-and-snow", "ze/hir", "Same major")  # fmt: skip


def tells(mentor: Mentor, *, hides: set[str]) -> Mentor:
    """The whole profile as the mentor would save it."""
    geology, _created = Major.objects.get_or_create(name="Geology")
    names = {"full_name": "Freya Lund", "preferred_name": "", "pronouns": "ze/hir"}
    shown = set(HIDEABLE) - hides
    return save_profile(mentor, profile=Profile(names=names, facts=TOLD, majors=[geology], path=[], shown=list(shown)))


def found(words: tuple[str, ...], page: str) -> list[str]:
    return [word for word in words if word.casefold() in page.casefold()]


@pytest.fixture
def curious(student: Student) -> Student:
    """A student with the mentor's major, so that there would be something in common."""
    student.majors.add(Major.objects.get_or_create(name="Geology")[0])
    return student


def test_the_directory_and_the_page_show_what_is_not_hidden(
    curious: Student, client_for: SignIn, now: datetime
) -> None:
    mentor = tells(factories.MentorFactory(), hides=set())
    client = client_for(curious.user)

    card, page = (client.get(path).content.decode() for path in ("/mentors/", f"/mentors/{mentor.pk}/"))

    assert "Glaciologist at Northern Institute" in card
    assert found(WORDS, page) == [word for word in WORDS if word != "Same major"]


def test_what_is_hidden_is_on_no_page_and_gives_no_reason(curious: Student, client_for: SignIn, now: datetime) -> None:
    mentor = tells(factories.MentorFactory(), hides=set(HIDEABLE))
    client = client_for(curious.user)

    pages = [client.get(path).content.decode() for path in ("/mentors/", f"/mentors/{mentor.pk}/")]

    assert all("Freya Lund" in page for page in pages)
    # The lists to choose from name what there is to choose, and nobody has any of it.
    assert [found(WORDS, page) for page in pages] == [[], []]


@pytest.mark.parametrize(
    "query",
    [
        *("q=glaciologist", "q=northern", "q=southern", "q=nuuk", "q=sermersooq", "q=patience"),
        *("q=geology", "q=fieldwork", "q=veterans", "q=greenlandic"),
        *("setting=academic", "size=1-10", "place=GL", "years=1985-1989", "language=Greenlandic", "topic=Fieldwork"),
        "major=Geology",
    ],
)
def test_nobody_is_found_by_what_they_hide(query: str, curious: Student, client_for: SignIn, now: datetime) -> None:
    shown = tells(factories.MentorFactory(), hides=set())
    hidden = tells(factories.MentorFactory(), hides=set(HIDEABLE))

    page = client_for(curious.user).get(f"/mentors/?{query}").content.decode()

    assert (f"/mentors/{shown.pk}/" in page, f"/mentors/{hidden.pk}/" in page) == (True, False)


def test_the_office_keeps_all_of_it(now: datetime) -> None:
    mentor = tells(factories.MentorFactory(), hides=set(HIDEABLE))

    kept = Mentor.objects.get(pk=mentor.pk)

    assert {name: getattr(kept, name) for name in TOLD} == TOLD


def test_a_copy_is_made_to_be_read(mentor: Mentor) -> None:
    assert as_students_see(mentor) is mentor
    mentor.hidden_fields = hidden_fields(shown=[])

    seen = as_students_see(mentor)

    assert (seen.employer, mentor.employer) == ("", "Arcadia Labs")
    assert (list(seen.majors.all()), list(seen.path.all())) == ([], [])
    assert seen.user.full_name == mentor.user.full_name == "Maya Chen"


def test_name_field_and_ways_to_meet_are_never_hidden() -> None:
    everything = hidden_fields(shown=[])

    assert not {"full_name", "field", "modes", "length", "kind"} & set(everything)
    assert set(everything) == {name for names in HIDEABLE.values() for name in names}
