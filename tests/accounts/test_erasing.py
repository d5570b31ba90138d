"""Having one's account deleted: what is open ends kindly, what the person wrote is gone, and others keep the day."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.test import Client
from pytest_django import DjangoDbBlocker

from careernet.accounts.models import AuditEvent, Portrait, User
from careernet.accounts.privacy import ENDED, erase_account, registered
from careernet.core.rules import RuleBroken
from careernet.interviews import safety
from careernet.interviews.models import Interview, Message, Report, State
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail, Suppression
from careernet.mentors.models import Mentor
from careernet.network.models import Contact
from careernet.reflections.models import ANSWERS
from careernet.students.models import AboutMe, RosterEntry, Student
from tests.crawl import words_in
from tests.test_private_text import ASKED, PREPARATION, each
from tests.world import NOW, a_world

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]
AnInterview = Callable[..., Interview]

# Columns of words that nobody typed: codes of ours, the keys by which rows are found, and what the office publishes.
NO_WORDS = {
    *("accounts.user.email", "courses.teacher.email"),  # found by; the world has words of its own there
    *("accounts.user.time_zone", "accounts.user.password", "accounts.auditevent.verb"),
    *("accounts.auditevent.object_type", "accounts.auditevent.object_id"),
    *("mail.outgoingmail.kind", "mail.outgoingmail.thread", "mail.outgoingmail.about_type", "mail.outgoingmail.reason"),
    *("mail.outgoingmail.data", "students.rosterupload.counts"),
    *("mentors.alumniupload.counts", "mentors.alumniupload.columns", "mentors.alumniupload.time_zone"),
    *("mentors.mentor.sort_name", "mentors.mentor.hidden_fields", "students.student.hidden_fields"),
}


A_WORD = 7  # letters; two of a country are none


# --- Nothing of anybody survives but what is declared -------------------------------------------------------------
def test_whatever_can_hold_words_is_emptied_or_kept_for_a_declared_reason(django_db_blocker: DjangoDbBlocker) -> None:
    """Fails for a new column: empty it in its app's `erase`, or say in its `KEPT` why it stays."""
    with a_world(django_db_blocker) as world:
        OutgoingMail.objects.filter(to_user=world.people["sam"]).delete()  # who stays
        RosterEntry.objects.update(email=world.people["jordan"].email)
        said = plant_everywhere(but=world.people["sam"])
        for name, person in world.people.items():
            if name != "sam":
                erase_account(person, now=NOW)
        safety.close_report(Report.objects.get(), by=world.people["sam"], outcome="Settled.", now=NOW)
        while deliver_due(now=NOW + timedelta(hours=1)):
            pass
        left = everything()

    kept = {column for module in registered() for column in module.KEPT}
    assert {column for word, column in said.items() if word in left} <= kept
    whom_it_was_about, of_files = {"strange mentor address"}, {"roster line", "roster name", "alumni line"}
    not_to_mail = {"maya address"}  # so that no later file brings them mail again
    assert words_in(left) == whom_it_was_about | of_files | not_to_mail
    assert not Portrait.objects.exists()


def plant_everywhere(*, but: User) -> dict[str, str]:
    """word -> the column that holds it, in every row there is of it."""
    return {plant(number, field, but): name for number, (name, field) in enumerate(columns())}


def columns() -> Iterator[tuple[str, models.Field[object, object]]]:
    """Whatever can hold words about people; not what a row is found by, nor one of our choices."""
    for model in apps.get_models():
        if not model.__module__.startswith("careernet.") or model._meta.app_label in ("campus", "demo"):
            continue
        for field in model._meta.concrete_fields:
            name = f"{model._meta.label_lower}.{field.name}"
            inner = field.base_field if isinstance(field, ArrayField) else field
            is_text = isinstance(inner, (models.CharField, models.TextField, models.JSONField))
            is_ours = field.unique or field.choices or inner.choices or isinstance(field, models.GeneratedField)
            if is_text and not is_ours and name not in NO_WORDS and (field.max_length or A_WORD) >= A_WORD:
                yield name, field


def plant(number: int, field: models.Field[object, object], but: User) -> str:
    word = f"yy{number}yy"
    value: object = [word] if isinstance(field, ArrayField) else word
    rows = field.model._base_manager.all()
    rows = rows.exclude(pk=but.pk) if field.model is User else rows
    if field.model is Contact and field.name == "name":  # a mentor's is the mentor's own
        rows = rows.filter(mentor=None)
    if isinstance(field, models.JSONField):
        for row in rows:
            data = getattr(row, field.name)
            setattr(row, field.name, {**data, "typed": word} if isinstance(data, dict) else [*data, word])
            row.save(update_fields=[field.name])
    else:
        rows.update(**{field.name: value})
    return word


def everything() -> str:
    """All rows of all tables, as Postgres writes them out."""
    with connection.cursor() as cursor:
        lines = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - the names are the database's own
            lines += [row[0] for row in cursor.fetchall()]
    return "\n".join(lines)


def test_of_one_person_only_their_own_words_go(django_db_blocker: DjangoDbBlocker) -> None:
    with a_world(django_db_blocker) as world:
        OutgoingMail.objects.all().delete()
        before = words_in(everything())
        erase_account(world.people["jordan"], now=NOW)
        OutgoingMail.objects.all().delete()
        gone = before - words_in(everything())
        photos = Portrait.objects.count()

    assert photos == 1  # Maya's
    talks = ("scheduled", "completed", "written", "handed in", "returned")
    assert gone == {
        *each("declined", "late", *talks, of=ASKED),
        *each(*talks, of=PREPARATION),
        *each("scheduled", "completed", "written", "handed in", "returned", "late", of=["where"]),
        *each("written", "handed in", "returned", of=["thanks"]),
        *each("draft", "going on", "handed in answer", "returned answer", of=ANSWERS),
        *("review comment", "review on answer", "review note", "late reason", "scheduled student word"),
        *each("about", of=[*AboutMe.SENTENCES, *AboutMe.NOTES]),
        "returned step",
        *("jordan why", "jordan introduction", "jordan address", "jordan suggestion"),
    }


def test_an_account_deleted_by_two_clicks_is_deleted_once(student: Student, now: datetime) -> None:
    same = User.objects.get(pk=student.user.pk)  # as the second click still knows it

    erase_account(student.user, now=now)
    erase_account(same, now=now + timedelta(seconds=1))

    [record] = AuditEvent.objects.filter(verb=ENDED)
    assert record.at == now
    assert OutgoingMail.objects.filter(subject="Your account is deleted").count() == 1


# --- What the others are left with --------------------------------------------------------------------------------
def test_whoever_waits_hears_it_kindly_and_keeps_the_day_without_a_name(
    student: Student, mentor: Mentor, an_interview: AnInterview, now: datetime
) -> None:
    talked, booked = an_interview(State.COMPLETED), an_interview(State.SCHEDULED)
    OutgoingMail.objects.update(state="sent", sent_at=now)

    erase_account(student.user, now=now)

    booked.refresh_from_db()
    [told] = OutgoingMail.objects.filter(to_user=mentor.user, state="queued")
    assert (booked.state, talked.state) == (State.CANCELLED, State.COMPLETED)
    assert student.user.full_name in told.text  # who it is that can't come
    assert str(Interview.objects.get(pk=talked.pk).student) == "A former student"
    [last] = OutgoingMail.objects.queued().filter(to=student.user.email)
    assert last.subject == "Your account is deleted"


def test_the_last_mails_keep_nothing_once_they_have_left(
    student: Student, an_interview: AnInterview, now: datetime
) -> None:
    an_interview(State.SCHEDULED)
    erase_account(student.user, now=now)

    while deliver_due(now=now + timedelta(minutes=5)):
        pass

    assert not OutgoingMail.objects.queued().filter(due_at__lte=now).exists()
    assert student.user.full_name not in everything()


def test_whoever_has_a_short_name_takes_no_other_mail_along(student: Student, officer: User, now: datetime) -> None:
    User.objects.filter(pk=student.user.pk).update(full_name="E")
    student.user.refresh_from_db()
    for number, text in enumerate(["Welcome, everybody.", "E has asked you."]):
        OutgoingMail.objects.create(
            key=f"{number}", to_user=officer, to=officer.email, subject="Hello", text=text, state="sent", sent_at=now,
            priority=5, due_at=now, next_attempt_at=now, created_at=now,
        )  # fmt: skip

    erase_account(student.user, now=now)

    assert list(OutgoingMail.objects.filter(to_user=officer).order_by("key").values_list("text", flat=True)) == [
        "Welcome, everybody.",
        "",
    ]


def test_what_the_office_looks_into_stays_until_the_report_is_closed(
    student: Student, mentor: Mentor, officer: User, an_interview: AnInterview, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    report = Report.objects.create(interview=interview, by=student.user, about=mentor.user, kind="rude", text="Rude.")
    Message.objects.create(
        interview=interview, number=9, by=mentor.user, role="mentor", text="Smile!", at=now, via=Message.Via.PAGE
    )

    erase_account(mentor.user, now=now)
    looked_into = Message.objects.get().text
    safety.close_report(Report.objects.get(), by=officer, outcome="Warned.", now=now)

    report.refresh_from_db()
    assert (looked_into, Message.objects.get().text) == ("Smile!", "")
    assert (report.about.full_name, report.about_was) == ("A former mentor", f"Maya Chen, {mentor.user.email}")


def test_an_advisors_students_are_shared_and_their_answers_stay(student: Student, advisor: User, now: datetime) -> None:
    erase_account(advisor, now=now)

    student.refresh_from_db()
    advisor.refresh_from_db()
    assert student.advisor is None
    assert (advisor.full_name, advisor.is_active, advisor.erased_at) == ("A former advisor", False, now)


def test_who_came_from_a_file_is_not_brought_back(mentor: Mentor, now: datetime) -> None:
    address = mentor.user.email
    Mentor.objects.filter(pk=mentor.pk).update(external_id="A-17")

    erase_account(mentor.user, now=now)

    mentor.refresh_from_db()
    assert (mentor.state, mentor.external_id, mentor.employer) == (Mentor.State.RETIRED, "A-17", "")
    assert Suppression.objects.get().address == address


# --- The page -----------------------------------------------------------------------------------------------------
URL = "/settings/privacy/delete/"


def just_signed_in(client: Client) -> Client:
    session = client.session
    just_now = time.time()  # noqa: TID251 - by the clock of allauth
    session["account_authentication_methods"] = [{"method": "code", "at": just_now}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


def test_the_page_deletes_signs_out_and_is_on_record(student: Student, client_for: ClientFor) -> None:
    client = just_signed_in(client_for(student.user))

    answer = client.post(URL, {"is_sure": "on"})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/home/")["Location"].startswith("/account/login/")
    assert AuditEvent.objects.get(verb=ENDED).about == student.user


def test_a_session_left_open_deletes_nobody(student: Student, client_for: ClientFor) -> None:
    answer = client_for(student.user).post(URL, {"is_sure": "on"})

    student.user.refresh_from_db()
    assert urlsplit(answer["Location"]).path == "/account/login/"
    assert student.user.erased_at is None


def test_the_page_says_what_ends_before_it_does(
    mentor: Mentor, an_interview: AnInterview, client_for: ClientFor
) -> None:
    an_interview(State.REQUESTED)
    client = client_for(mentor.user)

    page = client.get(URL).content.decode()
    unticked = client.post(URL, {})

    assert "1 request: whoever waits gets a kind word from us." in page
    assert "<li>Jordan" in page
    assert unticked.status_code == 422


def test_the_office_keeps_its_key(officer: User, client_for: ClientFor, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="Ask a colleague"):
        erase_account(officer, now=now)

    assert "Ask a colleague" in client_for(officer).get(URL).content.decode()
