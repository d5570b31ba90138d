"""What somebody hopes to learn."""

import re

from careernet.guides.coach.sayings.reading import saying

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
    (?:things?|questions?|something|what) (?:that )?(?:i|id|i d) (?:would |really |do )*(?:love|like|want|hope) to ask
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
    r"(?:how|what|why|which|whose|who|where|in what|at what point|when did)\b"
)

# What stands between "to know" and the work that is asked for.
WHETHER = re.compile(r" (?:(?:if|whether|about) (?:[a-z]+ ){0,3})?")
ABOUT_MEETING = re.compile(
    r"\b(?:(?:when|what|which|where|how) (?:\w+ )?(?:can|could|would|should|shall|may|are|is|will) (?:we|"
    r"you (?:be )?(?:free|available)|"
    r"it be|be)|how are you|whats? time|which (?:day|time)|how about|what about|what (?:day|do you say)|"
    r"how is it going)\b"
)
