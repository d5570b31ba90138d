"""Why them: whether a message names something of the mentor's profile."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from careernet.guides.coach.people import Person
from careernet.guides.coach.text import Sentence, words_of

# Words too common to point to anybody when they stand alone.
COMMON = set(
    "the of and at in for inc llc llp ltd co company corp corporation group clinic hospital university college school "
    "schools museum bank labs lab laboratory systems system services service public city state county center centre "
    "institute foundation association partners studio studios media field north south east west national international "
    "global american first united new care children childrens general community network technologies "
    "technology solutions "
    "consulting senior junior lead chief associate assistant manager director officer head principal staff "
    "vice president "
    "professor high engineer analyst specialist coordinator consultant executive founder owner partner second "
    "careers career policy health science sciences art arts culture business studies data software project product "
    "program development research studio design designer scientist student work worker job people time loom thread bar "
    "street target apple square block gap house home big small sound brand physician investment quality office".split()
)
YOU = re.compile(r"\b(?:you|your|u|ur|youve|youre|youd|yours|fellow|both|too|also|alum|alumna|alumnus)\b")
LIKE_YOU = re.compile(
    r"\b(?:you (?:also|too)|like you|fellow|we both|you (?:\w+ )?(?:studied|majored|graduated|went)|"
    r"your (?:major|degree))\b"
)
# Wanted as an employer, or for what they pay.
NO_REASON = re.compile(r"\b(?:salary|salaries|pay(?! for)|earn|my dream|dream (?:job|company|employer))\b")
NO_TITLE = {"am", "pm", "as", "so", "is", "it", "me", "or", "us", "an", "do", "be", "we", "my", "in", "at", "ad", "id"}


def are_named(sentences: list[Sentence], *, mentor: Person, student: Person) -> bool:
    own, many = _own_facts(mentor), _common_facts(mentor)
    shared = set(_whole((*_several(student.majors), student.school)))
    for sentence in sentences:
        if NO_REASON.search(sentence.plain):
            continue
        line = f" {' '.join(_stem(word) for word in sentence.plain.split() if word != ',')} "
        if any(f" {fact} " in line for fact in own):
            return True
        if YOU.search(sentence.plain):
            named = {fact for fact in many if f" {fact} " in line}
            if named - shared or (named and LIKE_YOU.search(sentence.plain)):
                return True
    return False


def _own_facts(mentor: Person) -> set[str]:
    """What points to the mentor wherever it stands, whole and by the words of it that stand out."""
    theirs = set(_telling((mentor.name,)))  # a firm may bear it, and every greeting does
    whole = _whole((mentor.employer, mentor.title, mentor.city, *_several(mentor.keywords)))
    telling = {*_telling((mentor.employer,)), *_telling((mentor.title,), fewest=9)}
    return {*whole, *(telling - theirs)}


def _common_facts(mentor: Person) -> set[str]:
    """What many have in common, and so means the mentor only in a sentence that speaks to them."""
    keywords, title = _several(mentor.keywords), words_of(mentor.title or "")
    short = "".join(word[0] for word in title)  # a PA
    return {
        *_whole((mentor.school, *_several(mentor.majors))),
        *_telling((mentor.title, *keywords, mentor.school), fewest=5),
        *([short] if len(short) > 1 and short not in NO_TITLE else []),
        *([str(mentor.class_year)] if mentor.class_year else []),
    }


def _several(value: tuple[str, ...] | str | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _whole(facts: Iterable[str | None]) -> Iterator[str]:
    for fact in facts:
        words = [_stem(word) for word in words_of(fact or "")]
        if words and words[0] == "the":
            words = words[1:]
        if words:
            yield " ".join(words)


def _telling(facts: Iterable[str | None], *, fewest: int = 4) -> Iterator[str]:
    for fact in facts:
        yield from (_stem(word) for word in words_of(fact or "") if len(word) >= fewest and word not in COMMON)


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """Without the endings that a fact takes in a sentence: curator and curating, bank and banking, batteries."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for _ in range(2):
        for ending in ("ing", "ers", "ors", "ists", "er", "or", "ist", "s"):
            if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
                word = word[: -len(ending)]
                break
    return word
