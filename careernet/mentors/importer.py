"""Mentors out of the alumni office's file, which `alumni_file` reads.

A row that makes no sense is refused by its line, with the reason, and the others go in, all in one transaction.
People are recognized by their alumni number, else by an address of theirs that is proven. What a mentor edited, and
anybody's name once it is set, is left alone. `compare` tells what `take_in` would do.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, Role, User
from careernet.campus.models import Field, Major
from careernet.core.sheets import Refused, Unreadable
from careernet.mail.models import Suppression
from careernet.mentors.actions import REMOVED
from careernet.mentors.alumni_file import Row, parse, read
from careernet.mentors.models import Mentor
from careernet.mentors.search import search_text, sort_name
from careernet.mentors.spelling import gather_words

BATCH = 500
IMPORTING = 7305  # the advisory lock of whoever takes a list in
FACTS = (
    *("job_title", "employer", "work_setting", "employer_size", "in_role_since", "previous_employer", "class_year"),
    *("city", "region", "country", "topics", "modes", "calls_a_month", "linkedin_url", "volunteered_on"),
)

Numbered = tuple[int, Row]  # the line or row of the file, and what it says
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all of a list, where a row does not say it."""

    have_agreed: bool = False  # to be listed; else they are invited, and nobody finds them before they accept
    time_zone: str = "America/New_York"
    modes: Sequence[str] = ()


@dataclass
class Report:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)  # line of the file and reason
    new_names: set[str] = field(default_factory=set)  # of fields and majors that were not known
    people: list[uuid.UUID] = field(default_factory=list)  # mentors created

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
    progress: Progress = lambda done, total: None,
) -> Report:
    """Take the rows of a file in. New people are `invited`, and found by nobody, unless they `have_agreed`.

    Raises `Unreadable`, and then nothing was written.
    """
    report = Report()
    rows = list(_checked(read(path), report, today=now.date()))
    with transaction.atomic():
        if not is_the_only_import():
            raise Unreadable(_("Another list is being taken in just now. Try again in a minute."))
        take_in(rows, report, terms=Terms(have_agreed=have_agreed), now=now, progress=progress)
        AuditEvent.objects.create(at=now, by=by, verb="imported mentors", data={"file": path.name, "rows": str(report)})
    gather_words()
    report.refused.sort()
    return report


def _checked(records: Iterable[tuple[int, dict[str, str]]], report: Report, today: date) -> Iterator[Numbered]:
    seen = Seen(_("Line %(number)d has the same %(column)s already."), {})
    for line, cells in records:
        try:
            row = parse(cells, today=today)
            seen.add(line, row)
        except Refused as refusal:
            report.refused.append((line, str(refusal)))
            continue
        yield line, row


class Seen:
    """Whom a file has named so far, by number and by address."""

    def __init__(self, sentence: str, called: dict[str, str]) -> None:
        self.sentence, self.called = sentence, called
        self.first: dict[tuple[str, str], int] = {}

    def add(self, number: int, row: Row) -> None:
        """Raises `Refused` for somebody who was named before."""
        keys = [("alumni_id", row.external_id), ("email", row.email)]
        known = [(column, value) for column, value in keys if value]
        for key in known:
            if key in self.first:
                column = self.called.get(key[0], key[0])
                raise Refused(self.sentence % {"number": self.first[key], "column": column})
        self.first |= dict.fromkeys(known, number)


# --- Taking rows in -----------------------------------------------------------------------------------------------
def is_the_only_import() -> bool:
    """Two lists that name the same people would meet in the middle. The lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [IMPORTING])
        [is_ours] = cursor.fetchone()
    return bool(is_ours)


def take_in(rows: Sequence[Numbered], report: Report, *, terms: Terms, now: datetime, progress: Progress) -> None:
    """Write the rows, and in the report what came of it. In the caller's transaction."""
    for start in range(0, len(rows), BATCH):
        progress(start, len(rows))
        batch = rows[start : start + BATCH]
        changes = _Changes(batch, _Known([row for _number, row in batch], lock=True), report, terms, now)
        _create(changes, now)
        _update(changes)
    progress(len(rows), len(rows))


def compare(rows: Sequence[Numbered], report: Report, *, terms: Terms, now: datetime) -> None:
    """What taking the rows in would come to, written to the report alone."""
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        _Changes(batch, _Known([row for _number, row in batch], lock=False), report, terms, now)


class _Changes:
    """What some rows mean for the people they are about; counted in the report, written nowhere."""

    def __init__(self, rows: Sequence[Numbered], known: "_Known", report: Report, terms: Terms, now: datetime) -> None:
        self.known, self.terms = known, terms
        self.new: list[tuple[Mentor, Row]] = []
        self.changed: list[tuple[Mentor, Row]] = []
        for number, row in rows:
            try:
                mentor = known.mentor(row)
            except Refused as refusal:
                report.refused.append((number, str(refusal)))
                continue
            if mentor is not None and mentor.state == Mentor.State.RETIRED:
                report.unchanged += 1  # who has left is left alone
            elif mentor is None:
                self.new.append((_new_mentor(row, known, terms, now), row))
            elif _bring_up_to_date(mentor, row, known, terms.have_agreed):
                self.changed.append((mentor, row))
            else:
                report.unchanged += 1
        report.created += len(self.new)
        report.updated += len(self.changed)
        report.people += [mentor.pk for mentor, _row in self.new]
        report.new_names |= {new.name for new in known.new_names()}


class _Known:
    """What the database already holds of the people, fields and majors of some rows; the mentors locked."""

    def __init__(self, rows: list[Row], *, lock: bool) -> None:
        emails = [row.email for row in rows]
        proven = EmailAddress.objects.filter(email__in=emails, verified=True).select_related("user")
        accounts = User.objects.alias(lower=Lower("email")).filter(lower__in=emails)
        self.users = {each.email: each.user for each in proven} | {user.email.lower(): user for user in accounts}
        self.newcomers: set[int] = set()  # accounts that become a mentor's by an earlier row
        numbers = [row.external_id for row in rows if row.external_id]
        mentors = (
            Mentor.objects.filter(Q(external_id__in=numbers) | Q(user__in=self.users.values()))
            .select_related("user", "field")
            .prefetch_related("majors")
            .defer("search", "search_text")
        )
        mentors = mentors.select_for_update(no_key=True, of=("self",)) if lock else mentors
        removed = Suppression.objects.filter(address__in=emails, reason=REMOVED)
        self.removed = set(removed.values_list("address", flat=True))
        self.by_number = {mentor.external_id: mentor for mentor in mentors if mentor.external_id}
        self.by_user = {mentor.user_id: mentor for mentor in mentors}
        self.fields = _named(Field, {row.field for row in rows if row.field})
        self.majors = _named(Major, {name for row in rows for name in row.majors or ()})

    def new_names(self) -> list[Any]:
        """Fields and majors that are not in the database yet."""
        return [row for row in (*self.fields.values(), *self.majors.values()) if row.pk is None]

    def mentor(self, row: Row) -> Mentor | None:
        """The mentor a row is about; None for somebody new. Raises `Refused` where number and address disagree."""
        owner = self.users.get(row.email)
        by_number = self.by_number.get(row.external_id or "")
        if by_number:
            if owner and owner.pk != by_number.user_id:
                raise Refused(_("“%(email)s” belongs to somebody with another alumni number.") % {"email": row.email})
            return by_number
        if row.email in self.removed:
            raise Refused(_("This person asked to be removed."))
        mentor = self.by_user.get(owner.pk) if owner else None
        is_named_twice = owner is not None and owner.pk in self.newcomers
        if is_named_twice or (mentor and mentor.external_id and row.external_id):
            raise Refused(_("“%(email)s” belongs to somebody with another alumni number.") % {"email": row.email})
        if owner and mentor is None:
            self.newcomers.add(owner.pk)
        return mentor


def _named(model: Any, names: set[str]) -> dict[str, Any]:
    """Rows of `Field` or `Major` by name, the missing ones new and not saved."""
    known = {row.name: row for row in model.objects.filter(name__in=names)}
    return {name: known.get(name) or model(name=name) for name in sorted(names)}


def _free_slug(name: str) -> str:
    slug = slugify(name)[:72] or "field"
    return slug if not Field.objects.filter(slug=slug).exists() else f"{slug}-{uuid.uuid4().hex[:6]}"


def _new_mentor(row: Row, known: _Known, terms: Terms, now: datetime) -> Mentor:
    zone = row.time_zone or terms.time_zone
    user = known.users.get(row.email) or User(email=row.email, time_zone=zone, joined_at=now)
    _name_once(user, row)
    return Mentor(
        user=user,
        external_id=row.external_id,
        state=Mentor.State.ACTIVE if terms.have_agreed else Mentor.State.INVITED,
        field=known.fields.get(row.field or ""),
        sort_name=sort_name(user.full_name, row.last_name),
        created_at=now,
        **{"modes": list(terms.modes)} | row.facts,
    )


def _name_once(user: User, row: Row) -> bool:
    """The name belongs to the person: a file fills it in, and never touches it again."""
    if user.full_name:
        return False
    user.full_name, user.preferred_name = row.full_name, row.preferred_name
    return True


def _bring_up_to_date(mentor: Mentor, row: Row, known: _Known, have_agreed: bool) -> bool:
    """Set what the file knows better, apart from what the mentor edited. True if anything changed."""
    wanted = dict(row.facts)
    if row.field is not None:
        wanted["field"] = known.fields.get(row.field)
    if row.external_id:
        wanted["external_id"] = row.external_id
    if have_agreed and mentor.state == Mentor.State.INVITED:
        wanted["state"] = Mentor.State.ACTIVE
    before = {name: getattr(mentor, name) for name in wanted}
    for name in wanted.keys() - set(mentor.edited_fields):
        setattr(mentor, name, wanted[name])
    user_changed = _name_once(mentor.user, row) | _account_until_first_visit(mentor.user, row, known)
    return user_changed or before != {name: getattr(mentor, name) for name in wanted} or _other_majors(mentor, row)


def _account_until_first_visit(user: User, row: Row, known: _Known) -> bool:
    """Address and time zone are the file's until the person has been here, and theirs from then on."""
    zone, is_theirs = row.time_zone or user.time_zone, known.users.get(row.email) == user
    email = user.email if is_theirs else row.email
    if user.last_login or (user.email, user.time_zone) == (email, zone):
        return False
    user.email, user.time_zone = email, zone
    return True


def _other_majors(mentor: Mentor, row: Row) -> bool:
    if row.majors is None or "majors" in mentor.edited_fields:
        return False
    return {major.name for major in mentor.majors.all()} != set(row.majors)


def _create(changes: _Changes, now: datetime) -> None:
    for unknown in changes.known.new_names():
        if isinstance(unknown, Field):
            unknown.slug = _free_slug(unknown.name)
        unknown.save()
    new = changes.new
    known_before = [mentor.user for mentor, _row in new if mentor.user.pk]
    newcomers = [mentor.user for mentor, _row in new if not mentor.user.pk]
    for user in newcomers:
        user.set_unusable_password()
    User.objects.bulk_create(newcomers)
    User.objects.bulk_update(known_before, ["full_name", "preferred_name"])
    Role.objects.bulk_create(
        [Role(user=mentor.user, kind=Role.Kind.MENTOR, granted_at=now) for mentor, _row in new], ignore_conflicts=True
    )
    for mentor, row in new:
        mentor.search_text = search_text(mentor, row.majors or ())
        mentor.user_id = mentor.user.pk  # last: it makes Django forget the user at hand
    Mentor.objects.bulk_create([mentor for mentor, _row in new])
    _write_majors(new, changes.known)


def _update(changes: _Changes) -> None:
    changed = changes.changed
    if not changed:
        return
    others = [(mentor, row) for mentor, row in changed if _other_majors(mentor, row)]
    new_majors = {mentor.pk: row.majors or () for mentor, row in others}
    for mentor, _row in changed:
        majors = new_majors.get(mentor.pk, [major.name for major in mentor.majors.all()])
        mentor.search_text = search_text(mentor, majors)
    User.objects.bulk_update(
        [mentor.user for mentor, _row in changed], ["email", "full_name", "preferred_name", "time_zone"]
    )
    facts = [*FACTS, "field", "external_id", "state", "search_text"]
    Mentor.objects.bulk_update([mentor for mentor, _row in changed], facts)
    Mentor.majors.through.objects.filter(mentor__in=new_majors).delete()
    _write_majors(others, changes.known)


def _write_majors(mentors: list[tuple[Mentor, Row]], known: _Known) -> None:
    through = Mentor.majors.through
    through.objects.bulk_create(
        through(mentor_id=mentor.pk, major_id=known.majors[name].pk)
        for mentor, row in mentors
        for name in row.majors or ()
    )
