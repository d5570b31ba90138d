"""A list of alumni is brought by the office, matched, checked, and taken in by a worker."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.core.text import one_line
from careernet.mentors import alumni_sheet, emails
from careernet.mentors.actions import invite
from careernet.mentors.importer import Report, Terms, compare, is_the_only_import, take_in
from careernet.mentors.models import AlumniUpload, Mentor
from careernet.mentors.spelling import gather_words

logger = logging.getLogger(__name__)

State = AlumniUpload.State
NOT_BEGUN = (State.MATCHING, State.CHECKED)
FORGOTTEN_AFTER = timedelta(days=7)
MOST_ATTEMPTS = 3  # a worker that dies three times over the same list will a fourth time
KINDLY_KEPT = 500  # different ones


def bring(data: bytes, *, file_name: str, by: User, now: datetime) -> AlumniUpload:
    """Keep a list whose columns are to be matched next. Raises `Unreadable`.

    It takes the place of what the same person brought before and did not take in.
    """
    sheet = alumni_sheet.opened(data)
    with transaction.atomic():
        AlumniUpload.objects.filter(by=by, state__in=NOT_BEGUN).delete()
        return AlumniUpload.objects.create(
            by=by, file_name=one_line(file_name)[:150], uploaded_at=now, data=data, columns=sheet.guess()
        )


def check(upload: AlumniUpload, *, columns: Mapping[str, int], terms: Terms, now: datetime) -> None:
    """Work out what the list would change, and keep that. Nothing else is written; it may be checked again."""
    sheet = alumni_sheet.opened(bytes(upload.data))
    reading = alumni_sheet.people(sheet, columns, today=now.date())
    report = Report(refused=reading.refused)
    compare(reading.rows, report, terms=terms, now=now)
    often = sorted(reading.kindly.items(), key=lambda note: -len(note[1]))
    kept = AlumniUpload.objects.filter(pk=upload.pk, state__in=NOT_BEGUN).update(
        state=State.CHECKED,
        columns=dict(columns),
        have_agreed=terms.have_agreed,
        time_zone=terms.time_zone,
        modes=list(terms.modes),
        checked_at=now,
        counts=_counts(report) | {"kindly": sum(map(len, reading.kindly.values())), "encoding": sheet.encoding},
        kindly=[[*note, len(rows), rows[0]] for note, rows in often[:KINDLY_KEPT]],
        **_refused(sheet, report),
    )
    if not kept:
        raise RuleBroken(_("This list is being taken in already."))


def begin(upload: AlumniUpload, *, by: User, now: datetime) -> None:
    """Have a worker take the list in. The second time nothing happens; one that failed is tried anew."""
    with transaction.atomic():
        upload = AlumniUpload.objects.select_for_update(no_key=True).defer("data").get(pk=upload.pk)
        if upload.state in (State.WAITING, State.DONE):
            return
        if upload.state == State.MATCHING:
            raise RuleBroken(_("Match its columns first."))
        if not upload.counts["created"] + upload.counts["updated"]:
            raise RuleBroken(_("This list would change nothing. Mend the refused rows and upload it again."))
        upload.state, upload.by, upload.asked_at, upload.attempts, upload.done = State.WAITING, by, now, 0, 0
        upload.save(update_fields=["state", "by", "asked_at", "attempts", "done"])


def forget(now: datetime) -> None:
    """Lists nobody took in, and the refused rows of those somebody did, after a week."""
    old = now - FORGOTTEN_AFTER
    AlumniUpload.objects.filter(~Q(state__in=(State.WAITING, State.DONE)), uploaded_at__lt=old).delete()
    AlumniUpload.objects.filter(state=State.DONE, finished_at__lt=old).update(refused=[], refused_file=b"")


# --- In the worker ------------------------------------------------------------------------------------------------
def take_in_waiting(now: datetime) -> bool:
    """Take in the list that has waited longest, in one transaction; True if another may wait.

    A worker that dies leaves nothing behind but its attempt: the next one begins anew.
    """
    if not AlumniUpload.objects.filter(state=State.WAITING).exists():
        return False
    try:
        with transaction.atomic():
            waiting = AlumniUpload.objects.filter(state=State.WAITING).select_related("by").order_by("asked_at")
            upload = waiting.first() if is_the_only_import() else None
            if upload is None:
                return False
            with _seen_at_once(upload.pk) as note:
                _take_in_or_give_up(upload, note, now)
    except Exception:
        logger.exception("A list of alumni was not taken in; the next round tries again")
        return False
    gather_words()
    return True


@contextmanager
def _seen_at_once(upload_id: UUID) -> Iterator[Callable[[int, int], None]]:
    """Notes how far it got on a connection of its own: the pages see it before, and whether or not, all is written."""
    beside = connections["default"].copy()

    def note(done: int, attempts: int) -> None:
        with beside.cursor() as cursor:
            cursor.execute(
                "UPDATE mentors_alumniupload SET done = %s, attempts = %s WHERE id = %s", [done, attempts, upload_id]
            )

    try:
        yield note
    finally:
        beside.close()


def _take_in_or_give_up(upload: AlumniUpload, note: Callable[[int, int], None], now: datetime) -> None:
    if upload.attempts >= MOST_ATTEMPTS:
        upload.state, upload.finished_at = State.FAILED, now
        upload.save(update_fields=["state", "finished_at"])
    else:
        note(0, upload.attempts + 1)
        _take_in(upload, note, now)
    emails.imported(upload, policy=Policy.current(), now=now)


def _take_in(upload: AlumniUpload, note: Callable[[int, int], None], now: datetime) -> None:
    """What was checked, compared again with what is known by now. The row itself is written last: see `note`."""
    sheet = alumni_sheet.opened(bytes(upload.data))
    checked_on = (upload.checked_at or now).date()
    reading = alumni_sheet.people(sheet, upload.columns, today=checked_on)
    report = Report(refused=reading.refused)
    terms = Terms(upload.have_agreed, upload.time_zone, upload.modes)
    attempts = upload.attempts + 1
    take_in(reading.rows, report, terms=terms, now=now, progress=lambda done, _total: note(done, attempts))
    invited = [] if upload.have_agreed else _invite(report, upload.by, now)
    upload.counts |= _counts(report) | {"invited": len(invited)}
    upload.state, upload.finished_at = State.DONE, now
    upload.data, upload.kindly, upload.columns = b"", [], {}
    for name, value in _refused(sheet, report).items():
        setattr(upload, name, value)
    upload.save(
        update_fields=["counts", "state", "finished_at", "data", "kindly", "columns", "refused", "refused_file"]
    )
    AuditEvent.objects.create(
        at=now,
        by=upload.by,
        verb="imported alumni",
        object_type="alumni upload",
        object_id=str(upload.pk),
        data={"file": upload.file_name} | upload.counts,
    )


def _invite(report: Report, by: User | None, now: datetime) -> list[Mentor]:
    """As many as may be at once, unless the rules let none leave; the others wait on the page of invitations."""
    if not report.people or not Policy.current().invitations_a_day:
        return []
    return invite(Mentor.objects.filter(pk__in=report.people), by=by, now=now)


def _counts(report: Report) -> dict[str, int]:
    return {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": len(report.refused),
        "new_names": len(report.new_names),
    }


def _refused(sheet: alumni_sheet.Sheet, report: Report) -> dict[str, object]:
    refused = sorted(report.refused)
    return {"refused": refused, "refused_file": alumni_sheet.refused_rows(sheet, refused) if refused else b""}
