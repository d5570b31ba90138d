"""Wishes that name neither subject nor length, and whether anything is asked at all."""

import re

from careernet.guides.coach.sayings.reading import NEGATED, saying

# An empty wish is one that names neither subject nor length: `is_specific` says what makes it whole.
CLICHES = saying(
    r"brain|network|connections|journey|story|experience",
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
    (?:learn|hear|know)(?:ing)? (?:a bit |a little |some )?(?:more )?about (?:your|ur) experiences?$
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
      |hoping to|love a) ~3 (?:(?:connect|talk|meet|chat)(?:ing)? (?:and|or) )?(?:chat|chatting
      |connect(?! me\b)|connecting|catch up|catching up|hop on a (?:quick )?call|get on a (?:quick )?call
      |jump on a (?:quick )?call|(?:grab|get
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

ASKS = re.compile(
    r"\b(?:(?:would|id|i d) (?:really |very much |also |still |so )?(?:love|like|appreciate|enjoy|value|welcome)|"
    r"(?:would|id) be (?:very |so |really |most |more than )?(?:grateful|glad|happy|thankful|delighted|"
    r"honou?red|thrilled)|"
    r"(?:i|we) (?:hope(?! (?:you|this|all|everything|your [a-z]+) (?:are|is|finds|has|had|have had|went)\b)|"
    r"wish|want|wanted|need)|im hoping|am hoping|was hoping|hoping (?:to|you|we|for)|please|"
    r"let me know|"
    r"(?:could|can|would|will) you|may i|might i|could we|can we|if you (?:have|had|could|can|would|might|are|were)|"
    r"wonder|wondering|curious|looking for|(?:are|r|do|is|does|will) u|happy about|still interested|"
    r"any (?:hour|time|day)|plz|pls|"
    r"(?:ask|asking) (?:you|for|about|if|whether)|tell me)\b"
)
