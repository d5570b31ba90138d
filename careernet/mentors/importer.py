"""Mentors out of the alumni office's file, which `alumni_file` reads.

A row that makes no sense is refused by its line, with the reason, and the others go in, all in one transaction.
People are recognized by their alumni number, else by their address. What a mentor edited, and anybody's name once it
is set, is left alone.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify

from careernet.accounts.models import AuditEvent, Role, User
from careernet.campus.models import Field, Major
from careernet.core.sheets import Refused
from careernet.mail.models import Suppression
from careernet.mentors.actions import REMOVED
from careernet.mentors.alumni_file import Row, parse, read
from careernet.mentors.models import Mentor
from careernet.mentors.search import search_text, sort_name
from careernet.mentors.spelling import gather_words

BATCH = 500


@dataclass
class Report:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)  # line of the file and reason

    def __str__(self) -> str:
        return (
            f"{self.created} created, {self.updated} updated, {self.unchanged} unchanged, {len(self.refused)} refused"
        )


def import_mentors(
    path: Path,
    *,
    now: datetime,
    have_agreed: bool = False,
    by: User | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Take the rows of a file in. New people are `invited`, and found by nobody, unless they `have_agreed`.

    Raises `Unreadable`, and then nothing was written.
    """
    report = Report()
    rows = list(_checked(read(path), report, today=now.date()))
    with transaction.atomic():
        for done in range(0, len(rows), BATCH):
            progress(done, len(rows))
            _take_in(rows[done : done + BATCH], report, have_agreed, now)
        AuditEvent.objects.create(at=now, by=by, verb="imported mentors", data={"file": path.name, "rows": str(report)})
    gather_words()
    progress(len(rows), len(rows))
    report.refused.sort()
    return report


def _checked(records: Iterable[tuple[int, dict[str, str]]], report: Report, today: date) -> Iterator[tuple[int, Row]]:
    first_line: dict[tuple[str, str], int] = {}
    for line, cells in records:
        try:
            row = parse(cells, today=today)
            for key in (("alumni_id", row.external_id), ("email", row.email)):
                if key in first_line:
                    raise Refused(f"Line {first_line[key]} has the same {key[0]} already.")
        except Refused as refusal:
            report.refused.append((line, str(refusal)))
            continue
        first_line |= {("alumni_id", row.external_id): line, ("email", row.email): line}
        yield line, row


# --- Taking rows in -----------------------------------------------------------------------------------------------
def _take_in(rows: list[tuple[int, Row]], report: Report, have_agreed: bool, now: datetime) -> None:
    known = _Known([row for _, row in rows])
    new: list[tuple[Mentor, Row]] = []
    changed: list[tuple[Mentor, Row]] = []
    for line, row in rows:
        try:
            mentor = known.mentor(row)
        except Refused as refusal:
            report.refused.append((line, str(refusal)))
            continue
        if mentor is not None and mentor.state == Mentor.State.RETIRED:
            report.unchanged += 1  # who has left is left alone
        elif mentor is None:
            new.append((_new_mentor(row, known, have_agreed, now), row))
        elif _bring_up_to_date(mentor, row, known, have_agreed):
            changed.append((mentor, row))
        else:
            report.unchanged += 1
    _create(new, known, now)
    _update(changed, known)
    report.created += len(new)
    report.updated += len(changed)


class _Known:
    """What the database already holds of the people, fields and majors of some rows; the mentors locked."""

    def __init__(self, rows: list[Row]) -> None:
        emails = [row.email for row in rows]
        self.users = {
            user.email.lower(): user for user in User.objects.alias(lower=Lower("email")).filter(lower__in=emails)
        }
        mentors = list(
            Mentor.objects.select_for_update(no_key=True, of=("self",))
            .filter(Q(external_id__in=[row.external_id for row in rows]) | Q(user__in=self.users.values()))
            .select_related("user", "field")
            .prefetch_related("majors")
            .defer("search", "search_text")
        )
        removed = Suppression.objects.filter(address__in=emails, reason=REMOVED)
        self.removed = set(removed.values_list("address", flat=True))
        self.by_number = {mentor.external_id: mentor for mentor in mentors}
        self.by_user = {mentor.user_id: mentor for mentor in mentors}
        self.fields = _named(Field, {row.field for row in rows if row.field})
        self.majors = _named(Major, {name for row in rows for name in row.majors})

    def mentor(self, row: Row) -> Mentor | None:
        """The mentor a row is about; None for somebody new. Raises `Refused` where number and address disagree."""
        owner = self.users.get(row.email)
        by_number = self.by_number.get(row.external_id)
        if by_number:
            if owner and owner.pk != by_number.user_id:
                raise Refused(f"“{row.email}” belongs to somebody with another alumni number.")
            return by_number
        if row.email in self.removed:
            raise Refused("This person asked to be removed.")
        mentor = self.by_user.get(owner.pk) if owner else None
        if mentor and mentor.external_id:
            raise Refused(f"“{row.email}” belongs to somebody with another alumni number.")
        return mentor


def _named(model: Any, names: set[str]) -> dict[str, Any]:
    """Rows of `Field` or `Major` by name, the missing ones created."""
    known = {row.name: row for row in model.objects.filter(name__in=names)}
    for name in sorted(names - known.keys()):
        extra = {"slug": _free_slug(name)} if model is Field else {}
        known[name] = model.objects.create(name=name, **extra)
    return known


def _free_slug(name: str) -> str:
    slug = slugify(name)[:72] or "field"
    return slug if not Field.objects.filter(slug=slug).exists() else f"{slug}-{uuid.uuid4().hex[:6]}"


def _new_mentor(row: Row, known: _Known, have_agreed: bool, now: datetime) -> Mentor:
    user = known.users.get(row.email) or User(
        email=row.email, time_zone=row.time_zone, password=make_password(None), joined_at=now
    )
    _name_once(user, row)
    mentor = Mentor(
        user=user,
        external_id=row.external_id,
        state=Mentor.State.ACTIVE if have_agreed else Mentor.State.INVITED,
        field=known.fields.get(row.field),
        sort_name=sort_name(user.full_name, row.last_name),
        created_at=now,
        **row.facts,
    )
    mentor.search_text = search_text(mentor, row.majors)
    return mentor


def _name_once(user: User, row: Row) -> bool:
    """The name belongs to the person: a file fills it in, and never touches it again."""
    if user.full_name:
        return False
    user.full_name, user.preferred_name = row.full_name, row.preferred_name
    return True


def _bring_up_to_date(mentor: Mentor, row: Row, known: _Known, have_agreed: bool) -> bool:
    """Set what the file knows better, apart from what the mentor edited. True if anything changed."""
    wanted = row.facts | {"field": known.fields.get(row.field), "external_id": row.external_id}
    if have_agreed and mentor.state == Mentor.State.INVITED:
        wanted["state"] = Mentor.State.ACTIVE
    before = {name: getattr(mentor, name) for name in wanted}
    for name in wanted.keys() - set(mentor.edited_fields):
        setattr(mentor, name, wanted[name])
    user_changed = _name_once(mentor.user, row) | _account_until_first_visit(mentor.user, row)
    return user_changed or before != {name: getattr(mentor, name) for name in wanted} or _other_majors(mentor, row)


def _account_until_first_visit(user: User, row: Row) -> bool:
    """Address and time zone are the file's until the person has been here, and theirs from then on."""
    if user.last_login or (user.email, user.time_zone) == (row.email, row.time_zone):
        return False
    user.email, user.time_zone = row.email, row.time_zone
    return True


def _other_majors(mentor: Mentor, row: Row) -> bool:
    return "majors" not in mentor.edited_fields and {major.name for major in mentor.majors.all()} != set(row.majors)


def _create(new: list[tuple[Mentor, Row]], known: _Known, now: datetime) -> None:
    users = [mentor.user for mentor, _ in new]
    User.objects.bulk_create([user for user in users if user.pk is None])
    User.objects.bulk_update([user for user in users if user in known.users.values()], ["full_name", "preferred_name"])
    Role.objects.bulk_create(
        [Role(user=user, kind=Role.Kind.MENTOR, granted_at=now) for user in users], ignore_conflicts=True
    )
    for mentor, _ in new:
        mentor.user_id = mentor.user.pk
    Mentor.objects.bulk_create([mentor for mentor, _ in new])
    _write_majors(new, known)


def _update(changed: list[tuple[Mentor, Row]], known: _Known) -> None:
    for mentor, row in changed:
        edited = "majors" in mentor.edited_fields
        mentor.search_text = search_text(mentor, [m.name for m in mentor.majors.all()] if edited else row.majors)
    if not changed:
        return
    User.objects.bulk_update(
        [mentor.user for mentor, _ in changed], ["email", "full_name", "preferred_name", "time_zone"]
    )
    facts = [*changed[0][1].facts, "field", "external_id", "state", "search_text"]
    Mentor.objects.bulk_update([mentor for mentor, _ in changed], facts)
    others = [(mentor, row) for mentor, row in changed if _other_majors(mentor, row)]
    Mentor.majors.through.objects.filter(mentor__in=[mentor for mentor, _ in others]).delete()
    _write_majors(others, known)


def _write_majors(mentors: list[tuple[Mentor, Row]], known: _Known) -> None:
    through = Mentor.majors.through
    through.objects.bulk_create(
        through(mentor_id=mentor.pk, major_id=known.majors[name].pk) for mentor, row in mentors for name in row.majors
    )
