"""What somebody wrote themselves in a mail that answers another one: without the mail it quotes and the signature.

A library was tried and lost words: see docs/dependencies.md. Where it is not clear whose words they are, they stay.
"""

import re
from itertools import takewhile

ATTRIBUTION = 4  # lines that "On Monday … wrote:" may be broken into
# "On Monday, September 14, 2026, at 11:02 Jordan <jordan@example.edu> wrote:": a moment, and an address or these words.
MOMENT = re.compile(r"\b\d{4}\b|\d年|\d[:.h]\d\d")
ADDRESS = re.compile(r"[<(]\s?[\w.+=-]+@[\w.-]+\s?[>)]")
WROTE = re.compile(
    r"(On|Am|Le|El|Il|Op|Den|Dne|Em|W dniu|\d)\b.*"
    r"\b(wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev|napsal|escreveu|napisał)\b"
)
# The head of a quoted mail: two such lines on end.
LABELS = (
    r"From|Sent|To|Date|Subject|Cc|Von|Gesendet|An|Datum|Betreff|De|Envoyé|À|Objet|Enviado(?: el)?|Para|Asunto|Fecha"
    r"|Da|Inviato|Oggetto|差出人|送信日時|宛先|件名|日時"
)
HEAD = re.compile(rf"[*\s]*(?:{LABELS})\s?[:：][*\s]*\S")
SUBJECT = re.compile(r"[*\s]*(Subject|Betreff|Objet|Asunto|Oggetto|件名)\s?[:：]")
# "-----Original Message-----", "________________", "Begin forwarded message:" and what stands above a mail passed on.
BREAK = re.compile(
    r"-{3,} ?\w[^\n]{2,60}\w ?-{3,}$|_{10,}$|Begin forwarded message:$|Anfang der weitergeleiteten Nachricht:$"
)
SENT_FROM = re.compile(
    r"(Sent from|Sent via|Get Outlook for|Gesendet von|Von meinem \w+ gesendet|Envoyé de(puis)?|Enviado desde|"
    r"Inviato da|Verzonden vanaf)\b.{0,60}$|.{0,20}から送信$",
    re.IGNORECASE,
)
SIGN_OFF = re.compile(
    r"((with |many )?(best|kind|warm|warmest)( regards| wishes)?|regards|sincerely|cheers|(many )?thanks( again)?|"
    r"thank you|all the best|yours|take care|mit freundlichen grüßen|(viele|liebe|beste) grüße|cordialement|"
    r"bien cordialement|un saludo|saludos( cordiales)?|cordiali saluti|よろしくお願いいたします)[,.!。]?$",
    re.IGNORECASE,
)
SMALL_PRINT = re.compile(
    r"[*\s]*(confidentiality notice|confidential(ity)?:|disclaimer|(this|the information in this) "
    r"(e-?mail|message|communication)\b.{0,60}\b(confidential|intended|privileged)|diese e-?mail enthält|"
    r"ce (message|courriel)\b.{0,60}\bconfidentiel|este (mensaje|correo)\b.{0,60}\bconfidencial)",
    re.IGNORECASE,
)


def own_lines(text: str) -> list[str]:
    """From the top: what is quoted is left out, and what can only be followed by others' words is the end."""
    lines, kept, at = text.split("\n"), list[str](), 0
    while at < len(lines):
        line = lines[at].strip()
        if line.startswith(">"):
            at += 1
        elif length := _attribution(lines, at):
            at += length
            if not _quote_follows(lines, at):
                break
        elif _ends(lines, at):
            break
        else:
            if not SENT_FROM.match(line):
                kept.append(line)
            at += 1
    return _without_signature(kept)


def unfolded(text: str) -> str:
    """Of format=flowed (RFC 3676), paragraphs as they were typed; what is quoted stays in lines."""
    lines = list[str]()
    for raw in text.split("\n"):
        line, is_quote = raw.removesuffix("\r").removeprefix(" "), raw.startswith(">")
        goes_on = bool(lines) and lines[-1].endswith(" ") and lines[-1] != "-- " and not lines[-1].startswith(">")
        if goes_on and line and not is_quote:
            lines[-1] += line
        else:
            lines.append(line)
    return "\n".join(lines)


def _attribution(lines: list[str], at: int) -> int:
    """How many lines from here on say who wrote what follows; 0 where none does."""
    said = ""
    for length, line in enumerate(takewhile(str.strip, lines[at : at + ATTRIBUTION]), start=1):
        said = f"{said} {line.strip()}".lstrip()[:500]
        if said.endswith((":", "：")):
            is_said = MOMENT.search(said) and (ADDRESS.search(said) or WROTE.match(said))
            return length if is_said and (length == 1 or not _attribution(lines, at + 1)) else 0
    return 0


def _quote_follows(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at : at + ATTRIBUTION] if line.strip()), "")
    return following.lstrip().startswith(">")


def _ends(lines: list[str], at: int) -> bool:
    line = lines[at].strip()
    return bool(line == "--" or BREAK.match(line) or SMALL_PRINT.match(line) or _is_head(lines[at : at + 6]))


def _is_head(lines: list[str]) -> bool:
    """Somebody's own "Date: Tuesday, To: noon" names no subject and no address."""
    is_labeled = len(lines) > 1 and all(HEAD.match(line) for line in lines[:2])
    return is_labeled and any("@" in line or SUBJECT.match(line) for line in lines)


def _without_signature(kept: list[str]) -> list[str]:
    """Up to the name under "Best,": telephone numbers and addresses that a program adds are for others to give."""
    for at, line in enumerate(kept):
        if SIGN_OFF.match(line):
            name = next((below for below in range(at + 1, len(kept)) if kept[below]), at)
            if _is_name(kept[name]) and not any(map(_is_sentence, kept[name + 1 :])):
                return kept[: name + 1]
    return kept


def _is_name(line: str) -> bool:
    words = line.split()
    return len(words) <= 4 and not any(word[0].islower() for word in words)


def _is_sentence(line: str) -> bool:
    return len(line) > 70 or line.endswith((".", "?", "!", ":"))
