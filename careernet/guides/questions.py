"""The check of a student's questions: each should open a conversation, and none ask for work or for a private figure.

Pure, like the message check, whose words for job and pay it shares.
"""

import re

from django.utils.translation import gettext_lazy as _

from careernet.guides.coach import WARNED, Finding, Review, find
from careernet.guides.coach.text import fold
from careernet.guides.coach.words import SAID

CLOSED = (
    _("This can be answered with yes or no; an open question gets you a story."),
    _("Begin with what, how or why: “What do you enjoy most about …?”"),
)
QUESTION = re.compile(r"[^?\n]*\?+|[^?\n]+")
LIST_MARK = re.compile(r"\s*(?:[-*•–]|\(?\d{1,2}[.)]|\(?[a-z][.)]|Q\d*[:.])?\s*", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!])\s+")
CLAUSE = re.compile(r"\s*(?:[,;:(—–]|\s-\s)\s*")

OPENS = re.compile(
    r"(?:how|what|whats|why|which|who|whos|whom|whose|where|wheres|when|hows|whys|whatre|"
    r"(?:in|to|at|for|with|by|from|on|of|about|during|after|before|under|through) (?:what|which|whom|whose))\b"
)
VERB = (
    r"(?:do|does|did|is|are|was|were|am|have|has|had|can|could|will|would|should|shall|may|might|must|"
    r"isnt|arent|wasnt|werent|dont|doesnt|didnt|havent|hasnt|hadnt|cant|couldnt|wont|wouldnt|shouldnt|aint|r)"
)
ASKS = re.compile(rf"{VERB}\b")
SAYS = re.compile(r"(?:you|your|youre|its|there|any|ever)\b(?!.*\b(?:how|what|why|which)\b)")
TAG = re.compile(r"right|correct|no|yes|yeah|true")
FILLER = re.compile(
    r"(?:(?:so|and|also|but|or|then|well|hi|hello|ok|okay|first|second|third|next|last|lastly|finally|another question|"
    r"just curious|one more|plus|now|for example|if i may ask|if you dont mind|if you dont mind me asking|maybe|"
    r"more generally|in your opinion|in your view|in your experience|in general|overall|looking back|"
    r"by the way|out of curiosity|"
    r"honestly|please|actually|generally|question|curious|my question is|do you think|would you say) )+"
)
# A courtesy around a question, not a question of its own, unless what follows is one that can be denied.
WRAPPED = re.compile(
    r"(?:(?:could|can|would|will|may|might|do) (?:you|u|i|we)|would it be (?:okay|ok|alright|possible)|"
    r"is it (?:okay|ok|alright|possible)"
    r"|if you (?:could|would|can)|(?:i )?(?:was|am|m)? ?wondering if you (?:could|would|can|might))\b"
    r"(?: (?:please|kindly|maybe|perhaps|possibly|also|briefly|be|willing|able|open|happy|kind|enough|so|as|"
    r"to|mind|care|like|"
    r"for|me|if|i|just|quickly|first|you|a|bit|little|ask|asking|us|be so|still))*? "
    r"(?P<asks>tell|telling|describe|describing|share|sharing|explain|explaining|walk|walking|talk|talking|"
    r"speak|speaking|say|"
    r"saying|give|giving|help|helping|elaborate|elaborating|expand|expanding|name|naming|recommend|"
    r"recommending|suggest|"
    r"suggesting|point|show|paint|compare|outline|sketch|take|ask|asking|list|identify|touch|reflect|summarize|comment|"
    r"think of|picture|let|discuss|discussing|provide|offer|go into|guide|advise|unpack|illustrate|know|hear|"
    r"learn)\b(?P<rest>.*)"
)
DENIABLE = re.compile(r"\b(?:if|whether)\b(?! (?:i|a student|someone|somebody|one)\b)")
OPENING = re.compile(r"\b(?:how|what|why|which|who|where|when|about)\b")
FOLLOWED = re.compile(r"\b(?:and|or|if so|so|but|then)(?: ,)? (?:why|how|what|which|where|in what|who)\b")
WONDERS = re.compile(
    r"(?:i )?(?:am|m|was|im|would like to know|want to know|wonder|wondered|would love to know|"
    r"id like to know|id love to know|id be curious)\b.{0,40}\b(?:if|whether)\b"
)


def review(text: str) -> Review:
    """One or several questions, each on a line of its own or up to its question mark."""
    findings: list[Finding] = []
    for match in QUESTION.finditer(text):
        start, end = _trimmed(match)
        shared = [finding for rule in ("own_salary", "job_ask") for finding in _shared(rule, text, start, end)]
        asked = max((mark.end() for mark in SENTENCE_END.finditer(text, start, end)), default=start)
        if not shared and is_closed(text[asked:end]):
            shared.append(Finding("closed_question", asked, end, *CLOSED))
        findings += sorted(shared, key=lambda finding: finding.start)
    return Review(frozenset(), findings)


# Where the words themselves say which question they hold; else the reasons are asked for.
OPENED = [
    (re.compile(rf"(?:{before}) (?P<rest>.+)", re.IGNORECASE | re.DOTALL), after)
    for before, after in (
        (r"do you (?:really |still )?(?P<verb>like|love|enjoy|dislike|hate|miss)", r"What do you {verb} about {rest}?"),
        (
            r"(?:is|was) it (?:very |really )?(?P<how>hard|difficult|easy|stressful|common|important)",
            r"How {how} is it {rest}?",
        ),
        (
            r"is your (?P<what>job|work|week|day) (?:very |really )?(?P<how>stressful|hard|busy|varied|interesting)",
            r"What makes your {what} {how}{rest}?",
        ),
        (r"are there (?:any )?(?P<what>other |good )?", r"Which {what}{rest} are there?"),
        (r"[a-z ]+\b(?:if|whether)", r"How far would you say that {rest}?"),
        (r"have you ever", r"When have you {rest}, and what came of it?"),
        (r"(?:should|could|can) i", r"What would you weigh before you decided to {rest}?"),
        (r"would you recommend", r"What speaks for {rest}, and what against?"),
    )
]


def reopened(question: str) -> str:
    """The same question so that yes or no does not answer it."""
    asked = question.strip().rstrip("?. ")
    for before, after in OPENED:
        if match := before.fullmatch(asked):
            return after.format(**{name: text or "" for name, text in match.groupdict().items()})
    return f"{asked}, and why?"


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Without the mark of a list before it and the space around it."""
    mark = LIST_MARK.match(match.string, match.start(), match.end())
    start = mark.end() if mark else match.start()
    return start, max(start, match.start() + len(match.group().rstrip()))


def _shared(rule: str, text: str, start: int, end: int) -> list[Finding]:
    folded = fold(text[start:end])
    spans = [span for sentence in folded.sentences() for span in find(WARNED[rule], sentence)]
    places = [folded.place(*span) for span in spans]
    return [Finding(rule, start + begin, start + stop, *SAID[rule]) for begin, stop in places]


def is_closed(question: str) -> bool:
    """Can be answered with yes or no. What follows a "when …," or "in your field," counts, not the lead."""
    whole = _plain(question)
    clauses = [_bare(clause) for part in CLAUSE.split(question) if (clause := _plain(part))]
    for place, clause in enumerate(clauses):
        if wrapped := WRAPPED.match(clause):
            return _is_deniable(wrapped.group("rest"))
        if OPENS.match(clause) and not _leads(clause, place + 1 < len(clauses)):
            return False
        if ASKS.match(clause) or WONDERS.match(clause):
            return not FOLLOWED.search(whole)
    return (
        question.rstrip().endswith("?") and bool(clauses) and bool(SAYS.match(clauses[0]) or TAG.fullmatch(clauses[-1]))
    )


def _plain(text: str) -> str:
    return fold(text).plain.strip(" .!?\n")


def _bare(clause: str) -> str:
    return FILLER.sub("", f"{clause} ", count=1).strip() or clause


def _leads(clause: str, has_more: bool) -> bool:
    """ "When you hire, what …" against "When did you know, …"."""
    return has_more and bool(re.match(rf"(?:when|where) (?!{VERB}\b)", clause))


def _is_deniable(rest: str) -> bool:
    """What is wrapped in courtesy: "tell me whether …", and not "tell me how …"."""
    deniable, opening = DENIABLE.search(rest), OPENING.search(rest)
    return bool(deniable and not (opening and opening.start() < deniable.start()))
