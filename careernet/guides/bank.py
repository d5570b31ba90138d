"""The question bank: open questions by theme, to be picked from. Data; a key never changes, its words may."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Theme:
    """`about`: as in "5 of 8 about the work". words: by which a question of the student's own is known to be of it."""

    slug: str
    name: StrOrPromise
    about: StrOrPromise
    words: str
    questions: Mapping[str, StrOrPromise]


THEMES = (
    Theme(
        "path",
        _("Path and education"),
        _("their path"),
        r"career path|your path|\b(major(ed)?|degree|studie[sd]|college|graduat\w+|first job|how did you (get|"
        r"come|end|start|begin|find|move|decide|choose))\b",
        {
            "first-spark": _("What first made you curious about this line of work?"),
            "from-major": _("How did you get from your major to what you do now?"),
            "turn": _("Which turn in your career looks small on paper but changed everything?"),
            "first-job": _("What was your first job after college like, and what did you take from it?"),
            "other-plans": _("What did you think you would be doing, back when you were my age?"),
            "chance": _("How much of your path was planned, and where did chance help?"),
            "school-paid-off": _("Which class or project from college do you still draw on?"),
            "grad-school": _("How did you decide for or against graduate school?"),
            "move-between": _("What made you leave your last employer for this one?"),
            "doubt": _("When did you doubt that this was right for you, and what kept you in it?"),
            "helped": _("Who opened a door for you, and how did you come to know them?"),
            "campus": _("What do you wish you had done more of while you were on campus?"),
            "decision": _("How have you gone about your biggest career decisions?"),
        },
    ),
    Theme(
        "day",
        _("The job, day to day"),
        _("the work itself"),
        r"\b(day|days|week|weeks|daily|typical|tasks?|projects?|meetings?|hours are spent|time do you spend)\b",
        {
            "yesterday": _("What did you do yesterday, from the first hour to the last?"),
            "good-week": _("What does a good week look like for you?"),
            "hard-week": _("What makes a week a hard one?"),
            "time-split": _("How is your time split between people, screens and everything else?"),
            "calendar": _("Which meetings on your calendar matter most, and why?"),
            "tools": _("What tools do you have open all day?"),
            "last-project": _("How did the last project you finished begin, and how did it end?"),
            "unseen": _("What part of your job do people outside never see?"),
            "decides": _("Which decisions are yours to make, and which go to somebody else?"),
            "deadlines": _("Where do your deadlines come from?"),
            "writes": _("What kinds of writing does your work ask of you?"),
            "works-with": _("Whom do you work with most, inside and outside your team?"),
            "newcomer-does": _("What would somebody in their first month be trusted with?"),
            "changed": _("How has your job changed since you took it?"),
        },
    ),
    Theme(
        "rewards",
        _("Rewards and challenges"),
        _("rewards and challenges"),
        r"\b(reward\w*|challeng\w*|enjoy|like (most|best|least)|hard(est)?|difficult|frustrat\w*|proud|"
        r"stress\w*|satisf\w*|surpris\w*)\b",
        {
            "stays": _("What keeps you in this work when other jobs would be easier?"),
            "proud": _("Which piece of work are you proud of, and what was your part in it?"),
            "least": _("Which part of the job would you hand to somebody else tomorrow?"),
            "surprise": _("What surprised you most once you were in the job?"),
            "wrong-idea": _("What do students usually get wrong about this work?"),
            "failure": _("What went wrong once, and what did you change afterward?"),
            "tired": _("What about this work wears people out?"),
            "leavers": _("Why do people leave this field, and where do they go?"),
            "difference": _("Where do you see that your work makes a difference?"),
            "pressure": _("How do you handle the times when everything is due at once?"),
            "conflict": _("What do people in your field disagree about?"),
            "same-again": _("What would you do differently if you began again today?"),
        },
    ),
    Theme(
        "skills",
        _("Skills, training and entry"),
        _("skills and getting in"),
        r"\b(skills?|train\w*|learn|certif\w*|qualif\w*|hire|hired|hiring|entry|entry-level|experience|"
        r"prepare|class(es)?|courses?|portfolio|license\w*)\b",
        {
            "daily-skills": _("Which skills do you use every day, and where did you pick them up?"),
            "missing-skill": _("What skill do you see missing in people who have just started?"),
            "learn-first": _("If you had six months to get ready for this work, what would you learn first?"),
            "courses": _("Which courses would you take in my place?"),
            "certificates": _("What certificates or licenses matter here, and which are only for show?"),
            "entry": _("How do people usually get their first position in this field?"),
            "other-doors": _("What less obvious ways into this work have you seen?"),
            "stand-out": _("What made a beginner stand out to you?"),
            "read-resume": _("When you read a resume from a beginner, what do you look for?"),
            "weak-spot": _("What would worry you about somebody with my background, and how could I make up for it?"),
            "try-small": _("What could I try on a small scale this semester to see whether it suits me?"),
            "software": _("Which software or methods are worth knowing before the first day?"),
            "experience": _("What kind of experience counts here that students tend to overlook?"),
            "advanced-degree": _("How far can somebody go here without an advanced degree?"),
        },
    ),
    Theme(
        "employer",
        _("Employer and culture"),
        _("employer and culture"),
        r"\b(company|employer|organi[sz]ation|culture|team|boss|manager|manag\w+|office|colleagues|values|"
        r"firm|agency|department)\b",
        {
            "culture": _("How would you describe the people who do well where you work?"),
            "newcomers": _("How are new people brought in during their first weeks?"),
            "manager": _("What does a good manager do at your organization?"),
            "decisions": _("How are decisions made where you are: by whom, and how fast?"),
            "disagree": _("What happens when somebody disagrees with their boss?"),
            "size": _("How would the same job feel at a much smaller or much larger place?"),
            "sector": _("What is different about doing this in a company, in government or at a nonprofit?"),
            "mistakes": _("How are mistakes handled on your team?"),
            "values": _("Which values does your employer act on when it costs something?"),
            "grow": _("How do people move up or sideways where you work?"),
            "belong": _("How welcome do people from different backgrounds feel there, as far as you can tell?"),
            "feedback": _("How do you learn whether you are doing well?"),
        },
    ),
    Theme(
        "field",
        _("The field and its year"),
        _("the field"),
        r"\b(field|industry|sector|trends?|future|growing|growth|market|technolog\w*|automat\w*|AI|regulat\w*|"
        r"season\w*|years from now|competit\w*)\b",
        {
            "change": _("What has changed most in this field since you started?"),
            "five-years": _("What do you expect to look different five years from now?"),
            "growing": _("Which corners of the field are growing, and which are shrinking?"),
            "automation": _("What is new technology changing about the work, and what will stay with people?"),
            "year": _("How does the work change through the year: when is it busy, when is it quiet?"),
            "hiring-season": _("When in the year do employers here usually look for beginners?"),
            "outside-forces": _("Which laws, budgets or events outside shape your work most?"),
            "leaders": _("Which organizations do people in the field look up to, and why?"),
            "neighbors": _("What related jobs should I know about that students rarely hear of?"),
            "places": _("Where, geographically, is most of this work done, and why there?"),
            "debate": _("What is the big argument in your field right now?"),
            "unsolved": _("What problem would you give your best people, if you had enough of them?"),
        },
    ),
    Theme(
        "life",
        _("Work and life"),
        _("work and life"),
        r"\b(balance|weekends?|evenings?|overtime|remote\w*|travel\w*|flexib\w*|famil\w*|vacation|hours|"
        r"commut\w*|relocat\w*|schedule|life outside)\b",
        {
            "hours": _("What hours do people in your role really keep?"),
            "evenings": _("How often does work follow you home?"),
            "remote": _("How much of the work can be done from elsewhere, and what gets lost then?"),
            "travel": _("How much travel comes with it, and what is that like after the first year?"),
            "family": _("How do colleagues with children or other duties make it work?"),
            "flexible": _("Where is there room to shape your own hours, and where is there none?"),
            "city": _("What would living where the jobs are be like on a beginner’s budget?"),
            "health": _("What do you do so that the work does not eat you up?"),
            "time-off": _("How do people take time off, in practice?"),
            "other-life": _("What part of your life outside work has this career made easier or harder?"),
        },
    ),
    Theme(
        "pay",
        _("Pay in the field"),
        _("pay"),
        r"\b(pay|paid|pays|salar\w*|earn\w*|benefits|wages?|compensat\w*|bonus\w*|loan\w*)\b",
        {
            "range": _("What is a usual starting range in this field?"),
            "grows": _("How does pay usually develop over the first ten years in this line of work?"),
            "differs": _("How different is pay between government, companies and nonprofits here?"),
            "place": _("How much does the usual range depend on where one lives?"),
            "beyond-pay": _("Besides the paycheck, which benefits matter in this field?"),
            "unpaid": _("How common is unpaid or badly paid work at the start, and what do people do about it?"),
            "figures": _("Where would I find honest figures on what beginners here are paid?"),
            "degree-pays": _("What difference does a further degree make to the usual range?"),
        },
    ),
    Theme(
        "advice",
        _("Advice"),
        _("advice"),
        r"\b(advice|advise|recommend|suggest|would you do (in|if)|in my (place|shoes|position)|should i|"
        r"next steps?|if you were|wish you had known)\b",
        {
            "my-place": _("If you were in my place now, what would your next step be?"),
            "known-earlier": _("What do you know now that you would have liked to know at the start?"),
            "first-year": _("How should I spend my first year after college, as you see it?"),
            "test-myself": _("How could I find out whether this work fits me before I commit to it?"),
            "avoid": _("Which mistake do you see beginners make again and again?"),
            "summer": _("What would make next summer count, seen from your side?"),
            "small-step": _("What one thing could I do this month that would teach me most?"),
            "plan-b": _("If this field did not work out, what would be a good place to take what I learned?"),
            "say-about-me": _("What should I be able to say about myself by the time I apply anywhere?"),
            "best-advice": _("What is the best advice you were given, and what did you do with it?"),
            "bad-advice": _("Which piece of common advice would you ignore?"),
        },
    ),
    Theme(
        "people",
        _("Whom else to talk to"),
        _("whom else to meet"),
        r"\b(who(m)? else|talk (to|with) next|speak (to|with) next|introduc\w+|connect me|other people|"
        r"stay in touch|keep in touch|your name)\b",
        {
            "who-else": _("Who else would you talk to, if you were me?"),
            "other-view": _("Who sees this field quite differently from you?"),
            "recent": _("Whom do you know who started in the last two or three years?"),
            "other-setting": _("Who does similar work in another kind of organization?"),
            "your-name": _("How would you feel about my using your name when I write to them?"),
            "groups": _("Which groups or events do people in your field actually go to?"),
            "stay-in-touch": _("How would you like me to stay in touch?"),
            "report-back": _("What would you like to hear about, once I have tried what you suggest?"),
            "watch": _("How could I spend a few hours watching somebody do this work?"),
            "alumni": _("Which other graduates of ours have you come across in this line of work?"),
        },
    ),
    Theme(
        "informed",
        _("Staying informed"),
        _("staying informed"),
        r"\b(read|reading|books?|podcasts?|newsletters?|blogs?|journals?|conferences?|follow online|"
        r"associations?|informed|up to date|websites?)\b",
        {
            "read": _("What do you read to keep up with your field?"),
            "one-book": _("Which book or article explains your world best to somebody new?"),
            "listen": _("What podcast or newsletter would you not want to miss?"),
            "association": _("Which professional association is worth a student membership?"),
            "event": _("What event should I go to once, just to listen?"),
            "follow": _("Whose work do you follow, and what do you like about it?"),
            "data": _("Where do people in your job look first when they need a fact?"),
            "history": _("What from the history of the field should a beginner know?"),
        },
    ),
    Theme(
        "me",
        _("About me (resume only if they ask)"),
        _("yourself"),
        r"\b(my (background|experience|resum[eé]|profile|interests?|strengths|skills|introduction|plans?|"
        r"major)|about me|people like me)\b",
        {
            "strengths": _("From what I told you, where do you see my interests fitting in?"),
            "gaps": _("Which gap in my background would you work on first?"),
            "sounds": _("How does my plan sound to somebody who has done this?"),
            "story": _("What in my story would you put first when I introduce myself?"),
            "resume": _("If you would like to see my resume: what would you change on it?"),
            "roles": _("Which roles did you think of while I was describing what I like?"),
            "profile": _("What would you expect to find on the profile page of somebody like me?"),
            "not-said": _("What would you have asked me that I have not brought up?"),
        },
    ),
    Theme(
        "last",
        _("What I haven't asked"),
        _("what is left"),
        r"\b(not asked|haven.t asked|have i (missed|forgotten)|anything else|left out)\b",
        {
            "not-asked": _("What have I not asked that I should have?"),
            "wish-asked": _("What do you wish students would ask you?"),
            "sum-up": _("If I remember only one thing from today, what should it be?"),
            "your-turn": _("What would you like to know from me, or about campus today?"),
        },
    ),
)
BY_SLUG = {theme.slug: theme for theme in THEMES}
TEXTS = {f"{theme.slug}.{key}": text for theme in THEMES for key, text in theme.questions.items()}
TO_GUESS = (
    "last",
    "people",
    "me",
    "pay",
    "informed",
    "life",
    "advice",
    "rewards",
    "skills",
    "path",
    "day",
    "field",
    "employer",
)


@cache
def _themes_by_text() -> dict[str, Theme]:
    return {str(text).casefold(): BY_SLUG[key.partition(".")[0]] for key, text in TEXTS.items()}


def theme_of(text: str) -> Theme | None:
    """Of a question of the bank its theme; of another the first whose words stand in it."""
    if known := _themes_by_text().get(text.casefold()):
        return known
    found = (BY_SLUG[slug] for slug in TO_GUESS if re.search(BY_SLUG[slug].words, text, re.IGNORECASE))
    return next(found, None)


def of(theme: Theme) -> dict[str, StrOrPromise]:
    """By key."""
    return {key: text for key, text in TEXTS.items() if key.partition(".")[0] == theme.slug}


def found(words: str) -> dict[str, StrOrPromise]:
    """By key, the questions in which each of these words begins a word, or which stand under a theme so named."""
    starts = [re.compile(rf"\b{re.escape(word)}", re.IGNORECASE) for word in words.split()]
    return {
        key: text
        for key, text in TEXTS.items()
        if all(start.search(f"{BY_SLUG[key.partition('.')[0]].name} {text}") for start in starts)
    }


def texts_of(keys: Iterable[str]) -> list[str]:
    """In words; a key that has gone is left out."""
    return [str(TEXTS[key]) for key in keys if key in TEXTS]
