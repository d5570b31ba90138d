"""What the message check looks for, as data: one line a way of saying it, in the letters of `text.fold`.

`~3` is a gap of up to three words; a name in capitals is one of WORDS. A line that begins with
`|` goes on with the one before. A line that begins with `!` counts even after
a "not" or a "how" that would otherwise excuse it. Each line is tried only in sentences with one of the rule's `needs`.
"""

import re
from dataclasses import dataclass

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
    begins: frozenset[str]  # one of these words begins it; empty where that can't be told


@dataclass(frozen=True)
class Saying:
    """One rule's ways of saying something."""

    needs: re.Pattern[str]
    lines: tuple[Line, ...]
    excuse: re.Pattern[str] | None = None  # before it, in the same clause, takes it back
    excuse_after: re.Pattern[str] | None = None  # takes it back right after it
    pardon: re.Pattern[str] | None = None  # takes it back anywhere in the sentence


def saying(needs: str, lines: str, *, excuse: str = "", excuse_after: str = "", pardon: str = "") -> Saying:
    return Saying(
        needs=re.compile(rf"\b(?:{needs})"),
        lines=tuple(_line(line.strip()) for line in re.sub(r"\n +\|", "|", lines.strip()).splitlines()),
        excuse=re.compile(rf"\b(?:{excuse})\b") if excuse else None,
        excuse_after=re.compile(rf" (?:{excuse_after})\b") if excuse_after else None,
        pardon=re.compile(rf"\b(?:{pardon})\b") if pardon else None,
    )


def _line(written: str) -> Line:
    line = written.removeprefix("!")
    for name, words in WORDS.items():
        line = re.sub(rf" ?\b{name}\b" if name == "ANY" else rf"\b{name}\b", lambda _, words=words: words, line)  # type: ignore[misc]
    line = re.sub(r" ~(\d+)", r"(?: [^ ]+){0,\1}?", line)
    pattern = re.compile(rf"\b(?:{line})" if line.endswith("$") else rf"\b(?:{line})\b")
    return Line(pattern, written.startswith("!"), _begins(line))


def _begins(line: str) -> frozenset[str]:
    group = re.match(r"\(\?:([a-z0-9 |]+)\) |([a-z]+) ", line)
    if not group:
        return frozenset()
    return frozenset(words.split()[0] for words in (group[1] or group[2]).split("|"))


NEGATED = (
    r"not|dont|wont|isnt|arent|wasnt|cant|cannot|couldnt|didnt|doesnt|wouldnt|havent|never|no|without|nor|neither|"
    r"instead of|rather than|nothing"
)

JOB_ASK = saying(
    r"job|intern|opening|vacanc|employ|co ?op|trainee|apprentice|placement|position|role|gig|work|spot|hir|recruit|"
    r"refer|recommend|vouch|resume|cv|application|word|mind|consider|join|apply|foot|chance|opportunit|interview|take|"
    r"taking|place|name|accept|think|reference|put|connect|introduce|help|candidate|hook|opens",
    r"""
    (?:seek|seeking|looking for|look for|searching for|search for|hunting for|in search of|on the lookout for
      |on the hunt for|in need of|after|hoping for|hope for|want|need|wanting|asking for|ask for|ask you for
      |requesting|request|in the market for|would like|would love|id like|id love|give me|offer me|get me|find me
      |hook me up with|set me up with|help me with|would appreciate|grateful for|wishing for|available for|open to
      |interested in|applying for|apply for)ANY INTERNSHIP
    (?:seek|seeking|looking for|look for|searching for|search for|hunting for|in search of|on the lookout for
      |on the hunt for|in need of|hoping for|want|need|wanting|asking for|ask for|ask you for|requesting|give me
      |offer me|get me|find me|hook me up with|set me up with|would appreciate|in the market for|would like
      |would love|id like|id love)ANY JOB
    (?:looking|hoping|trying|want|wish|love|like|hope|need) to (?:get|find|secure|land|obtain|do|have|gain
      |start) (?:a|an|any|some|my|paid|your|the)ANY (?:INTERNSHIP|jobs?|positions?|roles?)
    (?:help|assist|support|assistance|support in|assist in) (?:me )?(?:to |in |with |w )?(?:with )?(?:get|getting|find
      |finding|land|landing|secure|securing|obtain|obtaining)ANY (?:INTERNSHIP|JOB|interview|hired)
    (?:any|some|a|other) ~1 leads? (?:on|for|to|about) ~3 (?:JOB|INTERNSHIP)
    (?:can|could|may|might) i ~1 be (?:your|an?) ~1 (?:intern|assistant|trainee|apprentice|employee)
    !support my application
    (?:can|could|would|will|please|kindly) (?:you )?(?:share|pass|send|show|forward) my PAPER (?:to|with|on to
      |along)
    (?:could|can|might|may|will|would|hopefully) ~1 lead to ~3 (?:INTERNSHIP|job offer|positions?|jobs?)
    (?:looking|hoping|want|wanting|trying|eager) to intern
    express (?:my|an) interest in (?:the|a|an|any|this) ~2 (?:JOB|INTERNSHIP)
    (?:connections?|introductions?|intro) ~5 HUMANS
    turn ~4 into (?:a|an|some) ~2 (?:JOB|INTERNSHIP)
    be considered (?:if|when)
    be considered for ~2 (?:INTERNSHIP|positions?|roles?|jobs?)
    (?:love|like|want|hope|hoping) to be referred(?! to)
    !who ~4 (?:send|submit|forward|give) my PAPER
    !(?:know|know of|hear of|aware of|heard of|if) (?:anyone|someone|anybody|somebody|any|a) ~3 (?:hiring
      |recruiting)
    (?:do|doing|complete|completing) (?:a|an|my|the) ~2 INTERNSHIP (?:with|at|in|under|for)
    (?:if|whether) ~3 (?:takes?|accepts?|hires?|recruits?|employs?|needs?) ~2 PEOPLE
    !(?:chance|possibility|hope|prospect) (?:of|for|at) (?:a|an|any|some|getting) ~2 (?:JOB|INTERNSHIP)
    (?:im|i am|am|currently|ive been) (?:\w+ )?(?:job hunting|job searching|unemployed|on the job market
      |out of work)
    (?:do|does|if|would|could|might|may) ~3 (?:need|use) (?:any|some|an|a|more|extra|another) ~1 (?:help|hands
      |assistants?|interns?|students?|people|person) (?:in|with|at|on|this|over|for|next)
    help me ~4 (?:INTERNSHIP|jobs?|positions?) (?:at|with|in) your
    (?:interested in|inquire about|inquiring about|enquire about|enquiring about|asking about|ask about
      |ask you about|any|about|interest in|apply for|applying for|consider me for)ANY (?:INTERNSHIP|opportunit(?:y
      |ies)|positions?|jobs?|roles?) (?:at|with|on|within) (?!a |an |all|the moment)[a-z]+
    (?:interested in|inquire about|inquiring about|enquire about|apply for|applying for) (?:the|your|a
      |an) ~3 (?<!your )(?:positions?|roles?|jobs?|INTERNSHIP) (?:in|at|with|on|you|your|listed|posted|advertised)
    (?:internships?|jobs?|positions?|roles?|opportunit(?:y|ies)|openings?) ~2 (?:at|with|on|in|within) your PLACE
    !(?:any|got any|are there|know of any|have any|there any|aware of any|of any|for any|about any
      |if any) ~2 (?:INTERNSHIP|job openings?|jobs|open (?:positions?|roles?))
    (?:have|know of|hear of|hear about|aware of|come across|there are|there is|there be|got|find) (?:a|an|any|some
      |other) ~2 (?:INTERNSHIP|jobs?|positions?|roles?|opportunit(?:y|ies) (?:at|for|on|with))
    (?:is|are|if|be|were|was) there ~3 (?:INTERNSHIP|(?:any|some|open|available) ~1 (?:positions?|jobs?|roles?
      |spots?))
    there ~4 CHANCE ~3 (?:(?:at|on|in|with|within) your (?:PLACE)|for me|available|i (?:could|can|might) (?:work
      |apply|join|intern)|(?:to|of) (?:work|working|intern|interning|be hired|being hired|getting hired)
      |to join your|to get (?:a job|an internship|hired)|for (?:a |an )?(?:student|intern|someone like me))
    what (?:other )?(?:positions?|openings?|jobs?|internships?|roles?) ~2 (?:is|are|do you have) ~1 (?:open
      |available|there|currently|for)
    !(?:are|is|r|if|whether|do|does|will|would) (?!how|what|who)(?:you|u|they|your [a-z]+(?: [a-z]+)?|the PLACE
      |(?!(?:the|it|there|a|you|people|how|what|who)\b)[a-z]+(?: [a-z]+){0,2}) ~1 (?:hiring|recruiting(?! process)
      |taking on|hire|recruit|take on)(?! (?:decisions?|process|managers?|practices|cycle))
    (?:looking|planning|able|willing|going|want|wanting) to (?:hire|recruit|take on|employ)(?! (?:decisions?
      |process))
    (?:are you|are u|is your [a-z]+|are they|is the PLACE|if you are|if youre|whether you are
      |you are) ~2 (?:looking for|seeking|in need of|accepting|taking|needing) ~3 (?:interns?|PEOPLE)
    (?:do|does) (?:you|u|they|your ~2|the PLACE|[a-z]+(?: [a-z]+)?) ~1 (?:offer|have|provide|need|take|accept
      |want)(?: (?!advice|tips|thoughts|suggestions|recommendations|with|in|from|like|enjoy|on|about|to
      |your)[a-z]+){0,3} (?:interns?|INTERNSHIP|new grads|positions?|jobs?|roles?|part timers?)
    (?:take|accept|hire|need|use|want) ~2 (?:me ~2 )?as (?:a|an|your) ~2 (?:intern|assistant|employee|trainee
      |research|helper|apprentice|volunteer)
    (?:take|hire|employ|accept|recruit|bring) (?:me|us)(?: (?:on|in|as|for|at|this|next|please|into|to work))?
    (?:hiring|employing|recruiting) (?:me|us)
    (?:be|get|getting|being) (?:hired|employed|recruited) (?:by|at|with|in|for) (?:you|your)
    (?:get|getting) (?:me )?hired at
    give me ~3 (?:chance|shot|job|work|interview|opportunity) ~2 (?:work|prove|join|at|in|intern|with you)
    give me a (?:job|shot|chance)
    (?:get|give|arrange|set up|grant|offer|land|landing|getting) (?:me|myself)? ?(?:an|a job
      |a) interview(?! with (?:someone|people|him|her|you))
    get me (?:in|hired|into|a foot)
    my foot in the door
    WANT ~4 (?:work|working|intern|interning|be employed|be hired|volunteer) (?:for|under|at|in|with
      |alongside) (?:you|your|u)(?: PLACE)?
    WANT ~3 (?:work|working|intern|interning) (?:at|for) (?!a |an |home|the|night|least|all|some|any|this|my|that
      |one|first)[a-z]+
    (?:can|could|may|might) i ~1 (?:work|intern|volunteer) (?:for|with|at|under|in|on)
    (?:work|intern|interning|working) ~2 (?:for|under|with|at|in|on) (?:you|your (?:PLACE)) (?:this|next|over
      |during) ~1 (?:summer|fall|spring|winter|year|semester|break|term)
    (?:WANT|me) ~3 (?:join|joining|be part of|being part of|be a part of|become part of) (?:you
      |your)(?: own)? ~1 PLACE
    (?:job|position|role|spot|place|internship|opportunit(?:y|ies)|opening|openings|something|work|vacancy|room
      |space)s? (?:open |available |free )?for me
    (?:have|had) (?:a|any|an|some) ~2 (?:spot|job|position|internship|opening|vacancy|openings) (?:for|on|at|in
      |available|open|this|next)
    (?:refer|recommend|vouch for|nominate|introduce|connect|suggest|endorse|put forward) me ~4 (?:JOB|INTERNSHIP
      |HUMANS|boss|manager|supervisor|company|team|employer|department|firm|bank|hospital|program|director
      |principal|partner|leadership|hire|internally)
    (?:recommend|suggest|nominate) me for
    (?:can|could|would|will|please|to|you|kindly|might|possibly) ~1 (?:refer|vouch for
      |recommend) me(?! (?:to (?:someone|somebody|anyone|anybody|others?|other|a colleague|colleagues|people
      |a friend|a person|the right|one|two|another|some)|a |an |any|some|books?|courses?|which|what|where))
    (?:a|an|any|your|employee|internal|job|me|for|as) referral(?! from)
    (?:be|serve as|act as|give me|write me|provide|write|use you as|get|need) ~2 (?:a |an |my |your )?(?:reference
      |references|recommendation letter|letter of recommendation|letter of reference|recommendation for)(?: for me
      | letter| for the)?$
    (?:write|give|get|need|provide|want|ask for|asking for) ~3 (?:recommendation letter|letter of recommendation
      |reference letter|letter of reference)
    (?:pass|passing|forward|forwarding|hand|handing|circulate|deliver|push|put|putting|get|getting|slip|drop
      |move) (?:along |on |forward |in |over )?(?:my|this) PAPER(?: (?:along|on|to|in front of|around|forward|over
      |into|in|through|with|at)(?: (?:your|the|hr|someone|anyone|whoever))?(?: (?:boss|manager|team|recruiters?
      |recruiting|hr|hiring|company|department|colleagues?))?| out there)?
    (?:can|could|would|will|please|to|you|kindly|might|may) (?:you )?~2 (?:send|share|show|give|submit|bring
      |mention) ~1 my PAPER (?:to|with|at|in|around|on|internally)
    !(?:good|kind|nice) word(?:s)? (?:in )?(?:for|about|on|with)(?: me)?
    !put in a (?:good )?word
    !put in a good word
    (?:keep|keeping|have|bear|bearing) (?:me|my (?:name|resume|cv|application)) ~1 in mind
    think of me (?:if|when|for|should|next time)
    (?:let me know|inform me|reach out|notify me|alert me|ping me|tell me) ~1 (?:if|of|when|whenever|should
      |in case) ~5 (?:INTERNSHIP|opportunit(?:y|ies) (?:at|for|on|with|opens?|comes?|arises?)|positions?|jobs?
      |roles?|opens up|hiring|opens|hires)
    (?:positions?|jobs?|roles?|something|spots?|internships?|anything|opportunit(?:y|ies)) (?:opens?(?: up)?
      |comes? (?:up|open)|becomes? (?:free|available|open)|frees up|comes? along|is available|are available)
    tell me about (?:any|open|other|available|some|job|the) ~1 (?:INTERNSHIP|opportunit(?:y|ies)|positions?|jobs
      |roles?) (?:at|with|on|in|available|open)
    consider(?:ed|ing)? (?:me|my (?:application|candidacy|resume|cv)|hiring)
    !(?:connect|introduce|put|get|link|hook) me ~3 (?:with|to|touch) ~4 HUMANS
    !(?:contact|email|name|number|details|address) (?:of|for|in|at) ~3 HUMANS
    !(?:speak|talk) ~3 (?:to|with) ~3 HUMANS (?:about|for|on) (?:me|my)
    (?:want|would like|id like|id love|like|love|hope|hoping|plan|planning|wish|intend|going) to apply ~5 (?:at|to
      |with|in|on|for) ~4 (?:your (?:PLACE)|JOB|INTERNSHIP)
    (?:i|im|i am) (?:available|ready|able|free) (?:to|for) (?:work|hire|start)
    i (?:can|could|will) (?:start|begin|work) (?:for you|right away|immediately|this summer|in june|full time
      |part time)
    (?:^|, |hi |hello |hey )(?:an |any |a |got an? )?(?:\w+ )?(?:internships?|jobs?|positions?|openings?
      |work) (?:for|this|next|available|possible|at your)(?: (?:this|next|the|coming))?(?: (?:summer|fall|spring
      |winter|year|semester|company))?$
    (?:secure|securing|land|landing|obtain|obtaining|gain|gaining) (?:a|an|the|my|some)ANY (?:INTERNSHIP|positions?
      |roles?|jobs?) (?:at|with|in|through|on) (?:your|you)
    (?:good|strong|great|perfect|ideal|right) (?:candidate|fit|addition|asset|match) (?:for|to|on) (?:your
      |the) ~1 (?:team|company|position|role|job|internship|firm|lab|PLACE)
    """,
    excuse=NEGATED
    + r"|how|what|why|where|advice|tips?|suggestions?|someone|somebody|anyone|anybody|people|persons?|candidates?|"
    r"applicants?|those|others|friends?|when i|while i|before i|after i|when you|while you|before you|"
    r"since you|you were|"
    r"you had|i was (?:looking|an?|searching|applying|seeking)|i had|i used to|they were|thank you for|"
    r"thanks for|offered|offering|offer to pass|first|old|previous|"
    r"your (?:job|role|position|work)|in your (?:job|role|position|work)|learn|students (?:who|looking|"
    r"seeking)|who are|us students",
    excuse_after=r"(?:like (?:yours|this|that)|(?:is|was|are) like|looks? like|someday|some day|one day|"
    r"eventually|means|(?:in|of) (?:the|this|that) (?:field|industry)|in general|in the future field|"
    r"last (?:summer|year|fall|spring))",
)

RESUME_ATTACHED = saying(
    r"resum|cv|c v|curriculum|cover|attach|enclos",
    r"""
    (?:attached|attaching|attach|attachment|attachments|enclosed|enclosing|include|included|including|appended
      |appending|pasted|pasting|inserted|uploaded|linked|linking) ~5 RESUME(?: ~2 (?:attached|below|here))?
    !RESUME ~4 (?:attached|enclosed|below|linked|included|pasted|appended|uploaded|attachment)
    !(?:you can|you may|youll|you will|feel free to) (?:find|see|view|access|download|look at|check) ~1 (?:my|the
      |a) RESUME
    pfa (?:\w+ ){0,3}RESUME
    RESUME (?:can be|is|may be|are) ~2 (?:found|here|viewed|seen|at|available (?:at|here|on))
    (?:here is|heres|here are|this is|below is|below you will find|you will find|youll find|find|see|view|linked is
      |link to|link for|linking to|copy of) ~2 (?:my|the|a) ~1 RESUME(?: (?:here|below|attached))?
    (?:im|am|i have|ive|i) (?:just |also |now )?(?:sending|sent|send|submitting|forwarding|sharing
      |shared) (?:you |over |along |here |herewith |also |to you )*(?:my|a copy of my) RESUME
    (?:my )?RESUME ,? ?https?
    (?:^|, )RESUME (?:attached|enclosed|below|linked)
    (?:with|in) (?:my|the|a|this) (?:attached |enclosed )?RESUME (?:attached|enclosed)
    (?:attached|enclosed) (?:pdf|document|file|doc|word file|word document)
    (?:see|view|check|look at|refer to) (?:the )?(?:attached|attachment)
    (?:my|the) (?:attached|enclosed) RESUME
    """,
    excuse=NEGATED
    + r"|can|could|would|glad|happy|may|might|should|shall i|if|who|whom|where|how|want me to|like me to|let me|able|"
    r"willing",
    excuse_after=r"if you",
    pardon=r"as (?:you (?:\w+ )?(?:asked|requested|suggested|wanted|offered|said)|requested|promised|discussed)|"
    r"you (?:had |have |kindly )*(?:asked|requested|wanted|offered|invited)|at your request|per your|you said|"
    r"you would look",
)

OWN_SALARY = saying(
    r"salar|pay|paid|earn|mak|made|wage|income|compensat|bonus|money|package|equity|how much|take home|"
    r"remunerat|figures|dollars|hourly",
    r"""
    how much ~2 (?:do|did|are|does|were|will|would|have|r) (?:you|u|yourself) ~2 (?:make|earn|paid|get paid
      |take home|bring in|bring home|pull in|making|earning|earned|made|getting|get|start (?:at|with|on))(?! (?:use
      |of|sure|time|decisions|it|them|your|room|a difference))
    what (?:kind|sort|amount) of (?:money|salary|pay|income) (?:do|did|are) (?:you|u)
    what (?:are|r) (?:you|u) ~1 (?:making|earning|getting paid)(?! (?:of|for|at the moment))
    how much (?:money )?(?:you|u) (?:currently |actually |personally |now )?(?:make|earn|made|earned|are paid
      |get paid|are making|are earning|were paid|take home|get|are getting)(?! (?:use|of|sure|time|decisions))
    (?:how much|what) (?:do|does|did|is|are|will|would) (?:they|it|your [a-z]+|[a-z]+(?: [a-z]+)?) (?:pay
      |paying) (?:you|u)
    how much (?:do|does|did) (?:they|it|your ~2) pay
    what (?:do|did|are|were) (?:you|u) ~1 (?:earn|earning|get paid|paid|getting paid|take home)
    what (?:do|did) (?:you|u) ~1 make (?:a|per|each|an) (?:year|month|hour|week)
    what (?:do|did) (?:you|u) ~1 make (?:annually|yearly|monthly|as an?|in your (?:job|role|position)|now|currently
      |right now|at [a-z]+)
    what (?:do|did) (?:you|u) make$
    what (?:you|u) (?:earn|are paid|get paid|are earning|take home|earned)
    what (?:you|u) make (?:a|per|each) (?:year|month|hour|week)
    (?:your|ur)(?: (?:own|current|starting|base|annual|yearly|monthly|personal|first|exact|actual|total|present|net
      |gross|average|approximate))* (?:salary|salaries|pay|wage|wages|income|compensation|earnings|bonus|bonuses
      |paycheck|pay check|take home|remuneration|hourly rate|pay rate|rate of pay|compensation package
      |pay package)(?! (?:attention|it|off))
    (?:pay|salary|paid|compensation|money|wage|bonus) (?:is |range )?(?:at|in|for|of|on|with) (?:your (?:PLACE|job
      |role|position|level|work|current|own)|you\b)
    (?:are|were|r) (?:you|u) (?:well |fairly |decently |happy with |satisfied with |paid )?(?:paid|compensated)
    (?:happy|satisfied|content|comfortable) with (?:your|the) (?:pay|salary|income|compensation)
    (?:they|it|company|[a-z]+) (?:pays|pay|paying|paid) you
    (?:do|did|are) (?:you|u) ~1 (?:earn|earning|make|making|get paid|paid|getting paid) (?:a lot|good|enough|well
      |much|more than|over|six|decent|great|less|money|lots|at least|around|about)
    (?:you|u) (?:get|are|were|got) paid
    your (?:job|work|position|role) ~1 (?:pay|pays|paid|paying)
    (?:salary|pay|income|earnings|compensation) ~4 (?:yours|you personally|you earn|you make|you get|you have)
    ask ~4 what (?:you|u) make
    """,
    excuse=NEGATED + r"|in addition to",
    excuse_after=r"(?:attention|it forward|off\b)",
)

# An empty wish is one that names neither subject nor length: `is_specific` says what makes it whole.
CLICHES = saying(
    r"brain|network|connections|journey|story",
    r"""
    (?:pick|picking|picked|pic) (?:at )?(?:your|ur|you) BRAIN
    (?:build|building|built|grow|growing|expand|expanding|broaden|broadening|widen|widening|extend|extending
      |increase|increasing|develop|developing|enlarge|enlarging|strengthen|strengthening|create|creating|start
      |starting) (?:out |up )?(?:(?:my|our|a|an|own|the|professional|personal|career|wider|bigger|stronger|industry
      |business) )*(?:network|connections)
    networking? with (?:you|u|people|professionals|alumni|alums?|others|experts|folks|more)
    (?:have|add|adding|include|get|having) you (?:to|in|as part of|into) my (?:professional )?network
    (?:be|become) (?:a )?part of (?:my|your) (?:professional )?network
    (?:like|love|want|wanna|hope|hoping|here|try|trying|wish|want|looking|able|interested) (?:to
      |in) (?:do (?:some )?)?(?:network|networking)
    (?:my|for|about|some|of) networking
    (?:learn|hear|know|ask|talk|chat|find out|listen)(?:ing|en)? (?:you )?(?:(?:a bit|a little
      |some|all) )?(?:more )?(?:(?:about|to) )?(?:your|ur) (?:\w+ ){0,2}(?:journey|story)
    """,
    excuse=NEGATED + r"|thank you for|thanks for|letting me|let me",
    excuse_after=r"(?:engineer\w*|security|analysis|architect\w*|admin\w*|model|models|layer|traffic|of sensors)",
)

EMPTY_WISHES = saying(
    r"chat|connect|talk|speak|meet|coffee|call|touch|catch",
    r"""
    (?:can|could|may|might|shall|should|lets|let us|maybe|possibly|wanna|want to|would love to|would like to
      |id love to|id like to|like to|love to|hoping to|hope to|hoping we (?:can|could)|if we (?:can|could)
      |you like to|up for|down for|open to|possible to|interested in|free|time|opportunity to|chance to|happy to
      |hoping to|love a) ~3 (?:(?:connect|talk|meet|chat)(?:ing)? (?:and|or) )?(?:chat|chatting|connect|connecting
      |catch up|catching up|hop on a (?:quick )?call|get on a (?:quick )?call|jump on a (?:quick )?call|(?:grab|get
      |have|drink) (?:a |some )?(?:quick )?(?:coffee|virtual coffee)|have a (?:quick |short |little |brief )?chat
      |touch base|a (?:quick |short |little |brief )?chat)(?: with (?:you|u))?(?: (?:sometime|some time|soon
      |one day|at some point))?
    """,
    excuse=NEGATED + r"|thank you for|thanks for|letting me|was|were|ago",
)

BARE_TALKS = saying(
    r"talk|speak|meet",
    r"""
    (?:can|could|may|might|shall|lets) we (?:please |maybe |possibly |just )?(?:talk|speak
      |meet)(?: with you)?(?: (?:sometime|some time|soon|one day|at some point|please))*$
    """,
    excuse=r"when|where|how|what time",
)

SPECIFIC = re.compile(
    r" (?:about|how|why|what|whether|on (?!a |the phone|zoom|teams|mon|tue|wed|thu|fri|sat|sun)|regarding|concerning|"
    r"minutes?|mins?|hour|min)\b"
)

SELF_INTRODUCTION = saying(
    r"i|im|my|name|student|major|freshman|sophomore|junior|senior|year|study|studying|here|class|grad|undergrad|this",
    r"""
    my name (?:is|s)
    names [a-z]+ (?:and|,)
    (?:i am|im|i m|being|as|am) ~3 (?:first year|second year|third year|fourth year|final year|1st year|2nd year
      |3rd year|4th year|freshman|freshmen|freshie|sophomore|junior|senior|rising|student|undergrad|undergraduate
      |grad student|postgraduate|phd|masters|doctoral|transfer|major|majoring|minoring|studying|double major
      |exchange|graduating|finishing my|pre med|premed|pre law|pre health|mba|alumna|alumnus|recent graduate|alum)
    (?:i am|im|am) (?:currently |now |also |just )?(?:in|starting|entering|finishing|completing) (?:my
      |the) (?:\w+ )?(?:year|senior|junior|sophomore|last|semester)
    i (?:study|major|majored|double major|minor|attend|go to school)
    (?:i am|im|am) (?:\w+ )?(?:studying|majoring|pursuing|enrolled)
    (?:first|second|third|fourth|final|1st|2nd|3rd|4th) year (?:student|majoring|studying|in|at|of)
    (?:this is) [a-z]+ (?:[a-z]+ )?(?:from|at|in|,|writing|again)
    (?:^|hi |hello |hey |, )[a-z]+ (?:[a-z]+ )?here(?: ,|$| from| a )
    (?:a|an) (?:\w+ ){0,3}(?:freshman|sophomore|junior|senior|student|undergraduate|undergrad|major) (?:at|from|in
      |studying|majoring|with|who|here|and)
    (?:student|freshman|sophomore|junior|senior|major|undergraduate) (?:at|from|of|here)
    """,
    excuse=r"when you|were you|you were|you are|your|as if",
)

HOW_FOUND = saying(
    r"found|find|came|come|saw|see|discover|notic|spotted|stumbl|read|heard|hear|met|meet|refer|suggest|"
    r"recommend|told|advis|"
    r"encourag|gave|given|got|pointed|direct|introduc|mention|listed|attend|visit|spoke|talk|panel|listen|"
    r"friend|mutual|"
    r"knows|know|through|intern|browsing|looking|said|urged|connect|colleague|lecture|watched|who|room|"
    r"podcast|event|thought",
    r"""
    (?:found|came across|come across|discovered|noticed|spotted|stumbled (?:up)?on|stumbled across
      |looked up) (?:you|u)(?! (?:soon|then|next|there|work|worked|went|moved|have|had|were|are|studied))
    (?:found|find|came across|come across|saw|see|seen|discovered|noticed|spotted|stumbled (?:up)?on
      |stumbled across|read|got|looked (?:up|at|through)|viewed|reading
      |seeing) (?:about )?(?:(?:on )?your (?:\w+ ){0,2}(?:name|profile|page|contact|info|information|bio|biography
      |listing|entry|email|linkedin|paper|article|book|interview|post|essay|thesis|blog|story in|work in the
      |research|column|op ed|podcast|quote|portrait))
    (?:found|saw|came across|listed|discovered|see|seen|looking through|looked through|browsing|browsed|searching
      |searched|reading|name|read|noticed|find|going through|profile|registered) ~8 (?:directory|careernet|linkedin
      |handshake|career (?:office|center|centre|services?|fair|site|website|page)|alumni (?:network|list|page|site
      |website|magazine|newsletter|association|database|pool|portal|platform|directory|volunteers?)|list of alumni
      |database|website|credits|newsletter|magazine)
    (?:directory|careernet|linkedin|career (?:office|center|centre|services)\w*)(?: [a-z]+)? (?:listed|lists|showed
      |shows|suggested|suggests|recommended|had|led me|brought) ~2 (?:you|your)
    (?:suggested|recommended|advised|encouraged|proposed|urged|said|says|mentioned|told|suggests|recommends
      |insisted|hinted) ~4 (?:contact|reach out|reach|write|talk to|talk with|speak|email|get in touch|ask you
      |connect|meet you|message|call you|approach)
    (?:told|telling) (?:me|us) (?:so much |a lot |all |a bit |often )?(?:about you|of you|you|that you|about your)
    (?:suggested|recommended|mentioned|named|praised) (?:you\b|your name)
    (?:said|says|mentioned|thought|thinks) (?:that )?(?:you\b|youre|youd|you are|you would|your)
    (?:gave|given|passed|give|got|received|handed|have) (?:me |us )?your (?:name|contact|email|number|details
      |address|card)
    (?:referred|pointed|directed|sent|introduced|steered|led|connected) (?:me|us) (?:to you|toward you|towards you
      |your way|in your direction|with you)
    (?:was|am|were|been) (?:referred|pointed|directed|introduced|sent) to you
    (?:referred|introduced|recommended) (?:to you )?by
    you were (?:recommended|suggested|mentioned)
    your name (?:came up|was|has been|from|through|popped)
    (?:introduced) us
    (?:we|i) (?:\w+ )?met (?:you |briefly |at |in |during |last |on |after |when |a few )
    (?:meeting you|met you|bumped into you|ran into you|spoke with you|talked with you|talked to you|spoke to you
      |chatted with you) ~3 (?:at|in|during|after|last|on|briefly)
    (?:heard|saw|watched|listened to|hearing|seen|enjoyed|loved|attended|remember|came to|was at|went to
      |followed) (?:you (?:speak|talk|present|give|on|at|in|when)|your (?:\w+ )?(?:talk|panel|lecture|presentation
      |guest lecture|workshop|keynote|webinar|speech|visit|session|interview|podcast|remarks))
    (?:when|where) you (?:spoke|talked|visited|presented|came|gave|were on|sat on)
    (?:you|u) (?:spoke|visited|presented|came) (?:at|to|in|on|our|my) ~2 (?:class|campus|panel|seminar|club|course
      |college|event|school|evening|night)
    your (?:talk|panel|lecture|presentation|guest lecture|workshop|visit to|webinar|keynote) (?:at|in|on|for|last
      |about|to|during|was)
    (?:in the audience|in the room when you|attended (?:the|a) ~3 (?:you|where))
    (?:our|a|my) (?:mutual|common) (?:friend|acquaintance|contact|connection|colleague|professor)
    (?:friend|colleague|student|roommate|classmate|neighbor|cousin|former student|coworker) of yours
    (?:interned|worked|studied|works|roomed|went to school|served|played) (?:with|for|under|alongside) you
    your (?:colleague|friend|classmate|former|roommate|cousin|neighbor|daughter|son|sister
      |brother) [a-z]+ ~5 (?:suggested|recommended|told|gave|said|mentioned|introduced|advised|thought)
    (?:through|via|from|by way of) (?:my|our|the) (?:\w+ )?(?:advisor|adviser|professor|friend|roommate
      |coach|aunt|uncle|mother|father|cousin|teacher|boss|career (?:center|centre|office)|alumni (?:directory
      |network|office|association|database))
    (?:heard|learned|learnt|know|knew) (?:about|of) you (?:from|through|via|at|in|by|on)
    (?:saw|read|learned|noticed|found) (?:on|in|through|via|from|at) ~4 (?:that|how) you
    (?:friend|roommate|advisor|professor|coach|cousin|classmate|teammate|tess) ~6 (?:knows|worked with
      |interned with|introduced|told me|said|suggested|recommended) (?:you|that you|i)
    """,
    excuse=r"you (?:suggested|recommended|advised|encouraged|told|said|mentioned)|as you|when did|have you|did you|"
    r"how did",
)

HOPE_TO_LEARN = saying(
    r"learn|hear|underst|know|find|ask|see|discover|explor|curious|wonder|question|tell|describe|explain|"
    r"share|view|perspective|"
    r"opinion|thoughts|insight|advice|sense|idea|interested|value|how|what|why|whether|figure|gain|picture",
    r"""
    (?:hope|hoping|like|love|want|wanted|wanna|wish|wishing|eager|keen|curious|interested|interest|glad|happy
      |excited|trying|try|need|help me|chance|opportunity|ask you|aim|goal|would mean|looking forward
      |delighted) (?:is |would be |was )?(?:to|in|of|for) (?:\w+ ){0,2}(?:learn|learning|hear|hearing|understand
      |understanding|know|knowing|find out|finding out|see|discover|explore|figure out|get (?:a|an|your|some|more
      |to know)|gain|picture|know)(?! (?:from you\b|back|if you (?:have )?(?:seen|got|received|had|read)|either
      |if you (?:are|re) free))
    (?:like|love|want|wanted|wanna|hope|hoping|wish|dare) to ask (?:you )?(?:about|how|what|why|whether|which|where
      |a few|some|if|for your|your)(?! (?:you|u) ~2 (?:seen|received|got|have seen|read|have received|have time))
    (?:curious|wonder|wondering|wondered|interested) (?:about|how|what|why|whether|which|where|to|if|in how|in what
      |in the|in your)(?! (?:you|u) (?:have|had|could|can|would|might|are|will))(?! (?:you|u) (?:\w+ )?(?:time
      |available|free|willing))
    help me (?:to )?(?:understand|see|learn|figure out|decide)
    (?:hope|hoping|like|love|want|wanted|glad|grateful|value|appreciate|welcome|love to have
      |love to get) (?:to get |to hear |to have )?(?:your|any|some) (?:\w+ )?(?:view|views|perspective|perspectives
      |opinion|opinions|thoughts|insight|insights|advice|take|experience|guidance|wisdom)
    (?:your|any|some) (?:\w+ )?(?:view|perspective|opinion|thoughts|insights?|take|advice|guidance) (?:on|about|for
      |regarding|into)
    (?:tell|show) me (?:a bit |a little |more |something )*(?:about|how|what|why|where)
    (?:could|can|would|will|please|mind|to|willing|may you) (?:you )?(?:\w+ ){0,2}(?:describe|explain|describing
      |explaining|walk me through|talk about)
    (?:share|sharing) (?:\w+ ){0,3}(?:experience|experiences|advice|story|insights?|perspective|thoughts|how|what)
    (?:you|u|have|ask) (?:some |a few |a couple of |several )?questions? (?:about|abt|on|regarding)
    (?:may|can|could|might) i ask (?:you )?(?:about|how|what|why|which|where|whether)
    (?:my|one|a|two|three|few|some|main|other|the) questions? (?:is|are|about|i|for|on|remains|that|would)
    id like to know
    (?:talk|talking|chat|speak|speaking|conversation|call|minutes|hour) ~6 about (?:how|what|why|whether|which)
    (?:talk|talking|chat|speak|speaking|conversation|call|minutes|hour) ~6 about your (?:\w+ )?(?:experiences?|work
      |path|career|job|role|research|field|transition|time)
    looking for (?:your )?(?:advice|guidance|insight|perspective|a sense)
    (?:hoping|hope) (?:you|to) (?:\w+ ){0,2}(?:tell|explain|describe|share|learn|hear (?:about|how)|understand|ask)
    """,
    excuse=r"not|never|dont|no",
)

# A question about the work, which says by itself what is to be learned; not one about when to meet.
OPEN_QUESTION = re.compile(
    r"(?:^|, |\b(?:and|so|but|also|question|know|is|ask|lastly|first|second|then|questions) )"
    r"(?:how|what|why|which|who|where|in what|at what point|when did)\b"
)
ABOUT_MEETING = re.compile(
    r"\b(?:(?:when|what|which|where|how) (?:\w+ )?(?:can|could|would|should|shall|may|are|is|will) (?:we|"
    r"you (?:be )?(?:free|available)|"
    r"it be|be)|how are you|whats? time|which (?:day|time)|how about|what about|what (?:day|do you say)|"
    r"how is it going)\b"
)

LENGTH_ASKED = saying(
    r"min|hour|\d+",
    r"""
    (?:\d{1,2} (?:to |or |and )?)?(?:\d{1,2}|five|ten|twelve|fifteen|twenty|twenty five|thirty|forty|forty five
      |sixty) ?(?:minutes?|mins?|minuts?|minuets)\b(?! (?:from|away|late|north|south|east|west|walk|drive|early|ago
      |of campus|outside|by (?:bus|car|train|bike)|before|after|by foot|on foot|down))
    \d{1,2}(?:min|mins|m)
    half (?:an |a |of an )?hour(?! (?:from|away|late|drive|north|south|by))
    (?:quarter|quarters) of an hour
    quarter hour
    (?:an|one|1|a|half) hour (?:of|with|to|on|over|by|for|call|conversation|or less|would|is|if|phone)
    thirty minutes
    """,
    excuse=r"within|wait(?:ed|ing)? for|lives?|living|commute|drive|late|ago|every|takes|took|ran|run|reading time",
)

MEDIUM = saying(
    r"phone|video|zoom|teams|skype|facetime|whatsapp|meet|person|coffee|call|virtual|online|telephone|hangout|"
    r"lunch|google|"
    r"campus|office|visit",
    r"""
    (?:by|over|on|via|through|per|in|the|a|or|and|of) (?:\w+ )?(?:phone|telephone|video|zoom|skype|facetime
      |whatsapp|google meet|teams|microsoft teams|google hangouts?|webex)(?! (?:company|game|games|editor|editing
      |team|production|software|industry|art))
    (?:phone|video|zoom|telephone|skype|virtual|online|teams|facetime|whatsapp) (?:call|chat|conversation|meeting
      |interview|or|is|works|preferred|would|and)
    (?:in person|face to face|over (?:a )?(?:coffee|lunch|tea)|for (?:a )?(?:coffee|tea|lunch)|online|virtually
      |remotely|at your office|on campus)
    (?:a|the|short|brief|quick|minute|minutes|min|our|for) call(?! (?:center|centre|to action|for|of|out))
    (?:can|could|to|may|will|might|happy to|i) call (?:you|u|at|any|whenever|when|in|on)
    (?:phone|zoom|video|call)(?: (?:is|are|works?|would be|or|,) )?(?:preferred|both|either|fine|good|best|easiest
      |great|ok|okay|perfect)
    """,
    excuse=r"worked (?:at|in)|center|your work (?:at|in)|job (?:at|in)|study(?:ing)?|museum of|thank you for|last|"
    r"recent",
)

TIMES = saying(
    r"mon|tue|wed|thu|fri|sat|sun|morning|afternoon|evening|weekend|week|free|availab|flexib|schedul|calendar|"
    r"convenien|suit|"
    r"whenever|any|work|noon|am|pm|tomorrow|month|day|hour|time|lunch|after|before|between|december|january|m",
    r"""
    (?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|tues?|weds?|thurs?|fri|mon|m w f
      |tu th|tue thu) (?:\w+ )?(?:mornings?|afternoons?|evenings?|noon|or|and|after|before|between|at|to|through
      |around|works?|nights?|morning|is|are|next|m|suits?|would|if|thursday|thu|all day|best|from|i am|im)
    (?:free|available|open|on|any|most|all|do|every|or|next|this coming|this|but|except|until|by|and|of|work
      |works) (?:\w+ )?(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|tue|thu|mon|wed
      |fri|weekdays?|weekends?|mornings?|afternoons?|evenings?|lunch (?:break|hour)|m w f)
    (?:im|i am|i will be|ill be|i can be|i could be|myself|wide|my \w+ are|my \w+ is|schedule is|i m
      |otherwise im) (?:\w+ ){0,2}(?:free|available|flexible|open)(?! (?:to (?:a |the )?(?:conversation|talking
      |idea|any|learn|feedback)|source|for a job|to (?!meet|talk|call|speak)))
    (?:your|ur|my|the) (?:\w+ )?(?:schedule|calendar|convenience|availability|lab|shop hours)
    (?:around|to|fit|with|adapt to|at|into) your (?:\w+ )?(?:schedule|calendar|convenience|availability|hours?|time
      |timetable|lab|day)
    (?:whenever|whatever|any ?time|at any time|at a time|at any hour|whichever|any hour|any day|what ever|when ever
      |times?) ~4 (?:suits?|convenient|works?|easiest|good|best|fits?|you (?:choose|like|prefer|want|can|have
      |are free)|okay|ok|fine|possible|is|free|but)
    (?:times?|days?|dates?|that|which|would|could|might|when|what|whatever|hours?|either|both|all|also|it
      |anything) (?:\w+ )?(?:work|suit|fit)s? (?:best |well |better |fine )?(?:for |with )?(?:you|me|your|u)
    (?:convenient|good|easiest|easier|best|better) (?:for|with) (?:you|u|your|me)
    (?:after|before|from|until|between|at|by|around) (?:\d{1,2}|noon|five|six|three|four|ten|nine|lunch|work
      |your workday|class)(?: ?(?:am|pm|oclock|p m|a m))?(?: |$)(?!minutes|years|months|weeks|people|of)
    (?:next|this|the coming|coming|any|early|the first|the second|first|second|week of|later this|in the next
      |the next|next two|next three|next few|end of|beginning of|all of|following) ~2 (?:weeks?|month|days?
      |semester|term|january|february|march|april|may|june|july|august|september|october|november|december|weekend)
    (?:mornings?|afternoons?|evenings?|weekends?|weekdays?|lunch breaks?|lunchtimes?)(?: ~2 (?:are|is|work|works
      |best|or|and|would|open|fit|your time|you can|after))
    (?:early|late|some|any|an?) (?:morning|afternoon|evening|lunch break|weekend)s?
    any hour
    (?:evenings|mornings|afternoons|weekends) (?:or|and|as well|are|work|too)
    early mornings?
    i (?:am|can be|will be|m) flexible
    my (?:evenings|mornings|afternoons|weekends|schedule|fridays|calendar)
    between now and
    (?:early or late|fit some|happy to fit|make myself free|around all of|i can move things)
    """,
    excuse=r"last|past|ago|met|every|spoke|heard|attended|interned|work|worked|busy|thank you for|previous|used to|"
    r"listened",
)

THANKS = saying(
    r"thank|thanx|thx|tysm|ty|grat|appreciat|cheers|obliged|gracias|merci|indebted",
    r"""
    !thank (?:you|u|ya)
    !thanks(?! to (?!you|your))
    !thankyou
    !(?:thx|thnx|thanx|tysm|ty|cheers|gracias|merci|obliged|indebted)
    (?:grateful|gratefully|thankful|thankfully|gratitude)
    (?:appreciate|appreciated|appreciation|appreciative|appreciates)
    """,
    excuse=r"not|wasnt|isnt|dont",
)

ASKS = re.compile(
    r"\b(?:(?:would|id|i d) (?:really |very much |also |still |so )?(?:love|like|appreciate|enjoy|value|welcome)|"
    r"(?:would|id) be (?:very |so |really |most |more than )?(?:grateful|glad|happy|thankful|delighted|"
    r"honou?red|thrilled)|"
    r"(?:i|we) (?:hope|wish|want|wanted|need)|im hoping|am hoping|was hoping|hoping (?:to|you|we|for)|please|"
    r"let me know|"
    r"(?:could|can|would|will) you|may i|might i|could we|can we|if you (?:have|had|could|can|would|might|are|were)|"
    r"wonder|wondering|curious|looking for|(?:are|r|do|is|does|will) u|happy about|still interested|"
    r"any (?:hour|time|day)|plz|pls|"
    r"(?:ask|asking) (?:you|for|about|if|whether)|tell me)\b"
)
