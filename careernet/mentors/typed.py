"""What somebody typed into the search box, understood: who is looked for, and how well somebody answers it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.core.cache import caches
from django.db.models import Value

from careernet.campus.models import Field, Major
from careernet.mentors.places import US_STATES, country_codes
from careernet.mentors.search import REST, answers, lexeme, words
from careernet.mentors.synonyms import CODES, Meaning, Term, synonyms

MOST_WORDS, LONGEST_RUN = 8, 4
# How much an answer is worth: a whole word in the name, the title, the employer, …; a beginning a little less.
NAME, TITLE, EMPLOYER, TOPIC, LAST, BEGINNING = 100, 90, 80, 60, 40, -6
ORDER, COMPANY_ORDER = "ABCD", "CABD"  # of the places, by their weight in the index
GRADES = (110, 85, 65, 50)  # of a meaning in `synonyms.txt`, all of them before the words themselves
SIDE_BY_SIDE = 40  # two words as they were typed
FILLERS = frozenset(
    """a an and are area as at by career careers degree field for from grad grads graduate i in industry is job jobs me
    my near of on or people person professional professionals somebody someone the to want who with work worked working
    works""".split()
)
BETWEEN = frozenset("and at for in of or the to with".split())
STUDIED = frozenset({"major", "majors", "majored", "studied", "studies", "studying", "degree", "degrees"})
COMPANY = frozenset("inc llc ltd plc corp corporation gmbh group company sons bros partners llp".split())
CLASS_YEAR = re.compile(
    r"(?:class\s+of\s+)?(?<![\w'’])((?:19|20)\d\d)(?:\s*(?:-|–|to)\s*((?:19|20)\d\d)|(s))?(?!\w)", re.I
)
SHORT_YEAR = re.compile(r"(?:class\s+of\s+['’]?|(?<!\w)['’])(\d\d)(?!\w)", re.I)
CENTURY = 40  # '41 is 1941
NOBODY = ""  # a condition that cannot hold


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The campus's own words: fields by slug and majors by name."""

    fields: dict[str, list[str]]
    majors: dict[str, list[str]]
    field_names: dict[str, str]

    @classmethod
    def current(cls) -> "Vocabulary":
        """As it was at most a minute ago."""
        known: Vocabulary | None = caches["local"].get("vocabulary")
        if known is None:
            both = Field.objects.values_list("slug", "name").union(Major.objects.values_list(Value(""), "name"))
            names = {slug: name for slug, name in both if slug}
            majors = {name: words(name) for slug, name in both if not slug}
            known = cls({slug: words(name) for slug, name in names.items()}, majors, names)
            caches["local"].set("vocabulary", known, 60)
        return known


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that was meant: who answers it at all, and what each better answer is worth, the best first.

    Conditions are texts in the notation of `tsquery`.
    """

    typed: tuple[str, ...]
    matches: str
    grades: list[tuple[int, str]]
    is_plain: bool = False  # words taken as they are

    def worth(self) -> str:
        return _points(self.grades)


@dataclass(frozen=True, slots=True)
class Search:
    concepts: list[Concept] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.concepts)

    def matches(self) -> str:
        """Everything that was meant holds."""
        return _all(concept.matches for concept in self.concepts)

    def best(self) -> str:
        """Everything holds in the best way: whom to look at first where there are too many."""
        return _all(concept.grades[0][1] for concept in self.concepts)

    def rank(self) -> str:
        """In SQL: the worth of all of it, with something for words that stand side by side as they were typed."""
        worths = [concept.worth() for concept in self.concepts]
        for one, other in zip(self.concepts, self.concepts[1:], strict=False):
            if one.is_plain and other.is_plain:
                worths.append(_points([(SIDE_BY_SIDE, _text((one.typed[0], other.typed[0]), ""))]))
        return " + ".join(worths) or "0"


def _points(grades: list[tuple[int, str]]) -> str:
    cases = (f"WHEN {answers(condition)} THEN {points}" for points, condition in grades)
    return f"CASE {' '.join(cases)} ELSE 0 END"


def understand(text: str, vocabulary: Vocabulary) -> Search:
    """Longest known phrases first; what is not known is looked for as it is."""
    text, concepts = _class_years(text)
    typed = words(text)[: 2 * MOST_WORDS]
    shouted = {word.casefold() for word in re.findall(r"\b[A-Z]{2}\b", text)} if text != text.upper() else set()
    meant = list(_concepts(typed, shouted, vocabulary)) or [_as_typed(word) for word in typed]
    return Search([*meant, *concepts][:MOST_WORDS])


def _concepts(typed: list[str], shouted: set[str], vocabulary: Vocabulary) -> Iterator[Concept]:
    at, is_study, is_company = 0, False, not COMPANY.isdisjoint(typed)
    while at < len(typed):
        concept, length = _longest(typed[at:], shouted, vocabulary, is_study)
        run, following = tuple(typed[at : at + length]), typed[at + length : at + length + 1]
        at += length
        is_study = run[0] in STUDIED
        if following and following[0] in STUDIED and (study := _studied(run, vocabulary)):
            concept, at = study, at + 1
        if concept:
            yield _as_typed(run[0], COMPANY_ORDER) if is_company and concept.is_plain else concept


def _longest(typed: list[str], shouted: set[str], vocabulary: Vocabulary, is_study: bool) -> tuple[Concept | None, int]:
    """What the longest known phrase at the beginning means, and its number of words."""
    for length in range(min(LONGEST_RUN, len(typed)), 0, -1):
        run = tuple(typed[:length])
        if is_study and (study := _studied(run, vocabulary)):
            return study, length
        for known in (_synonym, _place, _named):
            if (length > 1 or run[0] not in FILLERS) and (concept := known(run, vocabulary)):
                return concept, length
    word = typed[0]
    if word.upper() in US_STATES and (word in shouted or word not in FILLERS):
        return _concept((word,), [lexeme(f"place:US-{word.upper()}")]), 1
    return (None if word in FILLERS or word in STUDIED else _as_typed(word)), 1


# --- Kinds of concepts ------------------------------------------------------------------------------------------------
def _synonym(run: tuple[str, ...], vocabulary: Vocabulary) -> Concept | None:
    grades = synonyms().get(run) or synonyms().get((*run[:-1], singular(run[-1])))
    if not grades:
        return None
    conditions = [_any(_meaning(meaning, vocabulary) for meaning in grade) for grade in grades]
    if len(run) == 1 and run[0].upper() in US_STATES:  # "pa" is a job and a state
        conditions.insert(1, lexeme(f"place:US-{run[0].upper()}"))
    return _concept(run, conditions)


def _place(run: tuple[str, ...], vocabulary: Vocabulary) -> Concept | None:
    """A state or a country by its name; "georgia" is both."""
    states = [code for code, name in US_STATES.items() if tuple(words(name)) == run]
    conditions = [lexeme(f"place:US-{code}") for code in states]
    conditions += [lexeme(f"country:{code}") for code in country_codes(" ".join(run))]
    return _concept(run, conditions) if conditions else None


def _named(run: tuple[str, ...], vocabulary: Vocabulary) -> Concept | None:
    """A major by its whole name, or part of the name of a field of work."""
    title = _text(run, "B", is_open=True)
    majors = [name for name, its_words in vocabulary.majors.items() if tuple(its_words) == run]
    if majors:
        return _concept(run, [_any(lexeme(f"major:{name}") for name in majors), title])
    fields = _fields(run, vocabulary)
    if fields == NOBODY:
        return None
    return _concept(run, [_all((fields, title)), fields, title]) if len(run) == 1 else _concept(run, [fields, title])


def _studied(run: tuple[str, ...], vocabulary: Vocabulary) -> Concept | None:
    """A major alone: "studied theater", "psychology majors"."""
    found = _majors(run, False, vocabulary)
    for grade in synonyms().get(run, ()):
        if found == NOBODY:
            in_it = [term for meaning in grade for term in meaning if term.where == "major"]
            found = _any(_majors(term.words, term.is_open, vocabulary) for term in in_it)
    return Concept(run, found, [(GRADES[0], found)]) if found != NOBODY else None


def _concept(run: tuple[str, ...], conditions: Sequence[str]) -> Concept:
    """These meanings, the best first, and after them the words themselves."""
    conditions = [condition for condition in conditions if condition != NOBODY]
    grades = list(zip(GRADES, conditions, strict=False))
    literal = _text(run, "")
    if not grades:
        return Concept(run, literal, [(TITLE, _text(run, "AB")), (LAST, literal)])
    return Concept(run, _any((*conditions, literal)), [*grades, (LAST, _text(run, "A")), (LAST // 2, literal)])


def _as_typed(word: str, order: str = ORDER) -> Concept:
    """A word nobody has explained: whole in a better place before whole in a worse one, then its beginning."""
    grades = []
    for points, weight in zip((NAME, TITLE, EMPLOYER, TOPIC, LAST), (*order, REST), strict=True):
        grades += [(points, _text((word,), weight)), (points + BEGINNING, _text((word,), weight, is_open=True))]
    # "inc" is a whole word; to read the index for all that begins so takes long.
    matches = _any((_word(word), _word(word, REST)) if word in COMPANY else (_begun(word), _begun(word, REST)))
    return Concept((word,), matches, grades, is_plain=True)


def _class_years(text: str) -> tuple[str, list[Concept]]:
    """The text without class years, and them."""
    found: list[Concept] = []

    def take(match: re.Match[str]) -> str:
        first, last, decade = [*match.groups(""), "", ""][:3]
        year = int(first) if len(first) == 4 else int(first) + (2000 if int(first) <= CENTURY else 1900)
        end = max(int(last), year) if last else year + 9 if decade else year
        in_it = _any(lexeme(f"year:{each}") for each in range(year, min(end, year + 60) + 1))
        # "Route 2015 Labs": a number may also be part of a name.
        condition = _any((in_it, _text((first,), "ABC"))) if len(first) == 4 and end == year else in_it
        found.append(Concept((first,), condition, [(GRADES[0], in_it), (LAST, condition)]))
        return " "

    return SHORT_YEAR.sub(take, CLASS_YEAR.sub(take, text)), found


# --- Where meanings are looked for ------------------------------------------------------------------------------------
def _meaning(meaning: Meaning, vocabulary: Vocabulary) -> str:
    conditions = [_term(term, vocabulary) for term in meaning]
    return NOBODY if NOBODY in conditions else _all(conditions)


def _term(term: Term, vocabulary: Vocabulary) -> str:
    if term.where in CODES:
        return lexeme(f"{term.where}:{' '.join(term.words)}")
    if term.where == "field":
        return _fields(term.words, vocabulary)
    if term.where == "major":
        return _majors(term.words, term.is_open, vocabulary)
    return _text(term.words, "B" if term.where == "title" else "D", term.is_open)


def _fields(run: Sequence[str], vocabulary: Vocabulary) -> str:
    found = [slug for slug, its_words in vocabulary.fields.items() if _holds(its_words, run, False)]
    return _any(lexeme(f"field:{slug}") for slug in found) if found else NOBODY


def _majors(run: Sequence[str], is_open: bool, vocabulary: Vocabulary) -> str:
    found = [name for name, its_words in vocabulary.majors.items() if _holds(its_words, run, is_open)]
    return _any(lexeme(f"major:{name}") for name in found) if found else NOBODY


def _holds(text: list[str], run: Sequence[str], is_open: bool) -> bool:
    """Whether these words stand in the text in this order, others between them perhaps, the last one begun."""
    rest = iter(singular(word) for word in text)
    *first, last = (singular(word) for word in run)
    ends = str.startswith if is_open else str.__eq__
    return all(word in rest for word in first) and any(ends(word, last) for word in rest)


def _text(run: Sequence[str], weight: str, is_open: bool = False) -> str:
    """These words side by side in that part of the text, in the plural or not.

    Any word will do where an "and" stands between: so many have it that the index would take long to look at them all.
    """
    condition, step = _word(run[0], weight), 1
    for number, word in enumerate(run[1:], start=2):
        is_last = number == len(run)
        if word in BETWEEN and not is_last:
            step += 1
        else:
            condition += f" <{step}> " + (_begun(word, weight) if is_last and is_open else _word(word, weight))
            step = 1
    return condition if len(run) > 1 or not is_open else _begun(run[0], weight)


def _word(word: str, weight: str = "") -> str:
    forms = dict.fromkeys(_lexeme(form, weight) for form in (word, singular(word), *plurals(singular(word))))
    return f"({' | '.join(forms)})"


def _begun(word: str, weight: str = "") -> str:
    return _lexeme(singular(word), weight, "*")


def _lexeme(word: str, weight: str, ending: str = "") -> str:
    return lexeme(REST + word, ending) if weight == REST else lexeme(word, ending + weight)


def singular(word: str) -> str:
    """Near enough for looking things up: "nurses" gives "nurse", "companies" gives "company"."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "ches", "shes", "xes")) else word[:-1]


def plurals(word: str) -> Iterator[str]:
    if len(word) > 2 and not word[-1].isdigit():
        yield word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
        if word.endswith("y"):
            yield word[:-1] + "ies"


def _any(conditions: Iterable[str]) -> str:
    """One of them; `NOBODY` where none can hold."""
    possible = [condition for condition in conditions if condition != NOBODY]
    return f"({' | '.join(possible)})" if len(possible) > 1 else "".join(possible)


def _all(conditions: Iterable[str]) -> str:
    return " & ".join(f"({condition})" for condition in conditions)
