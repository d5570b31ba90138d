"""A list of students is brought by the office, looked at, and taken in."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, User
from careernet.core.rules import RuleBroken
from careernet.students import roster
from careernet.students.models import RosterEntry, RosterUpload, Student

BATCH = roster.BATCH
FORGOTTEN_AFTER = timedelta(days=7)


def check(data: bytes, *, file_name: str, by: User, now: datetime) -> RosterUpload:
    """Read a list and work out what it would change; nothing else is written. Raises `Unreadable`.

    It takes the place of what the same person brought before and did not take in, and of what others have forgotten.
    """
    sheet = roster.read(data, today=now.date())
    with transaction.atomic():
        forgotten = Q(by=by) | Q(uploaded_at__lt=now - FORGOTTEN_AFTER)
        RosterUpload.objects.filter(forgotten, applied_at=None).delete()
        plan = roster.plan(sheet.rows)
        refused = sorted(sheet.refused + plan.refused)
        return RosterUpload.objects.create(
            by=by,
            file_name=file_name[:150],
            uploaded_at=now,
            rows=[asdict(row) for row in sheet.rows],
            refused=refused,
            counts=plan.counts() | {"refused": len(refused), "ignored": sheet.ignored},
        )


def take_in(upload: RosterUpload, *, by: User, now: datetime) -> RosterUpload:
    """Write the roster, and what is empty of students who are here already. The second time nothing happens."""
    with transaction.atomic():
        # One list at a time: two that name the same people would meet in the middle.
        list(RosterUpload.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        upload = RosterUpload.objects.get(pk=upload.pk)
        if upload.applied_at:
            return upload
        plan = roster.plan([roster.Row(**row) for row in upload.rows])
        if not (plan.new or plan.changed or plan.unchanged):
            raise RuleBroken(_("No line of this list can be used. Fix it and upload it again."))
        upload.counts |= plan.counts() | {"refused": upload.counts["refused"]}
        _write(plan)
        upload.rows, upload.applied_at = [], now
        upload.save(update_fields=["counts", "rows", "applied_at"])
        AuditEvent.objects.create(
            at=now,
            by=by,
            verb="took in roster",
            object_type="roster",
            object_id=str(upload.pk),
            data={"file": upload.file_name} | upload.counts,
        )
    return upload


def _write(plan: roster.Plan) -> None:
    for major in plan.majors.values():
        if major.pk is None:
            major.save()
    RosterEntry.objects.bulk_create([entry for entry, _row in plan.new], batch_size=BATCH)
    facts = ["full_name", "class_year", "advisor", "adult_from"]
    RosterEntry.objects.bulk_update([entry for entry, _row in plan.changed], facts, batch_size=BATCH)
    entries = [(entry.pk, row) for entry, row in plan.new + plan.changed if row.majors]
    listed = RosterEntry.majors.through.objects
    listed.filter(rosterentry__in=[pk for pk, _row in entries]).delete()
    _write_majors(RosterEntry.majors.through, "rosterentry_id", entries, plan)
    _write_students(plan)


def _write_students(plan: roster.Plan) -> None:
    students = [student for student, _row in plan.completed]
    Student.objects.bulk_update(students, ["class_year", "advisor", "adult_from"], batch_size=BATCH)
    User.objects.bulk_update([student.user for student in students], ["full_name"], batch_size=BATCH)
    without = [(student.pk, row) for student, row in plan.completed if not student.majors.all()]
    _write_majors(Student.majors.through, "student_id", without, plan)


def _write_majors(through: Any, owner: str, rows: Iterable[tuple[Any, roster.Row]], plan: roster.Plan) -> None:
    through.objects.bulk_create(
        (
            through(**{owner: pk, "major_id": plan.majors[name].pk})
            for pk, row in rows
            for name in {name.lower() for name in row.majors}
        ),
        batch_size=BATCH,
    )
