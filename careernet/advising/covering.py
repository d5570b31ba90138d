"""While an advisor is away a colleague does all that they could; both sides and their students see who that is."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, Role, User
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.students.models import Cover


def go_away(advisor: User, *, reader: User, first_day: date, last_day: date, by: User, now: datetime) -> Cover:
    """From the first of these days to the last, by the advisor's clock; replaces what was set before."""
    zone = times.zone(advisor.time_zone)
    end = times.local_midnight(last_day + timedelta(days=1), zone)
    during = DateTimeTZRange(times.local_midnight(first_day, zone), end)
    name = {"name": reader.display_name}
    with transaction.atomic():
        _lock(advisor)
        if reader == advisor or not reader.is_active or not reader.has_role(Role.Kind.ADVISOR):
            raise RuleBroken(_("%(name)s can’t take these students.") % name)
        if Cover.objects.filter(advisor=reader, during__overlap=during).exists():
            raise RuleBroken(_("%(name)s is away then, too. Choose somebody who is here.") % name)
        said = {"reader": reader, "during": during}
        cover, _is_new = Cover.objects.update_or_create(advisor=advisor, defaults=said)
        _record("left students to a colleague", advisor, by, now, to=reader.pk, until=last_day.isoformat())
    return cover


def come_back(advisor: User, *, by: User, now: datetime) -> None:
    """Earlier than planned, or not away at all."""
    with transaction.atomic():
        _lock(advisor)
        ended, _rows = Cover.objects.filter(advisor=advisor).delete()
        if ended:
            _record("took students back", advisor, by, now)


def _lock(advisor: User) -> None:
    list(User.objects.select_for_update(no_key=True).filter(pk=advisor.pk).values_list("pk"))


def _record(verb: str, advisor: User, by: User, now: datetime, **data: object) -> None:
    AuditEvent.objects.create(
        at=now, by=by, about=advisor, verb=verb, object_type="user", object_id=str(advisor.pk), data=data
    )
