"""What a good request has besides: who writes, how they found them, how long, how and when, and thanks."""

import re

from careernet.guides.coach.sayings.reading import saying

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
    i (?:began|started|went back to|returned to) (?:studying|school|college)
    (?:i am|im|am) (?:\w+ )?(?:studying|majoring|pursuing|enrolled)
    (?:first|second|third|fourth|final|1st|2nd|3rd|4th) year (?:student|majoring|studying|in|at|of)
    (?:this is) [a-z]+ (?:[a-z]+ )?(?:from|at|in|,|writing|again)
    (?:^|hi |hello |hey |, )[a-z]+ (?:[a-z]+ )?here(?: ,|$| from| a )
    (?:a|an) (?:\w+ ){0,3}(?:freshman|sophomore|junior|senior|student|undergraduate|undergrad|major) (?:at|from|in
      |studying|majoring|with|who|here|and)
    (?:student|freshman|sophomore|junior|senior|major|undergraduate) (?:at|from|of|here|in (?!high))
    from an? (?:\w+ ){0,2}(?:freshman|sophomore|junior|senior|student|major|undergraduate)
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
    (?:introduced|connected) us
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
    r"how did|if i",
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
    (?:phone|telephone|video|zoom|skype|teams|facetime|whatsapp) , (?:or )?(?:phone|telephone|video|zoom|skype|teams
      |facetime|whatsapp|in person)
    (?:come|stop|drop) (?:by|in|over) (?:to |at )?your (?:\w+ )?(?:office|lab|shop|studio|school)
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
    (?:free|available|open|on|any|some|most|all|do|every|or|next|this coming|this|but|except|until|by|and|of|work
      |works) (?:\w+ )?(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|tue|thu|mon|wed
      |fri|weekdays?|weekends?|mornings?|afternoons?|evenings?|lunch (?:break|hour)|m w f)
    (?:im|i am|i will be|ill be|i can be|i could be|myself|wide|my \w+ are|my \w+ is|schedule is|i m
      |otherwise im) (?:\w+ ){0,2}(?:free|available|flexible|open)(?! (?:to (?:a |the )?(?:conversation|talking
      |idea|any|learn|feedback)|source|for a job|to (?!meet|talk|call|speak)))
    (?:your|ur|my|the) (?:\w+ )?(?:schedule|calendar|convenience|availability|shop hours)
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
    r"connected|introduced|"
    r"listened",
)

TALKS = re.compile(r"\b(?:talk|speak|meet|call|chat|phone|zoom|video|free|available|minutes?|mins?|hour|time)\b")

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
