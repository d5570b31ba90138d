"""What the message check says about each finding: why in one sentence, and a phrase that does better."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from careernet.guides.coach.people import Person

SAID: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
    "job_ask": (
        _("Asking for work puts a volunteer on the spot; who liked a conversation often helps unasked."),
        _("I’d value your view of how people get started in this work."),
    ),
    "resume_attached": (
        _("A resume turns a conversation into an application; keep it at hand for when they ask to see it."),
        _("I’m glad to tell you more about my background."),
    ),
    "own_salary": (
        _("What somebody earns is theirs to tell; the usual range in the field is a fair question."),
        _("What is a typical range for somebody starting out in this field?"),
    ),
    "vague_ask": (
        _("Busy people say yes more easily when they know what it is about and how long it takes."),
        _("Could we talk for 20 minutes about how you chose this work?"),
    ),
    "placeholder": (
        _("This gap from a draft is still to be filled; it would show that the message was not written for them."),
        _("Put in your own words, or take the brackets out."),
    ),
    "misspelled_name": (
        _("This is close to their name and not quite it, and a name is the first thing anybody reads."),
        "",
    ),
    "wrong_name": (
        _("This is somebody else’s name, and it would be hard to read on after that."),
        "",
    ),
    "too_long": (
        _("A message that fits on one screen of a phone gets read; the rest can wait for the conversation."),
        _("Keep the one question you care about most, and stop here."),
    ),
    "too_short": (
        _("A few more words help them see who is asking and why them."),
        _("I’m a junior studying biology, and your path made me curious how you chose it."),
    ),
    "all_caps": (
        _("Capitals read as shouting; the same words in small letters come across as friendly."),
        _("Write it the way you would say it."),
    ),
    "no_question": (
        _("Nothing is asked yet, so they can’t tell what a yes would mean."),
        _("Would you have 20 minutes for a call in the next two weeks?"),
    ),
}
# What a message has, in the writer's words.
SAID_OF: dict[str, StrOrPromise] = {
    "self_introduction": _("Who you are"),
    "reason_for_you": _("Why them: something of their profile"),
    "how_found": _("How you found them"),
    "hope_to_learn": _("What you hope to learn"),
    "length_asked": _("How long it takes"),
    "medium_or_times": _("How or when to talk"),
    "thanks": _("Thanks"),
}
# What of it is asked of each kind: whoever follows up, thanks or tells news is known already.
TOPICS_OF = {
    "request": tuple(SAID_OF),
    "follow_up": ("hope_to_learn", "medium_or_times", "thanks"),
    "thank_you": ("thanks",),
    "update": ("thanks",),
}
OF_KIND: dict[tuple[str, str], tuple[StrOrPromise, StrOrPromise]] = {
    ("too_short", "thank_you"): (
        _("A thank-you that names what helped is remembered."),
        _("Your advice to try a summer in a lab first made my next step clear."),
    ),
    ("too_short", "follow_up"): (
        _("One more sentence tells them what this is about without looking it up."),
        _("I wrote two weeks ago to ask about your path; would a later date suit you better?"),
    ),
    ("too_short", "update"): (
        _("A sentence on what you did with their advice makes an update worth reading."),
        _("I took the course you suggested, and it changed what I look for."),
    ),
    ("too_long", "follow_up"): (
        _("A reminder works best when it can be answered in a minute."),
        _("I’d still love to hear how you started; would a later date suit you better?"),
    ),
    ("no_question", "follow_up"): (
        _("Nothing is asked here, so they can’t tell what would help you."),
        _("Would a time later this month suit you better?"),
    ),
    ("job_ask", "thank_you"): (
        _("A thank-you that asks for something reads like a bill; keep the question for another day."),
        _("I’ll let you know what comes of your advice."),
    ),
    ("job_ask", "update"): (
        _("Good news is a gift of its own; with a request for work attached it no longer is."),
        _("I’ll let you know how it goes."),
    ),
}


def said(rule: str, kind: str, mentor: Person) -> tuple[StrOrPromise, StrOrPromise]:
    why, better = OF_KIND.get((rule, kind)) or SAID[rule]
    if rule in ("wrong_name", "misspelled_name"):
        better = format_lazy(_("Dear {name},"), name=mentor.preferred_name or mentor.name)
    return why, better
