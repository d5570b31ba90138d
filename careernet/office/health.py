"""Whether mail and reminders move: measured once, for the office's page and for the machines that watch."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, Value

from careernet.campus import pulse
from careernet.campus.models import Pulse
from careernet.interviews.models import Interview
from careernet.mail.models import Circuit, OutgoingMail
from careernet.mentors.models import Mentor
from careernet.reflections.models import Reflection

Part, State = Pulse.Part, OutgoingMail.State
# How long each may be silent, or late, before somebody should look.
MOST = {
    Part.DELIVERY: timedelta(minutes=1),
    Part.SWEEP: timedelta(minutes=3),
    Part.BROKER: timedelta(minutes=2),
    "reminder": timedelta(minutes=10),
    "mail": timedelta(minutes=10),
}


@dataclass(frozen=True, slots=True)
class Health:
    """ages: by part, how long ago it gave a sign; None for one that never did.
    late: for how long the oldest due interview and the oldest due mail have waited.
    """

    ages: dict[str, timedelta | None]
    late: dict[str, timedelta]
    queued: int
    dead: int
    leases_expired: int
    circuit_open_until: datetime | None

    @property
    def worries(self) -> set[str]:
        """What is not as it should be."""
        silent = {part for part, age in self.ages.items() if age is None or age > MOST[Part(part)]}
        return silent | {name for name, age in self.late.items() if age > MOST[name]}

    @property
    def is_red(self) -> bool:
        """Nothing is sent or nobody is reminded. A silent broker alone is none: `run_due` needs none."""
        return bool(self.worries - {Part.BROKER})


def measure(now: datetime) -> Health:
    """Three queries, all by an index: machines ask every few seconds."""
    ages = {part: None if at == pulse.NEVER else _age(at, now) for part, at in pulse.last_signs().items()}
    mails, (oldest_due, circuit_open_until) = _mails(now), _moments(now)
    return Health(
        ages=ages,
        late={"reminder": _age(oldest_due, now), "mail": _age(mails["oldest"] or now, now)},
        queued=mails["queued"],
        dead=mails["dead"],
        leases_expired=mails["left"],
        circuit_open_until=circuit_open_until,
    )


def _moments(now: datetime) -> tuple[datetime, datetime | None]:
    """The oldest one of the rows that owe something, or now if none is due; and until when the circuit is open."""
    circuit = Circuit.objects.filter(open_until__gt=now).values_list("open_until", Value(True))
    due = (
        model.objects.filter(wake_at__lte=now).order_by("wake_at").values_list("wake_at", Value(False))[:1]
        for model in (Interview, Reflection, Mentor)
    )
    found = list(circuit.union(*due, all=True))
    open_until = next((at for at, is_circuit in found if is_circuit), None)
    return min((at for at, is_circuit in found if at and not is_circuit), default=now), open_until


def _mails(now: datetime) -> dict[str, Any]:
    queued, dead = Q(state=State.QUEUED), Q(state=State.DEAD)
    left = Q(state=State.SENDING, lease_until__lte=now)
    return OutgoingMail.objects.filter(queued | dead | left).aggregate(
        queued=Count("pk", filter=queued),
        oldest=Min("next_attempt_at", filter=queued & Q(next_attempt_at__lte=now)),
        dead=Count("pk", filter=dead),
        left=Count("pk", filter=left),
    )


def _age(at: datetime, now: datetime) -> timedelta:
    """A clock that was put back makes nothing younger than new."""
    return max(now - at, timedelta())


# --- For machines -------------------------------------------------------------------------------------------------
def as_prometheus(health: Health) -> str:
    """The text format, version 0.0.4. What never gave a sign is +Inf old."""
    ages = {f'careernet_silent_seconds{{part="{part}"}}': _seconds(age) for part, age in health.ages.items()}
    numbers = {
        "careernet_healthy": str(int(not health.is_red)),
        "careernet_oldest_due_reminder_seconds": _seconds(health.late["reminder"]),
        "careernet_oldest_due_mail_seconds": _seconds(health.late["mail"]),
        "careernet_mails_queued": str(health.queued),
        "careernet_mails_dead": str(health.dead),
        "careernet_leases_expired": str(health.leases_expired),
        "careernet_mail_server_down": str(int(health.circuit_open_until is not None)),
    }
    lines = ["# TYPE careernet_silent_seconds gauge", *(f"{name} {value}" for name, value in ages.items())]
    for name, value in numbers.items():
        lines += [f"# TYPE {name} gauge", f"{name} {value}"]
    return "\n".join(lines) + "\n"


def _seconds(age: timedelta | None) -> str:
    return "+Inf" if age is None else f"{age.total_seconds():.1f}"
