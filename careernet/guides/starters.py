"""Words to begin a first message with, by situation. What is known of the two is filled in; the rest stays a bracket.

Pure. A bracket keeps a message from being sent (`coach.gaps`), so a starter never goes out as it came.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _, gettext_lazy
from django_stubs_ext import StrOrPromise

from careernet.guides.coach import Person


@dataclass(frozen=True, slots=True)
class Known:
    """The two, and what the student has said of themselves before."""

    student: Person
    host: Person
    minutes: int = 20
    who_i_am: str = ""  # whole sentences
    to_learn: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Starter:
    label: StrOrPromise
    subject: StrOrPromise  # for the student's own mail program
    text: StrOrPromise


CLOSING = gettext_lazy(
    "%(to_learn)s Could we talk for %(minutes)d minutes, by phone or video? [Two times that suit you] would work for "
    "me, and I’m happy to fit in with your week.\n\nThank you for thinking about it,\n%(name)s"
)
STARTERS: dict[str, Starter] = {
    "cold": Starter(
        gettext_lazy("We don’t know each other"),
        gettext_lazy("A student’s question about your work"),
        gettext_lazy(
            "Hello %(host)s,\n\n%(who_i_am)s I found your profile on careernet, and %(work)s made me curious: "
            "%(why)s.\n\n"
        ),
    ),
    "same_major": Starter(
        gettext_lazy("We share a major"),
        gettext_lazy("Another %(major)s major, with a question"),
        gettext_lazy(
            "Hello %(host)s,\n\n%(who_i_am)s On careernet I saw that you studied %(major)s too, and I wonder how it "
            "led to %(work)s. [What surprises you about their path.]\n\n"
        ),
    ),
    "referred": Starter(
        gettext_lazy("Somebody sent me"),
        gettext_lazy("[Who sent you] suggested I write to you"),
        gettext_lazy(
            "Hello %(host)s,\n\n[Who sent you] suggested I write to you, because [what they said about you]. "
            "%(who_i_am)s Of all they told me, %(work)s interests me most.\n\n"
        ),
    ),
    "event": Starter(
        gettext_lazy("I met or heard them at an event"),
        gettext_lazy("After [the event]"),
        gettext_lazy(
            "Hello %(host)s,\n\nI heard you speak at [the event, and when], and [what you remember of it] has been on "
            "my mind since. %(who_i_am)s I’d like to hear how it connects with %(work)s.\n\n"
        ),
    ),
    "reconnecting": Starter(
        gettext_lazy("We have been in touch before"),
        gettext_lazy("Hello again, with a question"),
        gettext_lazy(
            "Hello %(host)s,\n\nWe met [when and where], and I still think of [what they told you]. %(who_i_am)s Since "
            "then [what has changed for you], and so %(work)s interests me more than ever.\n\n"
        ),
    ),
    "outside": Starter(
        gettext_lazy("They are not on careernet"),
        gettext_lazy("A student’s question about your work"),
        gettext_lazy(
            "Hello %(host)s,\n\n%(who_i_am)s I came across your name [where you found them], and %(work)s made me "
            "curious: %(why)s. I am not looking for a job, only for what you would tell somebody who is "
            "starting out.\n\n"
        ),
    ),
}
# Whole by themselves: there is nobody to ask for a call yet, or no letter at all.
WHOLE: dict[str, Starter] = {
    "name": Starter(
        gettext_lazy("I ask someone I know for a name"),
        gettext_lazy("Whom should I talk to about [the kind of work]?"),
        gettext_lazy(
            "Hello %(host)s,\n\n[A line about the two of you.] I’m looking into [the kind of work] and know nobody who "
            "does it. Does anyone come to mind whom I could ask about their days for %(minutes)d minutes? It is advice "
            "I’m after, not a job.\n\nA name would help me, and may I say that it came from you?\n\n"
            "Thank you,\n%(name)s"
        ),
    ),
    "phone": Starter(
        gettext_lazy("On the phone, in 30 seconds"),
        "",
        gettext_lazy(
            "Hello, %(host)s? This is %(name)s; [how you got their number]. %(who_i_am)s I’m calling because %(work)s "
            "interests me. It’s not about a job: may I ask you a few questions, for %(minutes)d minutes, on a day that "
            "suits you? I’m free [two times that suit you]. Thank you!"
        ),
    ),
}
ALL = STARTERS | WHOLE
IN_POOL = ("cold", "same_major", "referred", "event", "reconnecting")
OUTSIDE = ("outside", "referred", "event", "reconnecting", "name", "phone")


def begin(name: str, known: Known) -> str:
    """The words of one of `ALL`."""
    text = str(ALL[name].text) if name in WHOLE else f"{STARTERS[name].text}{CLOSING}"
    return text % _filled(known)


def subject(name: str, known: Known) -> str:
    return str(ALL[name].subject) % _filled(known)


def copied(text: str, *, was: Person, now: Person) -> str:
    """An earlier message to somebody else, addressed anew; what was only theirs is a bracket."""
    for old, new in ((was.name, now.preferred_name or now.name), (was.preferred_name, now.preferred_name or now.name)):
        text = text.replace(old, new) if old else text
    for theirs in (was.employer, was.title):
        text = text.replace(theirs, _("[something of their profile]")) if theirs else text
    return text


def _filled(known: Known) -> dict[str, object]:
    student, host = known.student, known.host
    shared = [major for major in student.majors if major in host.majors]
    return {
        "host": host.preferred_name or host.name,
        "name": student.name,
        "minutes": known.minutes,
        "major": shared[0] if shared else _("[the major you share]"),
        "work": _work(host),
        "who_i_am": known.who_i_am or _who_i_am(student),
        "to_learn": known.to_learn or _("I’d like to learn [one thing only they can tell you]."),
        "why": known.why.rstrip(".") or _("[what it has to do with you]"),
    }


def _who_i_am(student: Person) -> str:
    said = {
        "name": student.name,
        "majors": _(" and ").join(student.majors) or _("[your major]"),
        "year": student.class_year or _("[your class year]"),
    }
    return _("I’m %(name)s, class of %(year)s, and I study %(majors)s.") % said


def _work(host: Person) -> str:
    said = {"title": host.title, "employer": host.employer}
    if host.title and host.employer:
        return _("your work as %(title)s at %(employer)s") % said
    if host.employer:
        return _("your work at %(employer)s") % said
    return _("your work as %(title)s") % said if host.title else _("[something of their profile]")
