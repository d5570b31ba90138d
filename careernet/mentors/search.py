"""Finding mentors by text: what of them can be found, and the words of it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q, QuerySet

from careernet.mentors.models import Mentor
from careernet.mentors.visibility import as_students_see

WORD = re.compile(r"[^\W_]+")
# "O'Connor", "Xi’an" and "Start-ups" are also typed in one word.
JOINED = re.compile(r"[^\W_]+(?:['’ʼʻ`-][^\W_]+)+")
# Letters that Unicode does not take apart; people without them on the keyboard type the plain ones.
PLAIN = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h"})
REST = "zz"  # before the words of the last line: PostgreSQL has four weights, and these weigh less than the fourth
YEARS_TOGETHER = 5  # class years to choose from in one piece

# Who somebody is, not what they do: shown and searched only once the person has confirmed it in their profile.
PERSONAL_TOPICS = frozenset({"Being the first in the family at college", "Being the only one in the room", "Veterans"})


def plain(text: str) -> str:
    """Without case and accents."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(PLAIN)


def words(text: str) -> list[str]:
    """The words of a text without case and accents: "Łódź, Şener" gives "lodz" and "sener"."""
    return WORD.findall(plain(text))


def sort_name(full_name: str, last_name: str = "") -> str:
    """ "chen maya" for "Maya Chen": the last word first, unless the last name is known to be longer."""
    last = last_name or full_name.rpartition(" ")[2]
    return " ".join(words(last) + words(full_name.removesuffix(last)))[:160]


def search_text(mentor: Mentor, majors: Iterable[str]) -> str:
    """Everything a student can find the mentor by, in lines, each of less weight; `majors` by name.

    Name; title; employer, field and majors; topics, place and languages; the rest; and, with tabs between, what the
    directory can be narrowed down by. Holds what students see and no more. Asks for the mentor's user and field.
    """
    majors = [] if "majors" in mentor.hidden_fields else list(majors)
    mentor = as_students_see(mentor)
    user = mentor.user
    lines = [
        [user.full_name, user.preferred_name],
        [mentor.job_title],
        [mentor.employer, mentor.field.name if mentor.field else "", *majors],
        [*shown_topics(mentor), mentor.city, mentor.region, *mentor.languages],
    ]
    rest = (REST + word for word in _found_by([mentor.previous_employer, mentor.about]))
    return "\n".join(
        [*(" ".join(_found_by(line)) for line in lines), " ".join(rest), "\t".join(_facets(mentor, majors))]
    )


def shown_topics(mentor: Mentor) -> list[str]:
    """What others may read under "can talk about"."""
    if "topics" in mentor.edited_fields:
        return mentor.topics
    return [topic for topic in mentor.topics if topic not in PERSONAL_TOPICS]


def years(year: int) -> str:
    """The class years one chooses together, such as "2010-2014"."""
    first = year - year % YEARS_TOGETHER
    return f"{first}-{first + YEARS_TOGETHER - 1}"


def area_code(region: str, country: str) -> str:
    """ "US-CA" at home, "DE" elsewhere, "" where nothing is known."""
    return f"US-{region}" if country == "US" and region else country


def _found_by(texts: list[str]) -> Iterator[str]:
    for text in texts:
        yield from words(text)
        for joined in JOINED.findall(plain(text)):
            yield "".join(WORD.findall(joined))


def _facets(mentor: Mentor, majors: list[str]) -> Iterator[str]:
    """ "field:law", "major:Physics", …: what the filters ask for."""
    one_of_each = {
        "kind": mentor.kind,
        "field": mentor.field.slug if mentor.field else "",
        "setting": mentor.work_setting,
        "size": mentor.employer_size,
        "year": str(mentor.class_year or ""),
        "years": years(mentor.class_year) if mentor.class_year else "",
        "place": area_code(mentor.region, mentor.country),
        "country": mentor.country,
    }
    yield from (f"{name}:{value}" for name, value in one_of_each.items() if value)
    several = {"major": majors, "topic": shown_topics(mentor), "mode": mentor.modes, "language": mentor.languages}
    yield from (f"{name}:{value}" for name, values in several.items() for value in values)


class Lexemes(SearchQuery):
    """A condition in PostgreSQL's own notation, taken literally: `'nurse':B & 'place:US-TX'`."""

    template = "%(expressions)s::tsquery"


def found_by(condition: str) -> Q:
    return Q(search=Lexemes(condition))


def answers(condition: str) -> str:
    """The same in SQL, on a column `search`."""
    return written("search @@ %s::tsquery", condition)


def written(statement: str, *params: object) -> str:
    """A piece of SQL with its values written into it by the driver, to be put together with others."""
    with connection.cursor() as cursor:
        text: str = cursor.mogrify(statement, params)
    return text


def compiled(rows: QuerySet[Any, Any]) -> str:
    """The statement of these rows, to be asked about further."""
    statement, params = rows.query.sql_with_params()
    return written(statement, *params)


def lexeme(text: str, mark: str = "") -> str:
    """A word or a facet within a condition; a mark is `*`, weights, or both."""
    quoted = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':{mark}" if mark else f"'{quoted}'"
