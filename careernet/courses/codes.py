"""The code a class joins by: short enough to read out, without letters and digits that look alike."""

import secrets

from careernet.courses.models import CODE_LENGTH

ALPHABET = "ACDEFHJKMNPRTWXY34679"  # without B 8, G, I L 1, O 0 Q, S 5, U V, Z 2


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))


def read_code(text: str) -> str:
    """As it was typed: in any case, with blanks and dashes."""
    return "".join(letter for letter in text.upper() if letter.isalnum())
