"""What a simulated year and the oracle disagree about."""

from datetime import timedelta

from tests.year import oracle, year
from tests.year.campus import campus_of, people_of
from tests.year.judge import Finding, Judge
from tests.year.letters import letter_findings

# All that DESIGN's table names and that is a mail.
POLICIES = {
    "request nudge",
    "follow-up suggested",
    "answer a question",
    "choose a time",
    "fix a time",
    "pick a time",
    "look",
    "prepare",
    "about your call",
    "be ready",
    "evening before",
    "after",
    "thank-you last call",
    "did it happen",
    "reflection",
    "review owed",
    "keep in touch",
    "referral follow-up",
    "pause ends",
    "still willing",
}


def findings_of(lived: year.Year) -> list[Finding]:
    campus, people, facts = campus_of(), people_of(lived.people), year.facts_of(lived)
    known = {person.id: person for person in people}
    owed = [o for one in facts for o in oracle.occasions(one, campus, known)]
    owed += oracle.of_pairs(facts, known)
    for standing in year.standings_of(lived):
        owed += oracle.of_standing(standing, known)
    judge = Judge(campus, people, year.ledger(), until=lived.ends, prompt=lived.grain + timedelta(minutes=2))
    deeds = [deed for one in facts for deed in oracle.deeds(one, campus)]
    found = [*judge.findings(owed), *judge.of_the_clock(facts, deeds)]
    letters = letter_findings(people, facts, year.letters(), until=lived.ends, prompt=judge.prompt)
    return [*found, *letters]
