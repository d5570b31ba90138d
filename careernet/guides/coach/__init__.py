"""The message check: what a student's message has, and what in it a busy professional would stumble over.

Pure: no database, no request, no clock. What it looks for is data in `sayings`, what it says about it in `words`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django_stubs_ext import StrOrPromise

from careernet.guides.coach import facts, marks, names, sayings, words
from careernet.guides.coach.marks import gaps
from careernet.guides.coach.people import Person
from careernet.guides.coach.sayings import Saying
from careernet.guides.coach.text import Folded, Sentence, fold

__all__ = ["LENGTHS", "TOPICS", "Finding", "Person", "Review", "asks_for_work", "find", "gaps", "review"]

TOPICS = tuple(words.SAID_OF)
# The fewest and the most words of each kind.
LENGTHS = {"request": (50, 180), "follow_up": (12, 120), "thank_you": (20, 180), "update": (12, 180)}
WARNED = {
    "job_ask": sayings.JOB_ASK,
    "resume_attached": sayings.RESUME_ATTACHED,
    "own_salary": sayings.OWN_SALARY,
}
SAID = {
    "self_introduction": (sayings.SELF_INTRODUCTION,),
    "how_found": (sayings.HOW_FOUND,),
    "length_asked": (sayings.LENGTH_ASKED,),
    "medium_or_times": (sayings.MEDIUM,),
    "thanks": (sayings.THANKS,),
}
ASKING = ("request", "follow_up")
WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` count the characters of the text as it was written."""

    rule: str
    start: int
    end: int
    why: StrOrPromise
    better: StrOrPromise


@dataclass(frozen=True, slots=True)
class Review:
    covered: frozenset[str]
    findings: list[Finding]


def review(text: str, *, kind: str, student: Person, mentor: Person) -> Review:
    """`kind` is one of `LENGTHS`. Findings come in the order of the text."""
    folded = fold(text)
    sentences = list(folded.sentences())
    warned = {rule: [find(saying, sentence) for sentence in sentences] for rule, saying in WARNED.items()}
    found = [(rule, *folded.place(*span)) for rule, spans in warned.items() for each in spans for span in each]
    covered = _covered(sentences, warned["job_ask"], warned["own_salary"], student, mentor)
    if kind in ASKING:
        found += _vague(folded, sentences, covered)
        if not found and not _asks(sentences):
            found.append(("no_question", 0, len(text)))
    gaps = list(marks.found(text))
    found += [(rule, *span) for rule, span in gaps]
    found += [
        (rule, *span)
        for rule, span in names.found(text, mentor=mentor, student=student)
        if not any(_meet(span, gap) for _, gap in gaps)
    ]
    found += _length(text, kind)
    found.sort(key=lambda one: one[1:])
    return Review(covered, [_finding(rule, start, end, kind, mentor) for rule, start, end in found])


def asks_for_work(text: str) -> bool:
    """The one finding of `review` that a form has to ask about."""
    return any(find(sayings.JOB_ASK, sentence) for sentence in fold(text).sentences())


def find(saying: Saying, sentence: Sentence) -> list[tuple[int, int]]:
    """Where a sentence says it, in the plain text; what overlaps is one."""
    return _joined([(sentence.start + start, sentence.start + end) for start, end in _said(saying, sentence)])


def _said(saying: Saying, sentence: Sentence) -> Iterator[tuple[int, int]]:
    plain = sentence.plain
    if not saying.needs.search(plain) or (saying.pardon and saying.pardon.search(plain)):
        return
    for line in saying.lines_for(sentence.words):
        for match in line.pattern.finditer(plain):
            is_meant = line.is_plain or not _is_excused(saying, plain, match.start(), match.end())
            if is_meant and " not " not in match.group():
                yield match.span()


def _is_excused(saying: Saying, plain: str, start: int, end: int) -> bool:
    """Something in the same clause takes it back: "I am not …", "how did you …"."""
    clause = re.split(r" , | but | so that | because | however ", plain[max(0, start - 60) : start])[-1]
    near = " ".join(clause.split()[-6:])
    is_before = saying.excuse is not None and saying.excuse.search(near)
    return bool(is_before or (saying.excuse_after and saying.excuse_after.match(plain, end)))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _covered(
    sentences: list[Sentence],
    jobs: list[list[tuple[int, int]]],
    pay: list[list[tuple[int, int]]],
    student: Person,
    mentor: Person,
) -> frozenset[str]:
    """`jobs` and `pay`: for each sentence, where it asks for work, or for what the mentor earns."""
    covered = {
        topic
        for topic, ways in SAID.items()
        if any(any(_said(way, sentence)) for way in ways for sentence in sentences)
    }
    about_work = [not earned and _asks_about_work(each) for each, earned in zip(sentences, pay, strict=True)]
    if any(about_work) or any(map(_hopes, sentences, jobs, pay)):
        covered.add("hope_to_learn")
    if any(map(_says_when, sentences, about_work)):
        covered.add("medium_or_times")
    if names.introduces(sentences, student):
        covered.add("self_introduction")
    # To be wanted as an employer is no reason to be asked.
    about_them = [sentence for sentence, asked in zip(sentences, jobs, strict=True) if not asked]
    if facts.are_named(about_them, mentor=mentor, student=student):
        covered.add("reason_for_you")
    return frozenset(covered)


def _says_when(sentence: Sentence, is_about_work: bool) -> bool:
    """What somebody does on a Monday is no time to talk."""
    return any(_said(sayings.TIMES, sentence)) and not (is_about_work and not sayings.TALKS.search(sentence.plain))


def _hopes(sentence: Sentence, jobs: list[tuple[int, int]], pay: list[tuple[int, int]]) -> bool:
    """To learn something that has a name: "your journey" is none, nor is "if you could put in a good word"."""
    empty = find(sayings.CLICHES, sentence)
    return any(
        not any(_meet(span, one) for one in (*empty, *pay)) and not any(_leads_to(span, job, sentence) for job in jobs)
        for span in find(sayings.HOPE_TO_LEARN, sentence)
    )


def _leads_to(hope: tuple[int, int], job: tuple[int, int], sentence: Sentence) -> bool:
    """What is to be learned is whether there is work: "to know if you could hire me"."""
    between = sentence.plain[hope[1] - sentence.start : max(0, job[0] - sentence.start)]
    return hope[0] < job[0] < hope[1] or (hope[1] <= job[0] and bool(sayings.WHETHER.fullmatch(between)))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _asks_about_work(sentence: Sentence) -> bool:
    if not sentence.is_asked or sayings.ABOUT_MEETING.search(sentence.plain):
        return False
    return bool(sayings.OPEN_QUESTION.search(sentence.plain))


def _vague(folded: Folded, sentences: list[Sentence], covered: frozenset[str]) -> list[tuple[str, int, int]]:
    is_whole = {"hope_to_learn", "length_asked"} <= covered
    found = [span for sentence in sentences for span in find(sayings.CLICHES, sentence)]
    for sentence in sentences:
        if not sayings.SPECIFIC.search(sentence.plain):
            found += find(sayings.EMPTY_WISHES, sentence)
            if not is_whole:
                found += find(sayings.BARE_TALKS, sentence)
    return [("vague_ask", *folded.place(start, end)) for start, end in _joined(found)]


def _asks(sentences: list[Sentence]) -> bool:
    return any(sentence.is_asked or sayings.ASKS.search(sentence.plain) for sentence in sentences)


def _length(text: str, kind: str) -> list[tuple[str, int, int]]:
    fewest, most = LENGTHS[kind]
    counted = sum(_is_word(word) for word in text.split())
    if counted > most:
        words = [word for word in WORD.finditer(text) if _is_word(word.group())]
        return [("too_long", words[most].start(), words[-1].end())]
    return [("too_short", 0, len(text))] if counted < fewest else []


def _is_word(word: str) -> bool:
    return word.isalnum() or any(sign.isalnum() for sign in word)


def _finding(rule: str, start: int, end: int, kind: str, mentor: Person) -> Finding:
    why, better = words.said(rule, kind, mentor)
    return Finding(rule, start, end, why, better)
