"""What a misspelled word may have meant: the nearest of the words by which somebody here can be found."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db import connection, transaction
from django.db.models import Q

from careernet.mentors.models import Lexeme
from careernet.mentors.places import US_STATES, country_names
from careernet.mentors.search import REST, words
from careernet.mentors.synonyms import synonyms

SHORTEST = 4
MOST_MISTAKES = {4: 1, 5: 1, 6: 2, 7: 2, 8: 2}  # by length; three in longer words
ANOTHER_BEGINNING = 0.5  # people rarely get the first letter wrong
LISTED = """
    SELECT search FROM mentors_mentor JOIN accounts_user ON accounts_user.id = user_id
    WHERE state IN ('active', 'paused') AND accounts_user.is_active
"""


def gather_words() -> int:
    """Read the table anew from the listed mentors and from what is explained; answers its size. Nightly, and after
    an import."""
    explained = {word for typed in synonyms() for word in typed}
    explained |= {word for name in [*US_STATES.values(), *country_names()] for word in words(name)}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM mentors_lexeme")
        cursor.execute(
            "INSERT INTO mentors_lexeme (word, number) SELECT regexp_replace(word, %s, '') AS plain, sum(ndoc) "
            "FROM ts_stat(%s) WHERE length(word) BETWEEN %s AND 40 GROUP BY plain ON CONFLICT DO NOTHING",
            [f"^{REST}", LISTED, SHORTEST],
        )
        new = [Lexeme(word=word, number=1) for word in explained if SHORTEST <= len(word) <= 40]
        Lexeme.objects.bulk_create(new, ignore_conflicts=True)
        return Lexeme.objects.count()


def corrections(text: str) -> Iterator[str]:
    """The text with its unknown words put right; then, one at a time, with known ones taken for others, too.

    One query. What has no near word stays as it is; nothing comes where nothing would change.
    """
    typed = [word for word in dict.fromkeys(words(text)) if len(word) >= SHORTEST and word.isalpha()]
    if not typed:
        return
    near = reduce(or_, (Q(word__trigram_similar=word) for word in typed))
    numbers = dict(Lexeme.objects.filter(near).values_list("word", "number"))
    meant = {word: nearest for word in typed if (nearest := _nearest(word, numbers))}
    unknown = {word: nearest for word, nearest in meant.items() if word not in numbers}
    if unknown:
        yield _replaced(text, unknown)
    for word in meant.keys() - unknown.keys():
        yield _replaced(text, unknown | {word: meant[word]})


def _replaced(text: str, by: dict[str, str]) -> str:
    return " ".join(by.get(word, word) for word in words(text))


def _nearest(word: str, numbers: dict[str, int]) -> str:
    """The word with the fewest mistakes between, then the one most people are found by; "" where none is near."""
    most = MOST_MISTAKES.get(len(word), 3)
    others = (other for other in numbers if other != word and abs(len(other) - len(word)) <= most)
    ranked = sorted((_distance(word, other), -numbers[other], other) for other in others)
    return ranked[0][2] if ranked and ranked[0][0] <= most else ""


def _distance(one: str, other: str) -> float:
    """Letters left out, put in, changed or swapped with their neighbor, each counting one."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        above, before = before, row
        row = [i]
        for j, its_letter in enumerate(other, start=1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != its_letter)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its_letter:
                row[-1] = min(row[-1], above[j - 2] + 1)
    return row[-1] + (ANOTHER_BEGINNING if one[0] != other[0] else 0)
