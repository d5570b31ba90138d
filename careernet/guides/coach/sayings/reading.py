"""How a line of the lists is read.

`~3` is a gap of up to three words; a name in capitals is one of WORDS. A line that begins with
`|` goes on with the one before. A line that begins with `!` counts even after
a "not" or a "how" that would otherwise excuse it. Each line is tried only in sentences with one of the rule's `needs`,
and with a word that can begin it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careernet.guides.coach.sayings.openings import opening_words

WORDS = {
    "INTERNSHIP": (
        r"(?:internships?|inter+nships?|intership|openings?|vacanc(?:y|ies)|employment|co ?ops?|traineeships?|"
        r"apprenticeships?|placements?)"
    ),
    "JOB": r"(?:jobs?|positions?|roles?|gigs?|work|spots?)",
    "CHANCE": (
        r"(?:opportunit(?:y|ies)|chances?|possibilit(?:y|ies)|way|room|place|spot|positions?|roles?|jobs?|"
        r"openings?|internships?|vacanc(?:y|ies))"
    ),
    # What may stand between a wish and the job; whatever changes the subject may not.
    "ANY": (
        r"(?: (?!(?:what|how|who|that|why|when|where|about|with|and|but|from|for|in|on|of|is|was|did|does|you|"
        r"your|to|know|learn|hear|someone|advice|tips)\b)[a-z0-9]+){0,4}?"
    ),
    "PLACE": (
        r"(?:team|company|firm|lab|laboratory|office|studio|group|organi[sz]ation|hospital|clinic|school|"
        r"department|bank|agency|practice|employer|shop|business|newspaper|startup|program|museum|institution|"
        r"institute|foundation|workplace|place)"
    ),
    "PAPER": (
        r"(?:resumes?|cv|c v|curriculum vitae|vita|application|profile|cover letter|name|details|information|info)"
    ),
    "RESUME": r"(?:resumes?|resum|cv|c v|curriculum vitae|cover letter)",
    "WANT": (
        r"(?:want|wanna|would like|would love|would be (?:happy|glad|thrilled|honou?red|delighted|excited|"
        r"grateful|keen)|id like|id love|id be (?:happy|glad|thrilled|honou?red|delighted|excited|grateful|keen)|"
        r"hope|hoping|wish|wishing|like|love|able|chance|opportunity|interested|interest|dream|excited|eager|"
        r"ready|available|possible|could i|can i|may i|might i|let me|allow me|wondering if i|looking)"
    ),
    "HUMANS": (
        r"(?:hr|human resources|recruiters?|recruiting|recruitment|hiring (?:manager|team|committee|people)|"
        r"talent)"
    ),
    "PEOPLE": (
        r"(?:interns?|students?|undergrads?|undergraduates?|new grads?|recent grads?|graduates?|assistants?|"
        r"trainees?|someone|somebody|people|anyone|anybody|help|staff|sophomores?|juniors?|seniors?|freshm[ae]n)"
    ),
    "BRAIN": r"brains?",
}


@dataclass(frozen=True)
class Line:
    pattern: re.Pattern[str]
    is_plain: bool


@dataclass(frozen=True)
class Saying:
    """One rule's ways of saying something."""

    needs: re.Pattern[str]
    lines: tuple[Line, ...]
    begun_by: dict[str, frozenset[int]]  # which of the lines a word can begin
    always: frozenset[int]  # the lines of which that can't be told
    excuse: re.Pattern[str] | None = None  # before it, in the same clause, takes it back
    excuse_after: re.Pattern[str] | None = None  # takes it back right after it
    pardon: re.Pattern[str] | None = None  # takes it back anywhere in the sentence

    def lines_for(self, words: frozenset[str]) -> Iterator[Line]:
        """The lines that a sentence of these words can hold."""
        begun = (self.begun_by[word] for word in self.begun_by.keys() & words)
        return (self.lines[place] for place in self.always.union(*begun))


def saying(needs: str, lines: str, *, excuse: str = "", excuse_after: str = "", pardon: str = "") -> Saying:
    written = [_in_full(line.strip()) for line in re.sub(r"\n +\|", "|", lines.strip()).splitlines()]
    begins = [opening_words(line.removeprefix("!")) for line in written]
    words = {word for begun in begins for word in begun}
    return Saying(
        needs=re.compile(rf"\b(?:{needs})"),
        lines=tuple(_line(line) for line in written),
        begun_by={word: frozenset(place for place, begun in enumerate(begins) if word in begun) for word in words},
        always=frozenset(place for place, begun in enumerate(begins) if not begun),
        excuse=re.compile(rf"\b(?:{excuse})\b") if excuse else None,
        excuse_after=re.compile(rf" (?:{excuse_after})\b") if excuse_after else None,
        pardon=re.compile(rf"\b(?:{pardon})\b") if pardon else None,
    )


def _in_full(line: str) -> str:
    for name, words in WORDS.items():
        line = re.sub(rf" ?\b{name}\b" if name == "ANY" else rf"\b{name}\b", lambda _, words=words: words, line)  # type: ignore[misc]
    return re.sub(r" ~(\d+)", r"(?: [^ ]+){0,\1}?", line)


def _line(written: str) -> Line:
    line = written.removeprefix("!")
    pattern = re.compile(rf"\b(?:{line})" if line.endswith("$") else rf"\b(?:{line})\b")
    return Line(pattern, written.startswith("!"))


NEGATED = (
    r"not|dont|wont|isnt|arent|wasnt|cant|cannot|couldnt|didnt|doesnt|wouldnt|havent|never|no|without|nor|neither|"
    r"instead of|rather than|nothing"
)
