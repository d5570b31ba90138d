"""Findings that depend on how a text is written, not on what it says: gaps of a draft, and shouting."""

import re
from collections.abc import Iterator

LEGIT = r"(?:sic|edit|at|dot|\.{3}|…|\d+)"
TAG = r"/?(?:a|b|i|p|u|br|em|strong|div|span|li|ul)"
# Each with what has to be in a text for it, so that most are never tried.
GAPS = [
    (re.compile(needs), re.compile(pattern))
    for needs, pattern in (
        (r"\{", r"\{\{[^{}\n]{0,60}\}\}|\$?\{[^{}\n]{0,60}\}"),
        (
            r"\[",
            rf"\[(?!{LEGIT}\])(?=[^\[\]\n]{{0,80}}[^\W_\d])[^\[\]\n]{{1,80}}\](?!\()|\[(?: {{0,5}}|_+|\.{{4,}}|\?+)\]",
        ),
        (r"<", rf"<<?(?!{TAG}[ >])(?=[A-Za-z_])[^<>@\n/]{{1,60}}>>?"),
        (r"«", r"«[^«»\n]{1,40}»(?= |,|\.|!|\n|$)"),
        (r"[%$#][A-Z]", r"%[A-Z_]{3,30}%|\$(?:[A-Z]{2,20}_[A-Z_]{2,20}|NAME)\b|#[A-Z_]{4,30}#"),
        (r"__", r"(?:(?:Dr|Mr|Ms|Mrs|Prof)\./?){0,4}(?<![\w/.])_{2,}(?![\w/])|_{4,}"),
        (
            r"XX|XYZ|xx",
            r"\b(?:20)?X{2,4}\b(?! (?:chromosome|century|karyotype))(?!-\d)|\b20xx\b|\bXYZ\b|\bx{3,}\b",
        ),
        (
            r"INSERT|[Ii]nsert",
            r"\bINSERT(?! INTO)(?: [A-Z’']{2,20}\b){1,5}|"
            r"\b[Ii]nsert (?:[\w’']{1,20} ){1,3}here\b",
        ),
        (
            r"\(",
            r"\((?i:(?:insert|enter|fill in) [^()\n]{1,40}|fill in|(?:company |their |employer )?name|company|"
            r"(?:your|my|their|the) [^()\n]{1,40} here|"
            r"(?:your|the|mentor|mentor[’']s) (?:first |last |full )?(?:name|major|school|company))\)",
        ),
        (
            r"NAME|HERE|TITLE|MAJOR|TODO|[Ll]orem|COMPANY",
            r"\b(?:FIRST[ _]?NAME|LAST[ _]?NAME|FULL[ _]?NAME|YOUR NAME|MENTOR(?:[’']S)? NAME|COMPANY NAME|YOUR MAJOR|"
            r"JOB TITLE|NAME HERE|COMPANY HERE|TODO)\b|\b[Ll]orem ipsum\b|"
            r"(?<=Dear )NAME\b|(?<=Hi )NAME\b|(?<=Hello )NAME\b|(?<= at )COMPANY\b",
        ),
    )
]
LOUD = 3  # words in a row
CAPS = re.compile(r"[^\W\d_][\w’'-]*")
SMALL = set(
    "a i the to you your is are am of and in on for with my me we it be have has would will can could want need like "
    "love please help very really so not this that do does did talk work job know how what thank thanks hi hello dear "
    "about from at was were if or but as by an any some time great best hope learn interested asap urgent urgently "
    "now just soon opportunity chance call email reply answer more".split()
)


def found(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    left = gaps(text)
    yield from (("placeholder", span) for span in left)
    for span in _shouted(text):
        if not any(start < span[1] and span[0] < end for start, end in left):
            yield "all_caps", span


def gaps(text: str) -> list[tuple[int, int]]:
    """What is left to be filled; what overlaps is one."""
    tried = [gap for needs, gap in GAPS if needs.search(text)]
    spans = sorted(
        match.span() for gap in tried for match in gap.finditer(text) if not _is_address(text, match.start())
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _is_address(text: str, start: int) -> bool:
    """Inside of a link or an e-mail address."""
    word = text[max(0, start - 200) : start].rsplit(None, 1)[-1:] if start and not text[start - 1].isspace() else []
    return any("://" in part or "www." in part or "@" in part for part in word)


def _shouted(text: str) -> Iterator[tuple[int, int]]:
    """Three words in capitals in a row, one of them an everyday word, so that "NSF REU, SAT" is none."""
    if sum(len(word) > 1 and word.isupper() for word in text.split()) < LOUD:
        return
    run: list[re.Match[str]] = []
    for word in [*CAPS.finditer(text), None]:
        if word and word.group().isupper():
            run.append(word)
            continue
        loud = [one.group().lower() for one in run if len(one.group()) > 1]
        if len(loud) >= LOUD and not SMALL.isdisjoint(loud):
            yield run[0].start(), run[-1].end()
        run = []
