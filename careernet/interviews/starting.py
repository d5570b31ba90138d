"""How a first message may begin: words for the situation, or the student's last message, filled from both profiles."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from careernet.guides import starters
from careernet.interviews.checks import host_person, student_person
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.network.models import Contact
from careernet.students.models import AboutMe, Student, WantToTalk

LAST = "last"  # the message before this one


@dataclass(frozen=True, slots=True)
class Begun:
    """What the message is now; `offered` are words that would take the place of what was written."""

    message: str
    name: str = ""
    offered: str = ""
    subject: str = ""  # for the student's own mail program


def choices(names: Iterable[str]) -> list[tuple[str, StrOrPromise]]:
    return [(name, starters.ALL[name].label) for name in names] + [(LAST, _("Copy my last message as a start"))]


def begin(
    name: str, typed: str, *, student: Student, host: Mentor | Contact, minutes: int, is_sure: bool, unwritten: str = ""
) -> Begun:
    """Nothing that was `typed` is replaced unless the writer `is_sure`; `unwritten` is what the page had filled in."""
    typed = typed.replace("\r\n", "\n").strip()
    known = _known(student, host, minutes)
    if name == LAST:
        text = _last(student, known) or typed
    elif name in starters.ALL:
        text = starters.begin(name, known)
    else:
        return Begun(typed)
    untouched = {"", unwritten, known.why, *(starters.begin(one, known) for one in starters.ALL)}
    if is_sure or typed in untouched:
        return Begun(text, subject=starters.subject(name, known) if name in starters.ALL else "")
    return Begun(typed, name, text if text != typed else "")


def _known(student: Student, host: Mentor | Contact, minutes: int) -> starters.Known:
    about = AboutMe.objects.filter(student=student).first() or AboutMe()
    wanted = WantToTalk.objects.filter(student=student, mentor=host) if isinstance(host, Mentor) else None
    return starters.Known(
        student_person(student),
        host_person(host),
        minutes,
        who_i_am=about.who_i_am,
        to_learn=about.to_learn,
        why=(wanted.values_list("why", flat=True).first() if wanted is not None else "") or "",
    )


def _last(student: Student, known: starters.Known) -> str:
    """Empty where nothing was sent yet."""
    sent = Interview.objects.of_student(student).exclude(state=State.DRAFT).exclude(message="").with_people()
    last = sent.order_by("-state_since").first()
    return starters.copied(last.message, was=host_person(last.host), now=known.host) if last else ""
