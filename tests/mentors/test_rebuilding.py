"""Rows written before a name changed elsewhere, or by an older version of ours, are found by what holds now."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from careernet.campus.models import Field, Major
from careernet.mentors import rebuilding
from careernet.mentors.models import Lexeme, Mentor
from careernet.mentors.rebuilding import rebuild_search
from careernet.mentors.search import found_by
from careernet.reminders import tasks
from tests import factories

pytestmark = pytest.mark.django_db


def who(condition: str) -> set[Mentor]:
    return set(Mentor.objects.filter(found_by(condition)))


def test_a_renamed_field_or_major_is_found_by_its_new_name() -> None:
    mentor, other = factories.MentorFactory(field__name="Law", field__slug="law"), factories.MentorFactory()
    mentor.majors.add(major := Major.objects.create(name="Physics"))
    factories.indexed(mentor)
    Field.objects.filter(slug="law").update(name="Justice")
    Major.objects.filter(pk=major.pk).update(name="Natural philosophy")

    changed = rebuild_search()

    assert changed == 1
    assert who("'justice' & 'philosophy' & 'major:Natural philosophy'") == {mentor}
    assert who("'law'") == who("'physics'") == set()
    assert who("'chemist'") == {mentor, other}


def test_rows_of_an_older_version_are_found_after_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    mentors = {factories.MentorFactory() for _ in range(5)}
    hidden = factories.MentorFactory(hidden_fields=["job_title"])
    Mentor.objects.update(search_text="")

    call_command("rebuild_search", stdout=(said := StringIO()))

    assert who("'chemist'") == mentors
    assert hidden in who("'maya'")
    assert said.getvalue().splitlines() == ["2 looked at", "4 looked at", "6 looked at", "6 brought up to date"]
    assert Lexeme.objects.filter(word="chemist").exists()


def test_the_night_brings_everybody_up_to_date(now: datetime) -> None:
    mentor = factories.MentorFactory()
    Mentor.objects.update(search_text="")

    tasks.wake_all()

    assert who("'chemist'") == {mentor}
    assert Lexeme.objects.filter(word="chemist").exists()
