"""Whom a message greets: the mentor, rightly spelled or not, or somebody else; and whether its writer is named."""

import re
from collections.abc import Iterator

from careernet.guides.coach.people import Person
from careernet.guides.coach.text import Sentence, words_of

GREETING = re.compile(
    r"\s*(?P<greets>(?:good (?:morning|afternoon|evening|day)|hi|hey|hello|hiya|howdy|dear|dearest|greetings|"
    r"hola|bonjour|"
    r"salut|estimad[oa]|querid[oa]|ciao|to|attn|hallo)\b[ ,:!.-]{0,3}(?:there |again |my |dear |to |"
    r"and )?(?:there,? |again,? )?|)",
    re.IGNORECASE,
)
THANKED = re.compile(r"\s*(?:many )?(?:thanks|thank you)[^.!?\n,]{0,30}, (?=[A-Z])", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_](?:[^\W_]|[’'‘.-](?=[^\W\d_]))*\.?")
TITLES = set(
    "mr mrs ms miss mx dr prof professor doctor attorney judge rev reverend coach dean director captain sgt sir senor "
    "senora sra sr herr frau mme madame monsieur president chef officer nurse pastor".split()
)
NOBODY = set(
    "sir madam maam sirs there all everyone everybody mentor mentors alumni alumnus alumna alum team friend "
    "friends hiring "
    "recruiter recruiters whom who it to folks colleague colleagues again fellow you career manager office "
    "professional "
    "sirmadam committee staff guys both future potential prospective kind respected esteemed valued volunteer "
    "volunteers stranger neighbor world ladies gentlemen people program whomever my dear".split()
)
PARTICLES = set("de la le van von der den al el bin ibn da dos das del di du ter".split())
STOPS = set(
    "i im my this thank thanks hope and or from it is we you your the as at just how what if please would could "
    "good great nice happy recently currently sorry sincerely greetings".split()
)
UMLAUTS = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ø": "oe", "å": "aa", "ñ": "ny"})
# Whoever goes by one form is rightly greeted by the others.
NICKNAMES = [
    set(names.split())
    for names in """
    robert rob bob bobby robbie bert | william will bill billy liam willy
    elizabeth liz beth betsy lizzie eliza betty libby lisa ellie elisabeth | thomas tom tommy
    james jim jimmy jamie | john johnny jack jon | jonathan jon jonny nathan | michael mike mikey mick
    richard rick dick rich ricky | christopher chris kit topher | christina chris tina christine chrissy
    katherine kate katie kathy kat kathryn catherine cathy kit katharine kay
    margaret maggie meg peggy marge greta rita | jennifer jen jenny | jessica jess jessie
    benjamin ben benji benny | daniel dan danny | david dave davey | matthew matt | andrew andy drew | anthony tony
    antonio tony | nicholas nick nicky nico | alexander alex al sasha xander | alexandra alex sandra sasha lexi ali
    samuel sam sammy | samantha sam sammy | joseph joe joey | joshua josh | edward ed eddie ted ned teddy
    theodore ted theo teddy | steven steve | stephen steve | patrick pat paddy | patricia pat patty trish tricia
    rebecca becca becky | susan sue susie suzy | deborah deb debbie | victoria vicky tori vic | victor vic
    timothy tim timmy | gregory greg | jeffrey jeff | geoffrey geoff jeff | kenneth ken kenny
    charles charlie chuck chas | frederick fred freddy | lawrence larry | laurence larry | raymond ray
    ronald ron ronnie | donald don donnie | gerald gerry jerry | peter pete | philip phil | abigail abby abbie gail
    amanda mandy | barbara barb | cynthia cindy | dorothy dot dottie | eleanor ellie nora nell | emily em emmy
    francis frank fran | franklin frank | frances fran frannie | gabriel gabe | gabriela gabby
    isabella bella izzy isa | isabel bella izzy isa | jacob jake | zachary zach zack | kimberly kim
    leonard len leo lenny | leonardo leo | madeleine maddy | madison maddy | melissa mel missy | melanie mel
    nathaniel nate nathan nat | natalie nat | nathan nate | oliver ollie | olivia liv livvy | pamela pam
    penelope penny | rajesh raj | rajiv raj | rosemary rose rosie | sarah sally | sandra sandy
    teresa terry tess tessa theresa | valerie val | vincent vince vinny | walter walt | wesley wes | maximilian max
    maxwell max | mohammed mo mohamed muhammad moe | muhammad mo mohammed | ibrahim abe | abraham abe
    francisco paco pancho frank | guadalupe lupe | jose pepe | ignacio nacho | eduardo eddie lalo
    roberto beto rob | alejandro alex ale | alejandra alex ale | fernando nando | sebastian seb bas | tobias toby
    aleksandr sasha | dmitri dima mitya | natalia natasha | anastasia stacy ana nastya | veronica ronnie vero
    angela angie | bradley brad | cameron cam | clifford cliff | douglas doug | eugene gene | harold hal harry
    henry hank harry | jacqueline jackie | judith judy | lillian lily | louis lou | louise lou | marcus marc
    martin marty | mitchell mitch | priyanka priya pri | russell russ | stanley stan | stuart stu | tiffany tiff
    wendell wen
    """.replace("\n", "|").split("|")
    if names.strip()
]


def found(text: str, *, mentor: Person, student: Person) -> Iterator[tuple[str, tuple[int, int]]]:
    """The name in the greeting, if it is not the mentor's."""
    begun = THANKED.match(text) or GREETING.match(text)
    start = begun.end() if begun else 0
    named, has_title = _named(text, start)
    if not named or "".join(words_of(named[0].group())) in words_of(f"{student.name} {student.preferred_name}"):
        return  # "Hello! Jordan here" names the writer
    right = _right(mentor)
    folded = ["".join(words_of(word.group())) for word in named]
    off = [place for place, word in enumerate(folded) if not _is_theirs(word, right, mentor)]
    if not off or "".join(folded) in right:
        return
    span = named[off[0]].start(), named[off[-1]].end() - named[off[-1]].group().endswith(".")
    if all(_is_near(folded[place], right) for place in off):
        yield "misspelled_name", span
    elif has_title or (start and _is_called(text, start, named)):
        yield "wrong_name", span


def _named(text: str, start: int) -> tuple[list[re.Match[str]], bool]:
    """The words of the name greeted, and whether a title stood before."""
    named: list[re.Match[str]] = []
    has_title, place = False, start
    while (match := WORD.match(text, place)) and len(named) < 4:
        word = "".join(words_of(match.group()))
        if word in NOBODY and not has_title and not named:
            return [], False
        if not word or word in STOPS or (named and match.group()[0].islower() and word not in PARTICLES):
            break
        is_title = word in TITLES and not named
        if not is_title:
            named.append(match)
        has_title, place = has_title or is_title, match.end()
        if match.group().endswith(".") and not is_title and len(word) > 3:
            break
        place += len(text[place : place + 2]) - len(text[place : place + 2].lstrip(" /"))
    return named, has_title


def _is_called(text: str, start: int, named: list[re.Match[str]]) -> bool:
    """What follows a greeting is a name, if it is parted from the rest, or has a capital right after "Dear"."""
    after = text[named[-1].end() : named[-1].end() + 2].lstrip(" ")
    is_parted = not after or after[0] in ",:;!.–—-\n"
    return is_parted or (named[0].group()[0].isupper() and text[start - 2 : start - 1].isalpha())


def _right(mentor: Person) -> set[str]:
    """Each word by which the mentor may be called, and those written together."""
    right: set[str] = set()
    for name in (mentor.name, mentor.preferred_name):
        if not name:
            continue
        for written in (name, name.casefold().replace("å", "aa"), name.casefold().translate(UMLAUTS)):
            parts = words_of(written)
            right.update(parts)
            right.update(
                "".join(parts[begin:end]) for begin in range(len(parts)) for end in range(begin + 2, len(parts) + 1)
            )
            right.update("".join(words_of(part)) for part in written.split())
    first = {words_of(name)[0] for name in (mentor.name, mentor.preferred_name) if words_of(name)}
    for group in NICKNAMES:
        if group & first:
            right |= group
    return right


def _is_theirs(word: str, right: set[str], mentor: Person) -> bool:
    if word in right or word in PARTICLES or word in TITLES:
        return True
    if len(word) == 1:  # an initial
        return any(name.startswith(word) for name in right)
    return word in NOBODY or word in words_of(mentor.employer)


def _is_near(word: str, right: set[str]) -> bool:
    return any(_distance_is_small(word, name) for name in right if len(name) > 1)


def _distance_is_small(word: str, name: str) -> bool:
    longer = max(len(word), len(name))
    most = 1 if longer < 6 else 2
    if abs(len(word) - len(name)) > most or longer < 3:
        return False
    if _sound(word) == _sound(name) and word[:1] == name[:1]:
        return True
    distance = _distance(word, name)
    return distance <= 1 or (distance <= most and (word[0] == name[0] or _sound(word)[:1] == _sound(name)[:1]))


def _sound(name: str) -> str:
    """Spelled as it sounds, roughly: Sofia and Sophia, Ngozi and Ngosi."""
    for written, heard in (
        ("ph", "f"),
        ("ck", "k"),
        ("c", "k"),
        ("q", "k"),
        ("y", "i"),
        ("z", "s"),
        ("x", "ks"),
        ("h", ""),
        ("w", "v"),
    ):
        name = name.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", name).rstrip("e")


def _distance(one: str, other: str) -> int:
    """Letters to change, add, drop or swap with their neighbor. Names are cut, so that nothing here grows."""
    one, other = one[:40], other[:40]
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        row = [i]
        for j, its in enumerate(other, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (sign != its))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == its:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]


def introduces(sentences: list[Sentence], student: Person) -> bool:
    """Says their own name as in "I'm Jordan", not only below the message, or their subject as in "I'm in biology"."""
    names = {name for source in (student.name, student.preferred_name) for name in words_of(source)[:1]}
    ways = [
        rf"\b(?:im|i am|this is|its|names|name is) {re.escape(name)}\b|\b{re.escape(name)}(?: [a-z]+)? here\b"
        for name in names
    ]
    ways += [rf"\b(?:im|i am) in {re.escape(' '.join(words_of(major)))}\b" for major in student.majors]
    return any(re.search(way, sentence.plain) for way in ways for sentence in sentences)
