"""What puts people off besides: a resume nobody asked for, and what somebody earns."""

from careernet.guides.coach.sayings.reading import NEGATED, saying

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
