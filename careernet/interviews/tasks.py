from celery import shared_task
from django.conf import settings

from careernet.core import clock
from careernet.interviews import mailbox


@shared_task(ignore_result=True)
def fetch_mail() -> None:
    """One look into the mailbox; a full batch means that more waits."""
    if mailbox.fetch(settings.IMAP_URL, now=clock.now) == mailbox.BATCH:
        fetch_mail.delay()
