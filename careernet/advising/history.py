"""One student's conversations and reflections as one timeline."""

from collections.abc import Iterator
from operator import attrgetter

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careernet.core.timeline import Line
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


def history_of(student: Student) -> list[Line]:
    """Newest first: every interview somebody was asked for, every reflection that was handed in. One query."""
    asked = Interview.objects.of_student(student).filter(asked_at__isnull=False)
    interviews = asked.select_related("mentor__user", "mentor__field", "contact", "reflection")
    items = [item for interview in interviews for item in _items(interview)]
    return sorted(items, key=attrgetter("at"), reverse=True)


def _items(interview: Interview) -> Iterator[Line]:
    host = interview.host
    tone, icon = TONES.get(State(interview.state), OTHERWISE)
    title = _("%(name)s: %(state)s") % {"name": host, "state": interview.get_state_display()}
    yield Line(icon, tone, title, host.headline, interview.state_since)
    reflection = getattr(interview, "reflection", None)
    if reflection and reflection.submitted_at:
        said = capfirst(reflection.get_state_display())
        yield Line("notebook-pen", "violet", _link(reflection, host), said, reflection.submitted_at)


def _link(reflection: Reflection, host: Mentor | Contact) -> SafeString:
    url = reverse("advising:review", args=[reflection.pk])
    return format_html('<a href="{}">{}</a>', url, _("Reflection on %(name)s") % {"name": host})
