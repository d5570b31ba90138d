"""Which words can begin what a pattern matches, so that it need not be tried where none of them stands."""

import re

ANYTHING = "\0"
PART = re.compile(
    r"(?P<group>\(\?:)|(?P<looks>\(\?<?[!=])|(?P<anchor>\^|\$|\\b)|(?P<plain>[a-z0-9 ,])|\[[^\]]*\]|\\.|."
)
REPEATED = re.compile(r"\?|(?P<often>[*+]|\{[\d,]+\})\??")


def opening_words(pattern: str) -> frozenset[str]:
    """Empty where that can't be told."""
    words = {opening.split(" ")[0] for opening in _openings(pattern, 0)[0]}
    return frozenset() if any(not word or ANYTHING in word for word in words) else frozenset(words)


def _openings(pattern: str, place: int) -> tuple[set[str], int]:
    """All that the group from here on can begin with, up to and with the first space; and where the group ends."""
    found, begun = set[str](), {""}
    while place < len(pattern) and (part := PART.match(pattern, place)):
        place = part.end()
        if part.group() == ")":
            break
        if part.group() == "|":
            found, begun = found | begun, {""}
            continue
        more = {""} if part["anchor"] else {part["plain"] or ANYTHING}
        if part["group"] or part["looks"]:
            inside, place = _openings(pattern, place)
            more = inside if part["group"] else {""}
        if repeated := REPEATED.match(pattern, place):
            place = repeated.end()
            more = _as_often_as(repeated["often"], more)
        begun = {one if " " in one else one + other for one in begun for other in more}
    return found | begun, place


def _as_often_as(often: str | None, openings: set[str]) -> set[str]:
    if often:
        openings = {one if " " in one else one + ANYTHING for one in openings}
    return openings | {""} if not often or often.startswith(("*", "{0")) else openings
