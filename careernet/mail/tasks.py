from celery import shared_task

from careernet.campus import pulse
from careernet.campus.models import Pulse
from careernet.core import clock
from careernet.mail.delivery import BATCH, deliver_due


@shared_task(ignore_result=True)
def deliver() -> None:
    """One tick of the outbox; a full batch means that more is due, so the next tick need not wait for beat."""
    now = clock.now()
    pulse.beat(Pulse.Part.BROKER, now=now)
    if deliver_due(now=now) == BATCH:
        deliver.delay()
