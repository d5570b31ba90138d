"""What a student keeps of the people they know: theirs alone, so the last save stands."""

from careernet.network.models import Contact


def save_contact(contact: Contact) -> Contact:
    contact.save()
    return contact
