from celery import shared_task

from careernet.core import clock
from careernet.interviews.actions.updating import BATCH as UPDATES, tell_updates
from careernet.interviews.departures import graduate_classes
from careernet.interviews.reach import follow_addresses
from careernet.mail.actions import blank_old
from careernet.mentors import uploads
from careernet.mentors.rebuilding import rebuild_search
from careernet.mentors.spelling import gather_words
from careernet.reminders import sweep as sweeping
from careernet.reminders.hints import refresh_next_open
from careernet.reminders.letters import BATCH as LETTERS, write_letters
from careernet.reminders.terms import write_term_letters


@shared_task(ignore_result=True)
def sweep() -> None:
    """One tick of the reminders; a full batch means that more is due, so the next tick need not wait for beat."""
    now = clock.now()
    follow_addresses(now)
    rounds = ((sweeping.sweep, sweeping.BATCH), (write_letters, LETTERS), (tell_updates, UPDATES))
    if any(work(now) == full for work, full in rounds):
        sweep.delay()


@shared_task(ignore_result=True)
def wake_all() -> None:
    """Once a day, so that a moment never noted is found all the same, and everybody by today's words; old ones go."""
    sweeping.wake_all(clock.now())
    write_term_letters(clock.now())
    blank_old(now=clock.now())
    rebuild_search()
    gather_words()
    uploads.forget(clock.now())


@shared_task(ignore_result=True)
def look_ahead() -> None:
    refresh_next_open(clock.now())
    graduate_classes(clock.now())
