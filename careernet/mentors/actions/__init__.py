"""Becoming a mentor, what mentors change about themselves, and what the office may: one function each."""

from careernet.mentors.actions.hours import HOW_TO_TALK, Hours, clash, give_fewer, save_hours
from careernet.mentors.actions.inviting import FROM_A_FILE, MOST_AT_ONCE, REMOVED, invite, remove
from careernet.mentors.actions.joining import (
    accept_invitation,
    apply,
    begin_as_graduate,
    choose_how_to_talk,
    confirm_details,
)
from careernet.mentors.actions.profile import correct, follow_name, save_profile, update_profile
from careernet.mentors.actions.standing import (
    approve,
    bounce,
    come_back,
    pause,
    resume,
    retire,
    stay,
    stay_paused,
    turn_down,
)

__all__ = (
    "FROM_A_FILE",
    "HOW_TO_TALK",
    "MOST_AT_ONCE",
    "REMOVED",
    "Hours",
    "accept_invitation",
    "apply",
    "approve",
    "begin_as_graduate",
    "bounce",
    "choose_how_to_talk",
    "clash",
    "come_back",
    "confirm_details",
    "correct",
    "follow_name",
    "give_fewer",
    "invite",
    "pause",
    "remove",
    "resume",
    "retire",
    "save_hours",
    "save_profile",
    "stay",
    "stay_paused",
    "turn_down",
    "update_profile",
)
