"""Two accounts of one person become one: what moves, what stands against it, and the move itself.

Whatever refers to the emptied account is found by asking the models, so that a table added later moves too. Left behind
are its password, second factors and sessions: what opened the emptied account must not open the other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, Portrait, Role, User
from careernet.core.rules import RuleBroken
from careernet.interviews.models import OPEN, Block, Interview, Report
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.mentors.search import search_text, sort_name, words
from careernet.network.models import Contact
from careernet.students.models import Cover, Student

LEFT_BEHIND = (Authenticator, UserSession)
# Of two mentor's pages, what the one that goes may say where the other says nothing. Not the job: half of one and half
# of another would be neither.
FILLED = (
    *("external_id", "class_year", "about", "languages", "linkedin_url", "volunteered_on", "confirmed_at"),
    *("phone", "video_link", "meeting_place"),
)


@dataclass(frozen=True)
class Line:
    """One kind of thing the emptied account has, for the preview."""

    label: Any
    detail: str


# --- What stands against it ---------------------------------------------------------------------------------------
def obstacles(keep: User, other: User) -> list[str]:
    """Why these two cannot be merged, in sentences; empty if they can."""
    if keep == other:
        return [_("These are the same account.")]
    return [sentence for is_so, sentence in _rules(keep, other) if is_so]


def _rules(keep: User, other: User) -> Iterator[tuple[bool, str]]:
    both = [keep, other]
    yield (
        any(user.is_superuser for user in both),
        _("One of them may do everything in the admin. Such an account is not merged."),
    )
    yield not all(user.is_active for user in both), _("One of them is shut. Decide on that first.")
    yield (
        Student.objects.filter(user__in=both).count() > 1,
        _("Both have a student's page, with what each wrote. They stay two."),
    )
    yield (
        Interview.objects.filter(state__in=OPEN, mentor__user__in=both).values("mentor").distinct().count() > 1,
        _("Both are mentors with conversations under way. Let those of one end first."),
    )
    yield (
        Interview.objects.filter(student__user__in=both, mentor__user__in=both).exists(),
        _("They have asked or talked with each other. These are two people."),
    )
    yield (
        Student.objects.filter(user__in=both, advisor__in=both).exists(),
        _("One of them advises the other. Give the student another advisor first."),
    )
    yield (
        Report.objects.filter(by__in=both, about__in=both).exists()
        or Block.objects.filter(by__in=both, about__in=both).exists(),
        _("One of them has told the office about the other, or keeps apart from them."),
    )


def share_no_name(keep: User, other: User) -> bool:
    """No word of the one's name stands in the other's: perhaps the wrong address was typed."""
    names = [set(words(f"{user.full_name} {user.preferred_name}")) for user in (keep, other)]
    return all(names) and names[0].isdisjoint(names[1])


# --- What moves ---------------------------------------------------------------------------------------------------
def identity(user: User) -> list[Line]:
    """What an account may do, and by which addresses it is opened."""
    lines = [
        Line(_("Roles"), ", ".join(str(role.get_kind_display()) for role in user.roles.order_by("kind"))),
        Line(_("Addresses"), ", ".join(sorted(_addresses(user)))),
    ]
    return [line for line in lines if line.detail]


def preview(other: User) -> list[Line]:
    """What the emptied account has, most important first."""
    talks = Interview.objects.filter(Q(student__user=other) | Q(mentor__user=other)).count()
    lines = [
        Line(_("Student's page"), _("yes") if Student.objects.filter(user=other).exists() else ""),
        Line(_("Mentor's page"), _mentor_page(other)),
        Line(_("Conversations"), str(talks or "")),
        Line(_("Mails"), str(OutgoingMail.objects.filter(to_user=other).count() or "")),
        Line(_("Lines of the record"), str(AuditEvent.objects.filter(Q(by=other) | Q(about=other)).count() or "")),
    ]
    return identity(other) + [line for line in lines if line.detail]


def of_two_pages(keep: User, other: User) -> str:
    """Of two mentor's pages one stays: which one, and what becomes of the other."""
    pages = _pages(keep, other)
    if len(pages) < 2:
        return ""
    return _(
        "Both have a mentor’s page. The one of %(address)s stays, with its hours and settings; the other fills in what "
        "it leaves open, and its conversations move to it."
    ) % {"address": pages[0].user.email}


def _addresses(user: User) -> set[str]:
    return {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}


def _mentor_page(user: User) -> str:
    mentor = Mentor.objects.filter(user=user).first()
    return str(capfirst(mentor.get_state_display())) if mentor else ""


# --- The move -----------------------------------------------------------------------------------------------------
def merge(keep: User, other: User, *, reason: str, by: User, now: datetime) -> User:
    """Move everything of `other` to `keep`, shut `other`, on record; all of it or nothing."""
    with transaction.atomic():
        keep, other = _locked(keep, other)
        against = obstacles(keep, other)
        if against:
            raise RuleBroken(against[0])
        was = {"emptied": other.pk, "address": other.email}
        zone = _zone_of_the_hours(keep, other)
        pages = _pages(keep, other)
        if len(pages) == 2:
            _join_pages(*pages)
        for model in LEFT_BEHIND:
            _end(model, other)
        _move_addresses(keep, other)
        for field in _references():
            _move(field, keep, other)
        Cover.objects.filter(advisor=keep, reader=keep).delete()  # the one read for the other
        photo = keep.portrait or other.portrait
        _shut(other)
        _take_over_facts(keep, other, photo, zone)
        _name_again(keep)
        AuditEvent.objects.create(
            at=now,
            by=by,
            about=keep,
            verb="merged accounts",
            object_type="account",
            object_id=str(other.pk),
            reason=reason,
            data=was,
        )
    return keep


def _locked(keep: User, other: User) -> tuple[User, User]:
    """In the order of all actions: mentors, students, then the accounts."""
    both = [keep.pk, other.pk]
    for rows in (Mentor.objects.filter(user__in=both), Student.objects.filter(user__in=both)):
        list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    users = User.objects.select_for_update().order_by("pk").in_bulk(both)
    return users[keep.pk], users[other.pk]


def _pages(keep: User, other: User) -> list[Mentor]:
    """The mentor's pages, first the one that stays: where conversations are under way, else of the kept account."""
    pages = Mentor.objects.filter(user__in=[keep, other]).select_related("user")
    return sorted(
        pages, key=lambda page: (not page.interviews.filter(state__in=OPEN).exists(), page.user_id != keep.pk)
    )


def _has_hours(mentor: Mentor) -> bool:
    return mentor.weekly_hours.exists() or mentor.dated_hours.exists()


def _zone_of_the_hours(keep: User, other: User) -> str:
    """Hours are times on a wall: the zone of the page they come from comes along."""
    return next((page.zone for page in _pages(keep, other) if _has_hours(page)), keep.time_zone)


def _join_pages(stays: Mentor, goes: Mentor) -> None:
    changed = _fill(stays, goes)
    if _has_hours(stays):  # both together would overlap
        goes.weekly_hours.all().delete()
        goes.dated_hours.all().delete()
    if stays.path.exists():
        goes.path.all().delete()
    _join_contacts(stays, goes)
    for field in _references(Mentor):
        if field.model is Interview or field.unique is False:
            _move(field, stays, goes)
    goes.delete()
    stays.save(update_fields=changed)


def _fill(stays: Mentor, goes: Mentor) -> list[str]:
    """What the page that stays does not say, the other may; kept from students if it was."""
    names = [name for name in FILLED if not getattr(stays, name)]
    for name in names:
        setattr(stays, name, getattr(goes, name))
    new = {*names, *(() if stays.path.exists() else ("path",)), *(() if stays.majors.exists() else ("majors",))}
    stays.hidden_fields = sorted({*stays.hidden_fields, *(new & set(goes.hidden_fields))})
    stays.edited_fields = sorted({*stays.edited_fields, *(new & set(goes.edited_fields))})
    return [*names, "hidden_fields", "edited_fields"]


def _join_contacts(stays: Mentor, goes: Mentor) -> None:
    """A student who knows both pages keeps one line in the network, with all that was noted and sent."""
    known = {contact.student_id: contact for contact in stays.known_by.all()}
    for gone in goes.known_by.filter(student__in=known):
        kept = known[gone.student_id]
        for field in _references(Contact):
            _move(field, kept, gone)
        kept.notes = "\n\n".join(notes for notes in (kept.notes, gone.notes) if notes)
        kept.last_touch_at = max((at for at in (kept.last_touch_at, gone.last_touch_at) if at), default=None)
        if not kept.next_on:
            kept.next_on, kept.next_about = gone.next_on, gone.next_about
        kept.archived_at = kept.archived_at and gone.archived_at
        kept.wake_at = min((at for at in (kept.wake_at, gone.wake_at) if at), default=None)
        kept.save(update_fields=["notes", "last_touch_at", "next_on", "next_about", "archived_at", "wake_at"])


def _references(model: type[models.Model] = User) -> list[Any]:
    """The foreign keys of all models that lead to this one, hidden ones too."""
    related: Iterable[Any] = model._meta.get_fields(include_hidden=True)
    found = [relation.field for relation in related if relation.auto_created and not relation.concrete]
    return [field for field in found if not field.many_to_many]


def _move(field: Any, to: models.Model, gone: models.Model) -> None:
    """Lead a foreign key to the other row; where only one of the two may be there, the one that was there stays."""
    rows = field.model._base_manager
    for others in _unique_with(field):
        taken = rows.filter(**{field.name: to})
        for row in rows.filter(**{field.name: gone}):
            if taken.filter(**{name: getattr(row, name) for name in others}).exists():
                row.delete()
    rows.filter(**{field.name: gone}).update(**{field.name: to})


def _unique_with(field: Any) -> list[list[str]]:
    """For each rule by which rows with the same value here are refused: the other fields of the rule."""
    rules = [list(names) for names in field.model._meta.unique_together]
    rules += [
        list(rule.fields)
        for rule in field.model._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and rule.condition is None
    ]
    alone: list[list[str]] = [[]] if field.unique else []
    return alone + [[name for name in names if name != field.name] for names in rules if field.name in names]


def _end(model: Any, user: User) -> None:
    if model is UserSession:
        keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
        Session.objects.filter(session_key__in=list(keys)).delete()
    model.objects.filter(user=user).delete()


def _move_addresses(keep: User, other: User) -> None:
    """They open the kept account from now on, those that neither has proven only after they are."""
    EmailAddress.objects.get_or_create(user=keep, email=keep.email, defaults={"primary": True})
    EmailAddress.objects.get_or_create(user=other, email=other.email)
    proven = EmailAddress.objects.filter(user=other, verified=True)
    of_both = EmailAddress.objects.filter(user=keep, email__in=list(proven.values_list("email", flat=True)))
    proven.filter(email__in=list(of_both.values_list("email", flat=True))).delete()  # proven once in all accounts
    of_both.update(verified=True)
    EmailAddress.objects.filter(user=other).update(primary=False)


def _shut(user: User) -> None:
    """The row stays for the record's sake; nobody can sign in with it, and its address is free."""
    user.email, user.is_active, user.is_staff, user.portrait = f"merged-{user.pk}@invalid", False, False, None
    user.set_unusable_password()
    user.save(update_fields=["email", "is_active", "is_staff", "portrait", "password"])


def _take_over_facts(keep: User, other: User, photo: Portrait | None, zone: str) -> None:
    """What the kept account does not say, the emptied one may."""
    keep.time_zone = zone
    for name in ("full_name", "preferred_name", "pronouns"):
        setattr(keep, name, getattr(keep, name) or getattr(other, name))
    agreed = [at for at in (keep.agreed_at, other.agreed_at) if at]
    keep.agreed_at = min(agreed, default=None)
    keep.portrait = photo
    keep.is_staff = Role.objects.filter(user=keep, kind=Role.Kind.OFFICER).exists()
    keep.save(
        update_fields=["full_name", "preferred_name", "pronouns", "agreed_at", "portrait", "is_staff", "time_zone"]
    )
    keep.__dict__.pop("role_kinds", None)


def _name_again(keep: User) -> None:
    """The mentor's page is found by the name of the account it is in now."""
    for mentor in Mentor.objects.filter(user=keep).select_related("user", "field"):
        mentor.sort_name = sort_name(keep.full_name)
        mentor.search_text = search_text(mentor, [major.name for major in mentor.majors.all()])
        mentor.save(update_fields=["sort_name", "search_text"])
