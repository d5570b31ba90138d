"""One memory, shared by all deliverers, of a mail server that is down: nobody knocks for a while, ever longer."""

from datetime import datetime, timedelta

from django.db import transaction

from careernet.mail.models import Circuit

FIRST, LONGEST = timedelta(seconds=15), timedelta(seconds=90)  # so that all leaves soon after it is back
MOST_FAILURES = 3  # after which waiting grows no longer


def is_open(*, now: datetime) -> bool:
    return Circuit.objects.filter(open_until__gt=now).exists()


@transaction.atomic
def trip(*, now: datetime) -> datetime:
    """Note one more failure; answers until when nobody should try. Those who fail side by side count once."""
    Circuit.objects.bulk_create([Circuit(id=1, open_until=now)], ignore_conflicts=True)
    circuit = Circuit.objects.select_for_update().get()
    if circuit.open_until <= now:
        circuit.open_until = now + min(FIRST * 2**circuit.failures, LONGEST)
        circuit.failures = min(circuit.failures + 1, MOST_FAILURES)
        circuit.save(update_fields=["open_until", "failures"])
    return circuit.open_until


def mend() -> None:
    Circuit.objects.all().delete()
