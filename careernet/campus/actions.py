"""Changing the rules this campus goes by, its calendar, and what the office tells and recommends."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, User
from careernet.campus import notices
from careernet.campus.models import AcademicPeriod, Announcement, Dismissal, Field, Major, Policy, Resource
from careernet.core.rules import RuleBroken

Added = TypeVar("Added", AcademicPeriod, Announcement, Resource)


# --- The rules ----------------------------------------------------------------------------------------------------
def change_policy(
    changes: Mapping[str, Any], *, by: User, now: datetime, seen: Mapping[str, Any] | None = None
) -> Policy:
    """Set these fields of the one row; what each was and what it is now goes on record. Nothing new, no record.

    `seen` is what the person had before them: a field somebody else has changed since is not overwritten unread.
    """
    with transaction.atomic():
        Policy.objects.get_or_create(pk=1)
        policy = Policy.objects.select_for_update().get(pk=1)
        was = {name: getattr(policy, name) for name in changes}
        changed = {name: [was[name], new] for name, new in changes.items() if was[name] != new}
        for name, (old, new) in changed.items():
            if seen is not None and seen[name] != old:
                _changed_meanwhile(name)
            setattr(policy, name, new)
        if changed:
            policy.save(update_fields=list(changed))
            AuditEvent.objects.create(at=now, by=by, verb="changed rules", object_type="policy", data=changed)
    notices.forget()
    return policy


def _changed_meanwhile(name: str) -> None:
    label = next(capfirst(str(field.verbose_name)) for field in Policy._meta.fields if field.name == name)
    raise RuleBroken(
        _("“%(label)s” was changed by a colleague meanwhile. Look at how it stands now, and decide again.")
        % {"label": label}
    )


# --- The calendar -------------------------------------------------------------------------------------------------
def save_period(
    period: AcademicPeriod,
    *,
    kind: str,
    name: str,
    starts_on: date,
    ends_on: date,
    by: User,
    now: datetime,
    seen: str | None = None,
) -> AcademicPeriod:
    """A new period, once however often it is sent, or a changed one; on record either way.

    `seen` is `period_in_words` of what the person had before them: what a colleague has changed since stays.
    """
    with transaction.atomic():
        if period.pk:
            period = _locked(period, seen)
        elif same := _added_before(AcademicPeriod, kind=kind, name=name, starts_on=starts_on, ends_on=ends_on):
            return same
        was = _facts(period) if period.pk else None
        before = period_in_words(period) if period.pk else None
        period.kind, period.name, period.starts_on, period.ends_on = kind, name, starts_on, ends_on
        period.save()
        change = [before, period_in_words(period)]
        _record_period("changed calendar" if was else "added to calendar", period, change, was, by, now)
    notices.forget()
    return period


def remove_period(period: AcademicPeriod, *, by: User, now: datetime, seen: str | None = None) -> None:
    with transaction.atomic():
        period = _locked(period, seen)
        _record_period("removed from calendar", period, [period_in_words(period), None], _facts(period), by, now)
        period.delete()
    notices.forget()


def period_in_words(period: AcademicPeriod) -> str:
    """All there is to know of it."""
    return f"{period.get_kind_display()}: {period.name}, {period.starts_on:%Y-%m-%d} – {period.ends_on:%Y-%m-%d}"


def _locked(period: AcademicPeriod, seen: str | None) -> AcademicPeriod:
    """As it is now; refused where a colleague was faster."""
    found = AcademicPeriod.objects.select_for_update().filter(pk=period.pk).first()
    if found is None:
        raise RuleBroken(_("A colleague has removed this meanwhile. Add it anew if it should stay."))
    if seen not in (None, stands := period_in_words(found)):
        raise RuleBroken(
            _("A colleague was faster; it is now “%(stands)s”. Look at it, and save or remove it again if you want.")
            % {"stands": stands}
        )
    return found


def _facts(period: AcademicPeriod) -> dict[str, str]:
    """What it takes to put it back."""
    names = ("kind", "name", "starts_on", "ends_on")
    return {name: str(getattr(period, name)) for name in names}


def _record_period(
    verb: str, period: AcademicPeriod, change: list[str | None], was: dict[str, str] | None, by: User, now: datetime
) -> None:
    data = {"period": change, "was": was}
    AuditEvent.objects.create(at=now, by=by, verb=verb, object_type="calendar", object_id=str(period.pk), data=data)


# --- Announcements ------------------------------------------------------------------------------------------------
def save_announcement(
    announcement: Announcement,
    *,
    audience: str,
    text: str,
    url: str,
    starts_on: date,
    ends_on: date,
    is_dismissible: bool,
) -> Announcement:
    """New, once however often it is sent, or changed.

    Other words are another announcement: whoever closed the old ones sees the new ones.
    """
    with transaction.atomic():
        if announcement.pk:
            announcement = Announcement.objects.select_for_update().get(pk=announcement.pk)
            if announcement.text != text:
                announcement.dismissals.all().delete()
        elif same := _added_before(
            Announcement, audience=audience, text=text, url=url, starts_on=starts_on, ends_on=ends_on
        ):
            return same
        announcement.audience, announcement.text, announcement.url = audience, text, url
        announcement.starts_on, announcement.ends_on = starts_on, ends_on
        announcement.is_dismissible = is_dismissible
        announcement.save()
    notices.forget()
    return announcement


def remove_announcement(announcement: Announcement) -> None:
    announcement.delete()
    notices.forget()


def dismiss(announcement: Announcement, *, by: User) -> None:
    """Closed for good by this person; a second click changes nothing."""
    if not announcement.is_dismissible:
        raise RuleBroken(_("This announcement stays until its last day."))
    Dismissal.objects.get_or_create(announcement=announcement, user=by)


# --- Resources ----------------------------------------------------------------------------------------------------
def save_resource(
    resource: Resource,
    *,
    kind: str,
    title: str,
    url: str,
    note: str,
    fields: Iterable[Field],
    majors: Iterable[Major],
) -> Resource:
    """New, once however often it is sent, or changed."""
    resource.kind, resource.title, resource.url, resource.note = kind, title, url, note
    with transaction.atomic():
        if not resource.pk and (same := _added_before(Resource, kind=kind, title=title, url=url, note=note)):
            return same
        resource.save()
        resource.fields.set(fields)
        resource.majors.set(majors)
    return resource


def remove_resource(resource: Resource) -> None:
    resource.delete()


# --- Adding once --------------------------------------------------------------------------------------------------
def _added_before(model: type[Added], **facts: Any) -> Added | None:
    """The very same row. Whoever adds anything waits here for each other, so that a second click finds the first's."""
    list(Policy.objects.select_for_update(no_key=True).values_list("pk"))
    return model._default_manager.filter(**facts).first()
