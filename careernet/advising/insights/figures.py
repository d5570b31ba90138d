"""What the figures say: each is asked of the database once, however many interviews there are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from django.db.models import Aggregate, Count as Number, DurationField, F, Min, Q, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careernet.advising.insights.counts import Count, share, typical
from careernet.advising.insights.scope import Scope
from careernet.campus.models import Policy, WorkSetting
from careernet.interviews.models import Event, State
from careernet.mentors.models import Mentor
from careernet.reflections.models import Reflection, Review

Verb = Event.Verb
REPLIES = (Verb.ACCEPTED, Verb.OFFERED, Verb.DECLINED, Verb.ASKED_FIRST)
SOON, THANKS_WITHIN = timedelta(days=7), timedelta(hours=24)
LOADS = ((1, 2), (3, 5), (6, 10), (11, None))  # requests of one mentor, from and to
MOST_ASKED = 20  # one in so many


@dataclass(frozen=True)
class Row:
    label: str
    counts: tuple[Count, ...]

    @property
    def lengths(self) -> list[int]:
        """What is drawn of it."""
        return [count.rounded for count in self.counts]


@dataclass(frozen=True)
class Figure:
    """key: its name in addresses.

    shape: `bars` has one count a row, `within` one and its whole, `parts` all parts of a whole, `grid` a table.

    finding: the sentence that says what the picture shows. columns: what the counts of a row are.
    """

    key: str
    title: str
    finding: str
    columns: tuple[str, ...]
    rows: list[Row]
    shape: str = "bars"
    note: str = ""

    @property
    def most(self) -> int:
        """The longest line, at least 1."""
        return max((sum(lengths) for lengths, _row in self.lines), default=0) or 1

    @property
    def lines(self) -> list[tuple[list[int], Row]]:
        """What is drawn of each row, one after the other."""
        return [(self._drawn(row), row) for row in self.rows]

    @property
    def table(self) -> list[tuple[str, list[tuple[str, Count]]]]:
        """Each row's label, and its counts with the names of their columns."""
        return [(row.label, list(zip(self.columns, row.counts, strict=True))) for row in self.rows]

    def _drawn(self, row: Row) -> list[int]:
        if self.shape == "within":
            part, whole = row.lengths
            return [part, max(0, whole - part)]
        return row.lengths


class Median(Aggregate):
    """Of durations; None of no rows."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def figures(scope: Scope, policy: Policy) -> list[Figure]:
    answered = _answered(scope)
    steps = _steps(scope)
    return [
        _path(steps, answered),
        _replies(answered),
        _thanks(steps),
        _reach(scope),
        _coverage(scope),
        _interest(scope),
        _load(scope),
        _turnaround(scope, policy),
    ]


# --- From request to reflection -----------------------------------------------------------------------------------
def _steps(scope: Scope) -> dict[str, Count]:
    """How many requests came how far, and how many students they are of."""
    thanked = Q(thank_you__isnull=False)
    reached = {
        "asked": Q(),
        "booked": Q(calendar_uid__isnull=False),
        "held": Q(state=State.COMPLETED),
        "thanked": thanked,
        "in_time": thanked & Q(thank_you__sent_at__lte=F("during__endswith") + THANKS_WITHIN),
        "written": Q(reflection__submitted_at__isnull=False),
    }
    of_each = {step: Number("pk", filter=condition) for step, condition in reached.items()}
    in_all = {f"{step}_all": Sum(step, default=0) for step in reached}
    people = {f"{step}_people": Number("student", filter=Q(**{f"{step}__gt": 0})) for step in reached}
    found = scope.requests().order_by().values("student").annotate(**of_each).aggregate(**in_all, **people)
    return {step: Count(found[f"{step}_all"], found[f"{step}_people"]) for step in reached}


def _answered(scope: Scope) -> dict[str, Any]:
    """Requests the mentor answered at all: `answered`, within a week `soon`, the `median`; and booked `directly`."""
    said = Q(verb__in=REPLIES, role=Event.Role.MENTOR) | Q(verb=Verb.BOOKED)
    events = Event.objects.filter(said, interview__in=scope.requests().order_by().values("pk")).order_by()
    first = events.values("interview_id", "interview__student_id", "interview__asked_at").annotate(
        first=Min("at", filter=~Q(verb=Verb.BOOKED))
    )
    by_mentor, soon = Q(first__isnull=False), Q(first__lte=F("interview__asked_at") + SOON)
    who = "interview__student_id"
    found = first.aggregate(
        all=Number("interview_id"),
        all_people=Number(who, distinct=True),
        replied=Number("interview_id", filter=by_mentor),
        replied_people=Number(who, distinct=True, filter=by_mentor),
        soon=Number("interview_id", filter=soon),
        soon_people=Number(who, distinct=True, filter=soon),
        median=Median(F("first") - F("interview__asked_at"), filter=by_mentor),
    )
    counted = {name: Count(found[name], found[f"{name}_people"]) for name in ("all", "replied", "soon")}
    return {**counted, "median": found["median"]}


def _path(steps: dict[str, Count], answered: dict[str, Any]) -> Figure:
    rows = [
        Row(_("Asked"), (steps["asked"],)),
        Row(_("Answered"), (answered["all"],)),
        Row(_("Booked"), (steps["booked"],)),
        Row(_("Took place"), (steps["held"],)),
        Row(_("Thanked"), (steps["thanked"],)),
        Row(_("Reflected"), (steps["written"],)),
    ]
    held, written = share(steps["held"], steps["asked"]), share(steps["written"], steps["held"])
    if held is None:
        finding = _("Too few requests yet to say how many become conversations.")
    elif written is None:
        finding = _("%(held)d%% of requests became a conversation.") % {"held": held}
    else:
        finding = _("%(held)d%% of requests became a conversation, and %(written)d%% of those a reflection.") % {
            "held": held,
            "written": written,
        }
    return Figure("path", _("From request to reflection"), finding, (_("Requests"),), rows)


def _replies(answered: dict[str, Any]) -> Figure:
    replied, soon = answered["replied"], answered["soon"]
    usual, within = typical(answered["median"], replied), share(soon, replied)
    if usual and within is not None:
        finding = _("Half of all answers come within %(usual)s, %(within)d%% within a week.") % {
            "usual": usual,
            "within": within,
        }
    else:
        finding = _("Too few answers yet to say how long they take.")
    rows = [Row(_("Answered by the mentor"), (replied,)), Row(_("within 7 days"), (soon,))]
    return Figure("replies", _("How fast mentors answer"), finding, (_("Requests"),), rows)


def _thanks(steps: dict[str, Count]) -> Figure:
    thanked, in_time = share(steps["thanked"], steps["held"]), share(steps["in_time"], steps["held"])
    if thanked is None:
        finding = _("Too few conversations yet to say who says thank you.")
    elif in_time is None:
        finding = _("%(thanked)d%% of conversations were followed by a thank-you.") % {"thanked": thanked}
    else:
        finding = _("%(thanked)d%% of conversations were followed by a thank-you, %(soon)d%% within a day.") % {
            "thanked": thanked,
            "soon": in_time,
        }
    rows = [
        Row(_("Took place"), (steps["held"],)),
        Row(_("Thanked"), (steps["thanked"],)),
        Row(_("within 24 hours"), (steps["in_time"],)),
    ]
    return Figure("thanks", _("Thank-you on time"), finding, (_("Conversations"),), rows)


# --- Who and what --------------------------------------------------------------------------------------------------
def _reach(scope: Scope) -> Figure:
    """Students who asked somebody, of all. The others are not counted: all are the same on every page, so that whoever
    knew two of the three would soon know the third."""
    asked = Number("interviews__student", distinct=True, filter=scope.reached())
    found = (
        scope.students()
        .order_by()
        .values_list("class_year")
        .annotate(everybody=Number("pk", distinct=True), asked=asked)
    )
    rows = [
        Row(
            _("Class of %(year)s") % {"year": year} if year else _("No class year"),
            (Count(who_asked, who_asked), Count(everybody, everybody)),
        )
        for year, everybody, who_asked in sorted(found, key=lambda row: row[0] or 0, reverse=True)
    ]
    known = [row.lengths for row in rows if not row.counts[0].is_few]
    missing = sum(everybody - part for part, everybody in known)
    if not known:
        finding = _("Too few students have asked somebody to say how many have not.")
    elif not missing:
        finding = _("Nearly every student of these classes has asked somebody.")
    else:
        finding = _("About %(missing)s students of these classes have asked nobody yet.") % {"missing": f"{missing:,}"}
    columns = (_("Asked somebody"), _("All students"))
    return Figure("reach", _("Students not yet reached"), finding, columns, rows, "within")


def _coverage(scope: Scope) -> Figure:
    held = scope.requests().filter(state=State.COMPLETED).order_by()
    found = held.values_list("mentor__field__name", "mentor__work_setting").annotate(
        number=Number("pk"), people=Number("student", distinct=True)
    )
    cells = {(field or "", setting): Count(number, people) for field, setting, number, people in found}
    nothing = Count(0, 0)
    fields = sorted({field for field, _setting in cells}, key=lambda name: (not name, name))
    rows = [
        Row(field or _("No field"), tuple(cells.get((field, setting.value), nothing) for setting in WorkSetting))
        for field in fields
    ]
    covered = [row.label for row in rows if any(not count.is_few for count in row.counts)]
    if not covered:
        finding = _("Too few conversations yet to say which fields they cover.")
    else:
        best = max(rows, key=lambda row: sum(count.rounded for count in row.counts))
        finding = _("Most conversations were about %(field)s; %(number)d fields have had five or more.") % {
            "field": best.label,
            "number": len(covered),
        }
    columns = tuple(capfirst(str(setting.label)) for setting in WorkSetting)
    return Figure("coverage", _("Fields and settings talked about"), finding, columns, rows, "grid")


def _interest(scope: Scope) -> Figure:
    rated = Reflection.objects.filter(
        submitted_at__isnull=False,
        interest__isnull=False,
        interest_before__isnull=False,
        interview__in=scope.requests().order_by().values("pk"),
    )
    more, less = Q(interest__gt=F("interest_before")), Q(interest__lt=F("interest_before"))
    parts = {"more": more, "same": Q(interest=F("interest_before")), "less": less}
    who = "interview__student"
    numbers = {name: Number("pk", filter=part) for name, part in parts.items()}
    people = {f"{name}_people": Number(who, distinct=True, filter=part) for name, part in parts.items()}
    found = rated.order_by().values("interview__mentor__field__name").annotate(**numbers, **people)
    rows = [
        Row(row["interview__mentor__field__name"] or _("No field"), _counts(row, parts))
        for row in sorted(found, key=lambda row: row["interview__mentor__field__name"] or "~")
    ]
    grown = [(row.lengths[0] - row.lengths[2], row.label) for row in rows]
    if grown and max(grown)[0] > 0:
        finding = _("Interest grew most by talking to people in %(field)s.") % {"field": max(grown)[1]}
    else:
        finding = _("Too few reflections yet to say where interest grows.")
    columns = (_("More than before"), _("About the same"), _("Less than before"))
    return Figure("interest", _("How interest changed"), finding, columns, rows, "parts")


def _counts(row: Mapping[str, Any], names: Iterable[str]) -> tuple[Count, ...]:
    return tuple(Count(row[name], row[f"{name}_people"]) for name in names)


# --- Mentors and advisors --------------------------------------------------------------------------------------------
def _load(scope: Scope) -> Figure:
    """How requests spread over the mentors who can be asked; those who have left are not among them."""
    mentors = Mentor.objects.filter(state=Mentor.State.ACTIVE)
    if field := scope.chosen.get("field"):
        mentors = mentors.filter(field=int(field.key))
    asked = mentors.annotate(number=Number("interviews", filter=scope.asked_of())).values_list("number", flat=True)
    loads = sorted(asked.order_by(), reverse=True)
    idle = loads.count(0)
    spread = Counter(next(at for at, (_low, high) in enumerate(LOADS) if high is None or n <= high) for n in loads if n)
    rows = [Row(_("Not asked"), (Count(idle, idle),))]
    for place, (low, high) in enumerate(LOADS):
        label = _("%(low)d to %(high)d requests") if high else _("%(low)d requests or more")
        rows.append(Row(label % {"low": low, "high": high}, (Count(spread[place], spread[place]),)))
    top = ceil(len(loads) / MOST_ASKED)
    part = share(Count(sum(loads[:top]), top), Count(sum(loads), len(loads) - idle))
    if part is None:
        finding = _("Too few requests yet to say how they spread.")
    else:
        finding = _("The most asked 5%% of mentors got %(part)d%% of the requests.") % {"part": part}
    return Figure("load", _("How requests spread over mentors"), finding, (_("Mentors"),), rows)


def _turnaround(scope: Scope, policy: Policy) -> Figure:
    """From a reflection handed in to its advisor's answer."""
    reviews = Review.objects.filter(
        reflection__interview__in=scope.requests().order_by().values("pk"),
        reflection__versions__number=F("version"),
    )
    took, limit = F("at") - F("reflection__versions__at"), timedelta(days=7)
    soon, who = Q(at__lte=F("reflection__versions__at") + limit), "reflection__interview__student"
    found = reviews.aggregate(
        all=Number("pk"),
        all_people=Number(who, distinct=True),
        soon=Number("pk", filter=soon),
        soon_people=Number(who, distinct=True, filter=soon),
        median=Median(took),
    )
    answered, in_time = _counts(found, ("all", "soon"))
    usual, within = typical(found["median"], answered), share(in_time, answered)
    if usual and within is not None:
        finding = _("Half of all reflections are answered within %(usual)s, %(within)d%% within a week.") % {
            "usual": usual,
            "within": within,
        }
    else:
        finding = _("Too few reflections answered yet to say how long it takes.")
    rows = [Row(_("Answered by an advisor"), (answered,)), Row(_("within 7 days"), (in_time,))]
    note = _("The rules ask for an answer within %(days)d working days.") % {"days": policy.review_days}
    return Figure("reviews", _("How fast advisors answer"), finding, (_("Reflections"),), rows, note=note)
