from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoAssertNumQueries

from careernet.core.compiled import Compiled
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories


def _named(name: Any, left: Any) -> QuerySet[Student]:
    theirs = Q(user__full_name=name) | Q(user__email=name)
    students = Student.objects.exclude(left_at__lt=left).filter(theirs)
    return students.with_names().select_related("user").only("user").order_by("pk")


@pytest.mark.django_db
def test_a_compiled_query_gives_the_rows_of_its_queryset_each_time_anew(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    named, people = Compiled(_named), [factories.StudentFactory() for _ in range(2)]

    for name in [*(person.user.email for person in people), people[0].user.full_name, "nobody"]:
        asked = {"name": name, "left": people[0].joined_at}
        with django_assert_num_queries(1):
            found = named(**asked)
            emails = [student.user.email for student in found]
        expected = list(_named(**asked))

        assert (found, emails) == (expected, [student.user.email for student in expected])
        assert [vars(student).keys() for student in found] == [vars(student).keys() for student in expected]
    assert named.first(**asked) is None


@pytest.mark.django_db(transaction=True)
def test_a_compiled_lock_needs_a_transaction_each_time() -> None:
    mentor = factories.MentorFactory()
    locked = Compiled(lambda pk: Mentor.objects.select_for_update().filter(pk=pk))
    with transaction.atomic():
        assert locked(pk=mentor.pk) == [mentor]

    with pytest.raises(TransactionManagementError):
        locked(pk=mentor.pk)
