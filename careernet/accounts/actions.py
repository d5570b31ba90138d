"""What people change about themselves."""

from careernet.accounts.models import User


def save_settings(user: User, *, full_name: str, preferred_name: str, pronouns: str, time_zone: str) -> None:
    """How this person is named and on which clock they read times. Theirs alone to change."""
    user.full_name, user.preferred_name, user.pronouns, user.time_zone = full_name, preferred_name, pronouns, time_zone
    user.save(update_fields=["full_name", "preferred_name", "pronouns", "time_zone"])
