"""What the office changes: rules and calendar, after which whatever may owe something is looked at again; a way in;
a look at any mail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from careernet.accounts import actions as accounts
from careernet.accounts.models import User
from careernet.campus import actions as campus
from careernet.campus.models import AcademicPeriod, Policy
from careernet.mail import account_changes
from careernet.office import emails
from careernet.office.samples import Sample, mails_of
from careernet.reminders.sweep import wake_all


def change_rules(changes: Mapping[str, Any], *, seen: Mapping[str, Any], by: User, now: datetime) -> Policy:
    with transaction.atomic():
        policy = campus.change_policy(changes, seen=seen, by=by, now=now)
        wake_all(now)
    return policy


def save_period(
    period: AcademicPeriod, said: Mapping[str, Any], *, seen: str | None, by: User, now: datetime
) -> AcademicPeriod:
    """A new stretch of the calendar, or a changed one. Waiting stands still in breaks, so what is due may move."""
    with transaction.atomic():
        saved = campus.save_period(period, **said, seen=seen, by=by, now=now)
        wake_all(now)
    return saved


def remove_period(period: AcademicPeriod, *, seen: str | None, by: User, now: datetime) -> None:
    with transaction.atomic():
        campus.remove_period(period, seen=seen, by=by, now=now)
        wake_all(now)


def forget_second_factors(user: User, *, by: User, now: datetime) -> None:
    """For whoever lost their phone; they hear of it, in case it was somebody else who asked."""
    with transaction.atomic():
        accounts.forget_second_factors(user, by=by, now=now)
        account_changes.tell(user, "second_steps_off", now=now)


def send_test(sample: Sample, number: int, *, by: User, now: datetime) -> None:
    """One of its mails to whoever asks, once a minute however often they ask."""
    with transaction.atomic():
        mail = mails_of(sample, now=now)[number]
        key = f"{emails.TEST.name}:{by.pk}:{sample.name}:{number}:{now:%Y%m%dT%H%M}"
        emails.test(mail, to=by, key=key, policy=Policy.current(), now=now)
