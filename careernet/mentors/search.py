"""Finding mentors by text: what of them can be found, and what somebody typed into the search box."""

import re
import unicodedata
from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery

from careernet.mentors.models import Mentor
from careernet.mentors.visibility import as_students_see

MOST_WORDS = 8
WORD = re.compile(r"[^\W_]+")
# Letters that Unicode does not take apart; people without them on the keyboard type the plain ones.
PLAIN = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h"})

# Who somebody is, not what they do: shown and searched only once the person has confirmed it in their profile.
PERSONAL_TOPICS = frozenset({"Being the first in the family at college", "Being the only one in the room", "Veterans"})


def words(text: str) -> list[str]:
    """The words of a text without case and accents: "Łódź, Şener" gives "lodz" and "sener"."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(PLAIN)
    return WORD.findall(plain)


def sort_name(full_name: str, last_name: str = "") -> str:
    """ "chen maya" for "Maya Chen": the last word first, unless the last name is known to be longer."""
    last = last_name or full_name.rpartition(" ")[2]
    return " ".join(words(last) + words(full_name.removesuffix(last)))[:160]


def search_text(mentor: Mentor, majors: Iterable[str]) -> str:
    """Everything the search box looks through, which is what students see; `majors` by name.

    Asks for the mentor's user and field.
    """
    majors = () if "majors" in mentor.hidden_fields else majors
    mentor = as_students_see(mentor)
    user = mentor.user
    texts = [user.full_name, user.preferred_name, mentor.job_title, mentor.employer, mentor.previous_employer]
    texts += [mentor.field.name if mentor.field else "", mentor.city, mentor.region, mentor.about]
    return " ".join(words(" ".join([*texts, *majors, *shown_topics(mentor)])))


def shown_topics(mentor: Mentor) -> list[str]:
    """What others may read under "can talk about"."""
    if "topics" in mentor.edited_fields:
        return mentor.topics
    return [topic for topic in mentor.topics if topic not in PERSONAL_TOPICS]


def query(text: str) -> SearchQuery | None:
    """All these words, the beginnings of words being enough; None where there is nothing to look for."""
    found = words(text)[:MOST_WORDS]
    if not found:
        return None
    return SearchQuery(" & ".join(f"'{word}':*" for word in found), config="simple", search_type="raw")
