"""What everybody here agrees to before they meet somebody: the office's own words, or these."""

from django.utils.translation import gettext_lazy as _

from careernet.campus.models import Policy

DEFAULT = (
    _("A conversation here is for learning about work. Nobody asks for a job, and nobody sells or recruits."),
    _("Treat the other person as you would a colleague: on time, prepared, respectful, whoever they are."),
    _("Meet by video, by phone, at work, on campus or in a public place, and keep to the time you agreed on."),
    _("What somebody tells you stays with you. Share it only if they said you may."),
    _("No advances, no remarks about looks, faith, origin or private life, and no gifts of money."),
    _("If something goes wrong, on either side, tell the office. A report is read by people and taken seriously."),
)


def code_of_conduct(policy: Policy) -> list[str]:
    """One paragraph an entry."""
    own = [line.strip() for line in policy.code_of_conduct.splitlines() if line.strip()]
    return own or [str(line) for line in DEFAULT]
