"""Two accounts of one person become one, by the office: all of it or nothing, and on record."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import AuditEvent, Portrait, Role, User
from careernet.advising.covering import go_away
from careernet.core.rules import RuleBroken
from careernet.interviews.models import Block, Interview, State
from careernet.mentors.models import Mentor
from careernet.network.models import Contact
from careernet.office import merging
from careernet.students.models import Cover, Student, WantToTalk
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]
AnInterview = Callable[..., Interview]


@pytest.fixture
def other(db: None) -> User:
    """A second account of Maya, with an address of her own."""
    user = factories.UserFactory(email="maya.old@example.com", full_name="Maya C.")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def merged(keep: User, other: User, *, by: User, now: datetime) -> User:
    return merging.merge(keep, other, reason="She wrote from both.", by=by, now=now)


def referring_to(user: User) -> set[str]:
    """What still leads to an account: fields by model and name."""
    return {
        f"{field.model._meta.label}.{field.name}"
        for field in merging._references()
        if field.model._base_manager.filter(**{field.name: user}).exists()
    }


# --- What moves ---------------------------------------------------------------------------------------------------
def test_everything_moves_and_the_rest_is_shut(
    mentor: Mentor, other: User, an_interview: AnInterview, officer: User, now: datetime
) -> None:
    interview = an_interview(State.COMPLETED)
    factories.grant(other, Role.Kind.ADVISOR)
    factories.StudentFactory(advisor=other)
    mentor.user.portrait = photo = Portrait.objects.create(image=b"photo")
    mentor.user.save(update_fields=["portrait"])
    keep, gone = other, mentor.user

    merged(keep, gone, by=officer, now=now)

    interview.refresh_from_db()
    gone.refresh_from_db()
    keep = User.objects.get(pk=keep.pk)
    assert referring_to(gone) == set()
    assert interview.mentor.user == keep
    assert keep.role_kinds == {Role.Kind.MENTOR, Role.Kind.ADVISOR}
    assert keep.portrait == photo
    assert (gone.is_active, gone.has_usable_password(), gone.email) == (False, False, f"merged-{gone.pk}@invalid")


def test_it_is_on_record(mentor: Mentor, other: User, officer: User, now: datetime) -> None:
    address = other.email

    merged(mentor.user, other, by=officer, now=now)

    event = AuditEvent.objects.get(verb="merged accounts")
    assert (event.by, event.about, event.reason) == (officer, mentor.user, "She wrote from both.")
    assert event.data == {"emptied": other.pk, "address": address}


def test_the_address_opens_the_kept_account(mentor: Mentor, other: User, officer: User, now: datetime) -> None:
    merged(mentor.user, other, by=officer, now=now)

    addresses = EmailAddress.objects.filter(user=mentor.user)
    assert {(a.email, a.verified, a.primary) for a in addresses} == {
        ("maya.old@example.com", True, False),
        (mentor.user.email, False, True),
    }
    assert User.objects.get(pk=mentor.user_id).email == mentor.user.email


def test_an_address_proven_by_either_account_stays_proven(
    mentor: Mentor, other: User, officer: User, now: datetime
) -> None:
    EmailAddress.objects.create(user=other, email=mentor.user.email, verified=True)
    EmailAddress.objects.create(user=mentor.user, email=mentor.user.email, verified=False, primary=True)
    EmailAddress.objects.create(user=mentor.user, email=other.email, verified=False)

    merged(mentor.user, other, by=officer, now=now)

    assert set(EmailAddress.objects.values_list("user", "email", "verified", "primary")) == {
        (mentor.user_id, mentor.user.email, True, True),
        (mentor.user_id, "maya.old@example.com", True, False),
    }


def test_the_name_of_the_kept_account_stays_and_gaps_are_filled(
    mentor: Mentor, other: User, officer: User, now: datetime
) -> None:
    User.objects.filter(pk=other.pk).update(pronouns="she/her", agreed_at=now)

    keep = merged(mentor.user, other, by=officer, now=now)

    assert (keep.full_name, keep.pronouns, keep.agreed_at) == ("Maya Chen", "she/her", now)


def test_what_opened_the_emptied_account_opens_nothing(
    mentor: Mentor, other: User, officer: User, client_for: ClientFor, now: datetime
) -> None:
    other.set_password("a long password")
    other.save(update_fields=["password"])
    RecoveryCodes.activate(other)
    client = client_for(other)

    merged(mentor.user, other, by=officer, now=now)

    assert client.get("/settings/").status_code == 302
    assert not Authenticator.objects.exists()
    assert not Client().login(email="maya.old@example.com", password="a long password")


def test_the_mentor_is_found_by_the_name_that_stays(mentor: Mentor, other: User, officer: User, now: datetime) -> None:
    User.objects.filter(pk=other.pk).update(full_name="Maja Tschen")

    merged(User.objects.get(pk=other.pk), mentor.user, by=officer, now=now)

    mentor.refresh_from_db()
    assert mentor.sort_name.startswith("tschen")
    assert "maja" in mentor.search_text.lower()


def test_a_role_both_have_is_there_once(mentor: Mentor, other: User, officer: User, now: datetime) -> None:
    for user in (mentor.user, other):
        factories.grant(user, Role.Kind.ADVISOR)

    keep = merged(mentor.user, other, by=officer, now=now)

    assert Role.objects.filter(user=keep, kind=Role.Kind.ADVISOR).count() == 1


def test_the_office_role_takes_its_admin_along(mentor: Mentor, officer: User, now: datetime) -> None:
    second = factories.person(Role.Kind.OFFICER, is_staff=True)

    keep = merged(mentor.user, second, by=officer, now=now)

    assert keep.is_staff
    assert keep.has_role(Role.Kind.OFFICER)


def test_what_both_keep_apart_from_stays_apart_once(other: User, mentor: Mentor, officer: User, now: datetime) -> None:
    jordan, kai = factories.UserFactory(), factories.UserFactory()
    for own in (mentor.user, other):
        Block.objects.create(by=own, about=jordan)
        Block.objects.create(by=kai, about=own)

    merged(mentor.user, other, by=officer, now=now)

    assert set(Block.objects.values_list("by", "about")) == {(mentor.user.pk, jordan.pk), (kai.pk, mentor.user.pk)}


# --- Two mentor's pages -------------------------------------------------------------------------------------------
def test_nobody_reads_for_themselves_afterward(advisor: User, other: User, officer: User, now: datetime) -> None:
    factories.grant(other, Role.Kind.ADVISOR)
    go_away(advisor, reader=other, first_day=now.date(), last_day=now.date(), by=advisor, now=now)

    merged(advisor, other, by=officer, now=now)

    assert not Cover.objects.exists()


def test_the_page_with_conversations_under_way_stays(
    mentor: Mentor, student: Student, an_interview: AnInterview, officer: User, now: datetime
) -> None:
    an_interview(State.REQUESTED)
    second = factories.MentorFactory(user__email="maya.new@example.com")
    past = an_interview(State.DECLINED, mentor=second, at=now - timedelta(days=30))
    WantToTalk.objects.bulk_create(WantToTalk(student=student, mentor=page) for page in (mentor, second))

    keep = merged(second.user, mentor.user, by=officer, now=now)

    page, past = Mentor.objects.get(), Interview.objects.get(pk=past.pk)
    assert (page.pk, page.user) == (mentor.pk, keep)
    assert past.mentor == page
    assert WantToTalk.objects.count() == 1


def test_the_number_of_the_alumni_file_stays(mentor: Mentor, officer: User, now: datetime) -> None:
    imported = factories.MentorFactory(external_id="A-17")

    keep = merged(mentor.user, imported.user, by=officer, now=now)

    assert Mentor.objects.get().external_id == "A-17"
    assert Mentor.objects.get().user == keep


def test_students_keep_what_they_noted_about_either_page(
    mentor: Mentor, student: Student, officer: User, now: datetime
) -> None:
    second = factories.MentorFactory()
    kept, gone = (
        Contact.objects.create(student=student, mentor=page, kind=Contact.Kind.MENTOR, notes=words)
        for page, words in ((mentor, "Likes tea."), (second, "Moved to Lyon."))
    )
    gone.touches.create(kind="call", text="About housing.", at=now)
    named = Contact.objects.create(student=student, name="Ana Ruiz", kind=Contact.Kind.NAMED, introducer=gone)

    merged(mentor.user, second.user, by=officer, now=now)

    kept.refresh_from_db()
    named.refresh_from_db()
    assert kept.notes == "Likes tea.\n\nMoved to Lyon."
    assert [touch.text for touch in kept.touches.all()] == ["About housing."]
    assert named.introducer == kept


def test_the_hours_of_the_page_that_stays_stand_alone(mentor: Mentor, officer: User, now: datetime) -> None:
    second = factories.MentorFactory()
    mentor.weekly_hours.all().delete()
    mentor.weekly_hours.create(weekday=1, start=600, end=720)
    second.weekly_hours.create(weekday=1, start=660, end=780)

    merged(mentor.user, second.user, by=officer, now=now)

    assert list(mentor.weekly_hours.values_list("weekday", "start", "end")) == [(1, 600, 720)]


def test_hours_that_move_stand_in_the_zone_they_were_set_in(
    mentor: Mentor, other: User, officer: User, now: datetime
) -> None:
    mentor.weekly_hours.create(weekday=1, start=600, end=720)
    User.objects.filter(pk=mentor.user_id).update(time_zone="Asia/Kolkata")

    keep = merged(other, mentor.user, by=officer, now=now)

    assert User.objects.get(pk=keep.pk).time_zone == "Asia/Kolkata"


def test_a_gap_in_the_page_that_stays_is_filled_and_stays_hidden(mentor: Mentor, officer: User, now: datetime) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(about="", phone="555-0100", hidden_fields=[])
    second = factories.MentorFactory(about="Rivers.", phone="555-0199", hidden_fields=["about", "class_year"])

    merged(mentor.user, second.user, by=officer, now=now)

    mentor.refresh_from_db()
    assert (mentor.about, mentor.phone) == ("Rivers.", "555-0100")
    assert "about" in mentor.hidden_fields


# --- What cannot be merged ----------------------------------------------------------------------------------------
def refusal(keep: User, other: User) -> str:
    return " ".join(merging.obstacles(keep, other))


def test_two_students_stay_two(student: Student) -> None:
    assert "Both have a student's page" in refusal(student.user, factories.StudentFactory().user)


def test_two_mentors_with_conversations_under_way_stay_two(mentor: Mentor, an_interview: AnInterview) -> None:
    second = factories.MentorFactory()
    an_interview(State.REQUESTED)
    an_interview(State.REQUESTED, mentor=second)

    assert "Both are mentors with conversations under way." in refusal(mentor.user, second.user)


def test_people_who_talked_with_each_other_are_two(mentor: Mentor, student: Student, an_interview: AnInterview) -> None:
    an_interview(State.DECLINED)

    assert "These are two people." in refusal(mentor.user, student.user)


def test_an_advisor_and_their_student_are_two(student: Student, advisor: User) -> None:
    assert "One of them advises the other." in refusal(student.user, advisor)


def test_a_superuser_stays_alone(mentor: Mentor) -> None:
    root = User.objects.create_superuser("root@example.edu")

    assert "may do everything in the admin" in refusal(mentor.user, root)


def test_an_account_that_is_shut_stays_as_it_is(mentor: Mentor, other: User) -> None:
    other.is_active = False
    other.save(update_fields=["is_active"])

    assert "One of them is shut." in refusal(mentor.user, other)


def test_a_refusal_changes_nothing(
    mentor: Mentor, student: Student, an_interview: AnInterview, officer: User, now: datetime
) -> None:
    an_interview(State.DECLINED)

    with pytest.raises(RuleBroken, match="These are two people"):
        merged(mentor.user, student.user, by=officer, now=now)

    student.user.refresh_from_db()
    assert student.user.is_active
    assert not AuditEvent.objects.filter(verb="merged accounts").exists()


# --- The pages ----------------------------------------------------------------------------------------------------
def test_the_office_names_two_addresses_sees_what_moves_and_confirms(
    mentor: Mentor, other: User, officer: User, client_for: ClientFor
) -> None:
    client = client_for(officer)

    named = client.post("/office/merge/", {"keep": mentor.user.email.upper(), "other": other.email})
    shown = client.get(named["Location"]).content.decode()
    done = client.post(named["Location"], {"reason": "She wrote from both."})

    other.refresh_from_db()
    assert named["Location"] == f"/office/merge/{mentor.user_id}/{other.pk}/"
    assert "maya.old@example.com" in shown
    assert done.status_code == 302
    assert not other.is_active


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"keep": "nobody@example.com", "other": "maya.old@example.com"}, "Nobody here has this address."),
        (
            {"keep": "maya.old@example.com", "other": "maya.old@example.com"},
            "Both addresses are of one account already.",
        ),
        ({}, "Enter the address of the account that stays."),
    ],
)
def test_addresses_that_make_no_pair_are_explained(
    typed: dict[str, str], sentence: str, other: User, officer: User, client_for: ClientFor
) -> None:
    response = client_for(officer).post("/office/merge/", typed)

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_the_page_asks_as_often_however_much_there_is(
    mentor: Mentor,
    other: User,
    officer: User,
    an_interview: AnInterview,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_for(officer)
    for state in (State.DECLINED, State.COMPLETED):
        an_interview(state, student=factories.StudentFactory())

        with django_assert_num_queries(21):
            client.get(f"/office/merge/{other.pk}/{mentor.user_id}/")


def test_of_two_mentors_pages_the_page_says_which_one_stays(
    mentor: Mentor, officer: User, client_for: ClientFor
) -> None:
    second = factories.MentorFactory()

    page = client_for(officer).get(f"/office/merge/{second.user_id}/{mentor.user_id}/").content.decode()

    assert f"The one of {second.user.email} stays" in page


def test_the_page_says_why_not_and_offers_no_button(
    student: Student, advisor: User, officer: User, client_for: ClientFor
) -> None:
    page = client_for(officer).get(f"/office/merge/{student.user_id}/{advisor.pk}/").content.decode()

    assert "One of them advises the other." in page
    assert "Merge them" not in page


def test_without_a_reason_nothing_moves(mentor: Mentor, other: User, officer: User, client_for: ClientFor) -> None:
    response = client_for(officer).post(f"/office/merge/{mentor.user_id}/{other.pk}/", {})

    other.refresh_from_db()
    assert response.status_code == 422
    assert other.is_active


def test_two_names_without_a_word_in_common_are_asked_about_again(
    mentor: Mentor, other: User, officer: User, client_for: ClientFor
) -> None:
    User.objects.filter(pk=other.pk).update(full_name="Robert Olson")
    client, page = client_for(officer), f"/office/merge/{mentor.user_id}/{other.pk}/"
    answer = {"reason": "She married, and wrote from both."}

    asked = client.post(page, answer)
    was_active = User.objects.get(pk=other.pk).is_active
    done = client.post(page, answer | {"are_one": "on"})

    assert (asked.status_code, was_active) == (422, True)
    assert "Their names have no word in common." in asked.content.decode()
    assert (done.status_code, User.objects.get(pk=other.pk).is_active) == (302, False)


def test_a_refused_pair_posted_all_the_same_is_refused(
    student: Student, advisor: User, officer: User, client_for: ClientFor
) -> None:
    response = client_for(officer).post(f"/office/merge/{student.user_id}/{advisor.pk}/", {"reason": "I think so."})

    assert response.status_code == 409
    assert User.objects.get(pk=advisor.pk).is_active
