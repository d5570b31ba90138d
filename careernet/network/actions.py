"""What a student keeps of the people they know: theirs alone, so the last save stands."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, ProtectedError, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.mentors.models import Mentor
from careernet.network.models import Contact, ContactQuerySet, Touch
from careernet.students.models import Student


def add_contact(contact_id: UUID | None, contact: Contact, *, now: datetime) -> Contact:
    """A new one. Sent twice under one id it answers with the first one."""
    with transaction.atomic():
        list(Student.objects.select_for_update(no_key=True).filter(pk=contact.student_id).values_list("pk"))
        contact.pk = contact_id or contact.pk
        known = Contact.objects.filter(pk=contact.pk).first()
        if known and known.student_id != contact.student_id:
            raise RuleBroken(_("This form belongs to something else. Open your network and start again."))
        return known or save_contact(contact, now=now)


def save_contact(contact: Contact, fields: Collection[str] = (), *, now: datetime) -> Contact:
    """A new one whole, of another what was changed; the reminders look again."""
    contact.wake_at = now
    contact.save(update_fields=None if contact._state.adding else {*fields, "wake_at"})
    return contact


def archive(contact: Contact, *, now: datetime) -> None:
    """Out of the list and out of the reminders; nothing of it is lost."""
    contact.archived_at = contact.archived_at or now
    save_contact(contact, ["archived_at"], now=now)


def restore(contact: Contact, *, now: datetime) -> None:
    contact.archived_at = None
    save_contact(contact, ["archived_at"], now=now)


def remove_contact(contact: Contact) -> None:
    """For good. Whoever the student has an interview with stays with it."""
    try:
        contact.delete()
    except ProtectedError as held:
        sentence = _(
            "You have an interview with %(name)s, which keeps the name. Empty what else you don’t want to keep."
        )
        raise RuleBroken(sentence % {"name": contact.name}) from held


def keep_named(
    student: Student,
    mentor: Mentor,
    *,
    introducer: Contact | None,
    introduced_by: str,
    referred_in: UUID,
    now: datetime,
) -> Contact:
    """A mentor somebody named: one of the student's people, whether the two have talked yet or not."""
    how = {"introducer": introducer, "introduced_by": introduced_by, "referred_in": referred_in, "wake_at": now}
    first = {"kind": Contact.Kind.MENTOR, "created_at": now}
    contact, _created = Contact.objects.update_or_create(
        student=student, mentor=mentor, defaults=how, create_defaults=how | first
    )
    return contact


# --- When the two last had to do with each other ------------------------------------------------------------------
def met(student: Student, host: Mentor | Contact, *, at: datetime, now: datetime) -> None:
    """They have talked: from now on a mentor is one of the student's people, too."""
    if isinstance(host, Mentor):
        Contact.objects.get_or_create(
            student=student, mentor=host, defaults={"kind": Contact.Kind.MENTOR, "created_at": now}
        )
    touched(student, host, at=at, now=now)


def touched(student: Student, host: Mentor | Contact, *, at: datetime, now: datetime) -> None:
    """The student let them hear; of a mentor they have not met yet, nothing is kept."""
    is_theirs = Q(mentor=host.pk) if isinstance(host, Mentor) else Q(pk=host.pk)
    _touch(Contact.objects.filter(is_theirs, student=student), at=at, zone=student.zone, now=now)


def _touch(contacts: ContactQuerySet, *, at: datetime, zone: str, now: datetime) -> None:
    """A date set for the next time is done with once that day has come."""
    day = times.local(at, times.zone(zone)).date()
    contacts.filter(next_on__lte=day).update(next_on=None, next_about="")
    contacts.update(last_touch_at=Greatest(F("last_touch_at"), at), archived_at=None, wake_at=now)


def log_conversation(
    touch_id: UUID,
    contact: Contact,
    *,
    kind: str,
    on: date,
    text: str,
    next_on: date | None,
    next_about: str,
    now: datetime,
) -> Touch:
    """Something the two said to each other outside of here. Sent twice under one id it answers with the first one."""
    with transaction.atomic():
        contact = Contact.objects.select_for_update(no_key=True, of=("self",)).get(pk=contact.pk)
        if known := _known(touch_id, contact):
            return known
        zone = times.zone(contact.student.zone)
        at = min(times.to_utc(on, 12 * 60, zone), now)
        touch = Touch.objects.create(id=touch_id, contact=contact, kind=kind, text=text, at=at, created_at=now)
        _touch(Contact.objects.filter(pk=contact.pk), at=at, zone=contact.student.zone, now=now)
        if next_on:
            contact.next_on, contact.next_about = next_on, next_about
            contact.save(update_fields=["next_on", "next_about"])
    return touch


def _known(touch_id: UUID, contact: Contact) -> Touch | None:
    known = Touch.objects.filter(pk=touch_id).first()
    if known and known.contact_id != contact.pk:
        raise RuleBroken(_("This form belongs to something else. Open the person’s page and start again."))
    return known


# --- Updates ------------------------------------------------------------------------------------------------------
def draft_updates(kind: str, drafts: Mapping[Contact, str], *, now: datetime) -> list[Touch]:
    """One for each person, to be read over and sent singly; the same words twice are one draft."""
    with transaction.atomic():
        people = Contact.objects.filter(pk__in=[contact.pk for contact in drafts]).order_by("pk")
        list(people.select_for_update(no_key=True).values_list("pk"))
        there = Touch.objects.filter(contact__in=drafts, kind=kind, at=None)
        same = {(each.contact_id, each.text): each for each in there}
        return [
            same.get((to.pk, text)) or Touch.objects.create(contact=to, kind=kind, text=text, created_at=now)
            for to, text in drafts.items()
        ]


def save_update(touch: Touch, *, text: str) -> None:
    """Keep the words of a draft; one that is out stays as it was."""
    Touch.objects.filter(pk=touch.pk, at=None).update(text=text)


def discard_update(touch: Touch) -> None:
    Touch.objects.filter(pk=touch.pk, at=None).delete()


def sent_update(touch: Touch, *, text: str, now: datetime) -> None:
    """The student sent it by their own means; twice is once."""
    with transaction.atomic():
        locked = Touch.objects.select_for_update(no_key=True, of=("self",)).select_related("contact__student")
        touch = locked.get(pk=touch.pk)
        if touch.at is None:
            sent_from_here(touch.pk, text=text, now=now)
            _touch(Contact.objects.filter(pk=touch.contact_id), at=now, zone=touch.contact.student.zone, now=now)


def sent_from_here(touch_id: UUID, *, text: str, now: datetime) -> None:
    """These words are out from now on: part of whatever sends them. A message that was no draft leaves no mark."""
    Touch.objects.filter(pk=touch_id, at=None).update(text=text, at=now)


def draft_again(touch_id: UUID) -> None:
    """What was taken back before it left."""
    Touch.objects.filter(pk=touch_id).update(at=None)
