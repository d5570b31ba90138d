"""What a student keeps of the people they know: theirs alone, so the last save stands."""

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from careernet.core.rules import RuleBroken
from careernet.network.models import Contact


def save_contact(contact: Contact) -> Contact:
    contact.save()
    return contact


def remove_contact(contact: Contact) -> None:
    """For good. Whoever the student has an interview with stays with it."""
    try:
        contact.delete()
    except ProtectedError as held:
        sentence = _(
            "You have an interview with %(name)s, which keeps the name. Empty what else you don’t want to keep."
        )
        raise RuleBroken(sentence % {"name": contact.name}) from held
