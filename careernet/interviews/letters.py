"""Letters to somebody we never write to: words to begin with, and a link that opens them in the student's own mail."""

from urllib.parse import quote

from django.utils.translation import gettext as _

from careernet.interviews.models import Interview

LETTERS = ("message", "follow_up", "thank_you")  # the verbs of their forms


def first_message(interview: Interview, campus: str) -> str:
    return _(
        "Hello %(name)s,\n\n"
        "I study at %(campus)s and would love to hear how you came to your work and what an ordinary week is like. "
        "Would you have %(minutes)d minutes for me in the coming weeks? I am not looking for a job, only for what "
        "you would tell somebody who stands at the beginning.\n\n"
        "Any time that suits you suits me.\n\n"
        "Thank you,\n%(student)s"
    ) % {
        "name": interview.host.short_name,
        "campus": campus,
        "minutes": interview.length,
        "student": interview.student.user.display_name,
    }


def mailto(interview: Interview, verb: str, text: str, *, subject: str = "") -> str:
    """Empty where no address is known. The words stand in the link, and travel from the student's own mailbox."""
    if interview.contact is None or not interview.contact.email:
        return ""
    subject = subject or (_("Thank you") if verb == "thank_you" else _("A question about your work"))
    return f"mailto:{quote(interview.contact.email, safe='@')}?subject={quote(subject)}&body={quote(text)}"
