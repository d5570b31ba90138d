"""One student's conversations and reflections as one timeline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.network.models import Contact
from careernet.reflections.models import Reflection
from careernet.students.models import Student

TONES = {
    State.REQUESTED: ("amber", "hourglass"),
    State.COUNTERED: ("blue", "calendar-clock"),
    State.ACCEPTED: ("blue", "calendar-clock"),
    State.SCHEDULED: ("pine", "calendar-check"),
    State.COMPLETED: ("slate", "circle-check"),
}
OTHERWISE = ("slate", "circle-x")


@dataclass(frozen=True)
class Item:
    """A line of `components/timeline.html`."""

    at: datetime
    icon: str
    tone: str
    title: Any
    text: Any = ""


def history_of(student: Student) -> list[Item]:
    """Newest first: every interview somebody was asked for, every reflection that was handed in. One query."""
    asked = Interview.objects.of_student(student).filter(asked_at__isnull=False)
    interviews = asked.select_related("mentor__user", "mentor__field", "contact", "reflection")
    items = [item for interview in interviews for item in _items(interview)]
    return sorted(items, key=attrgetter("at"), reverse=True)


def _items(interview: Interview) -> Iterator[Item]:
    host = interview.host
    tone, icon = TONES.get(State(interview.state), OTHERWISE)
    title = _("%(name)s: %(state)s") % {"name": host, "state": interview.get_state_display()}
    yield Item(interview.state_since, icon, tone, title, host.headline)
    reflection = getattr(interview, "reflection", None)
    if reflection and reflection.submitted_at:
        said = capfirst(reflection.get_state_display())
        yield Item(reflection.submitted_at, "notebook-pen", "violet", _link(reflection, host), said)


def _link(reflection: Reflection, host: Mentor | Contact) -> SafeString:
    url = reverse("advising:review", args=[reflection.pk])
    return format_html('<a href="{}">{}</a>', url, _("Reflection on %(name)s") % {"name": host})
