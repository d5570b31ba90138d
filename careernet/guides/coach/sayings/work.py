"""Asking for a job or an internship, in many words."""

from careernet.guides.coach.sayings.reading import NEGATED, saying

JOB_ASK = saying(
    r"job|intern|opening|vacanc|employ|co ?op|trainee|apprentice|placement|position|role|gig|work|spot|hir|recruit|"
    r"refer|recommend|vouch|resume|cv|application|word|mind|consider|join|apply|foot|chance|opportunit|interview|take|"
    r"taking|place|name|accept|think|reference|put|connect|introduce|help|candidate|hook|opens|get me|tell",
    r"""
    (?:seek|seeking|looking for|look for|searching for|search for|hunting for|in search of|on the lookout for
      |on the hunt for|in need of|(?:im|am|was|be) after|hoping for|hope for|want|need|wanting|asking for|ask for
      |ask you for|requesting|request|in the market for|would like|would love|id like|id love|give me|offer me|get me
      |find me|hook me up with|set me up with|help me with|would appreciate|grateful for|wishing for|available for
      |open to|interested in|applying for|apply for)ANY INTERNSHIP
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
    tell (?:your|the) ~1 (?:boss|manager|supervisor|team|director|principal|partners?|HUMANS) about me
    (?:can|could|may|might) i ~1 (?:get|have|do|find|land) (?:an?|some|any) ~2 (?:INTERNSHIP|jobs?|positions?)
    (?:do|does|would|will|can|could) (?:you|they|your [a-z]+(?: [a-z]+)?|the PLACE) ~1 (?:take|bring) PEOPLE on
    (?:advise|advice|update|inform) (?:me )?(?:on|about|of) ~2 (?:open|available|vacant|current|suitable) (?:INTERNSHIP
      |positions?|jobs?|roles?)
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
    !(?:are|is|r|if|whether|do|does|will|would) (?!how|what|who|always|never|often)(?:you|u|they|your [a-z]+(?: [a-z]+)?
      |the PLACE|(?!(?:the|it|there|a|you|people|how|what|who)\b)[a-z]+(?: [a-z]+){0,2}) ~1 (?:hiring
      |recruiting(?! process)
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
    (?:job|position|role|spot|place|internship|opportunit(?:y|ies)|opening|openings|something|vacancy|room
      |space)s? (?:open |available |free )?for me
    (?:any|some|have|had|got|find|there) work (?:open |available |free )?for me
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
    r"applicants?|those|others|friends?|i already|when i|while i|before i|after i|when you|while you|before you|"
    r"since you|you were|"
    r"you had|i was (?:looking|an?|searching|applying|seeking)|i had|i used to|they were|thank you for|"
    r"thanks for|offered|offering|offer to pass|first|old|previous|"
    r"your (?:job|role|position|work)|in your (?:job|role|position|work)|learn|students (?:who|looking|"
    r"seeking)|who are|us students",
    excuse_after=r"(?:like (?:yours|this|that)|(?:is|was|are) like|looks? like|someday|some day|one day|"
    r"eventually|means|(?:in|of) (?:the|this|that) (?:field|industry)|in general|in the future field|"
    r"last (?:summer|year|fall|spring))",
)
