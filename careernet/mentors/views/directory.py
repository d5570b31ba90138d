"""Finding a mentor."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from careernet.accounts.access import MemberRequest
from careernet.accounts.models import Role, User
from careernet.campus.models import Field, Policy, WorkSetting
from careernet.core import clock, times
from careernet.core.compiled import Compiled
from careernet.interviews.capacity import could_be_asked_lately
from careernet.interviews.models import Block, Interview, State
from careernet.interviews.replies import usual_days_lately
from careernet.mentors import cards, finding
from careernet.mentors.filters import RANKED, MentorFilter
from careernet.mentors.finding import Found, Wishes
from careernet.mentors.meeting import LOOKED_AT
from careernet.mentors.models import Mentor
from careernet.mentors.spelling import corrections
from careernet.reflections import lines
from careernet.students.models import Student, WantToTalk

MAY_LOOK = (Role.Kind.STUDENT, Role.Kind.ADVISOR, Role.Kind.OFFICER)
OF_THE_MENTOR = (
    *LOOKED_AT,
    *("state", "paused_until", "job_title", "employer", "work_setting", "class_year", "city", "region", "country"),
    *("length", "hidden_fields"),
)
OF_THE_USER = ("email", "full_name", "portrait_id")
SORTS = {"fit": _("Best fit"), "soonest": _("Soonest time"), "newest": _("Newest here")}
SPELLINGS_TRIED = 3


@login_required
@require_safe
def directory(request: MemberRequest) -> HttpResponse:
    """`?q=…&field=…&sort=soonest`; `after` and `before` say where a page begins, `exactly=1` leaves spelling alone."""
    if not any(map(request.user.has_role, MAY_LOOK)):
        raise Http404
    now, student = clock.now(), _student(request.user)
    typed = _typed(request, student, now)
    filters = typed if request.GET.get("exactly") else _spelled(typed)
    sort = request.GET.get("sort", "fit")
    sort = sort if sort in SORTS else "fit"
    most_ranked = filters.ranked if sort == "fit" else RANKED
    page = finding.page(
        filters,
        sort,
        _wishes(student, now),
        Interview.objects.asked_this_month(now),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        now=now,
    )
    context = {
        "page": page,
        "cards": _cards(page.found, request.user, now),
        "student": student,
        "found": filters,
        "most_ranked": most_ranked if filters.number > most_ranked and sort != "newest" else 0,
        "narrowings": [] if filters.number else typed.narrowings(),
        "sorts": [(value, label, value == sort) for value, label in SORTS.items()],
        "lines": _lines(filters.chosen.get("field", "")),
        "here": urlencode(typed.chosen | ({"sort": sort} if sort != "fit" else {})),
    }
    if not request.htmx:
        return render(request, "mentors/directory.html", context)
    response = render(request, "mentors/directory.html#swap", context)
    response["HX-Push-Url"] = f"{request.path}?{context['here']}" if context["here"] else request.path
    return response


def _lines(slug: str) -> list[str]:
    """What earlier students left about the field that is looked for; no query where there is none."""
    field = Field.objects.filter(slug=slug).first() if slug else None
    return lines.of_field(field) if field else []


def _typed(request: MemberRequest, student: Any, now: datetime) -> MentorFilter:
    """What is asked for. Whoever is kept apart from nobody finds the same people as all the others."""
    user = request.user
    is_apart = student.is_apart if student else _blocks(user).exists()
    mentors = Mentor.objects.listed_for(user) if is_apart else Mentor.objects.listed()
    audience = str(user.pk) if is_apart else "everybody"
    can = could_be_asked_lately(now=now)
    return MentorFilter(request.GET, mentors, can_be_asked=can, audience=audience, turn=now.toordinal())


def _blocks(user: Any) -> QuerySet[Block]:
    return Block.objects.filter(Q(by=user) | Q(about=user))


def _spelled(typed: MentorFilter) -> MentorFilter:
    """With the first other spelling that finds somebody, where this one finds nobody."""
    if typed.number == 0 and typed.search:
        for _number, text in zip(range(SPELLINGS_TRIED), corrections(typed.read_as), strict=False):
            if (other := typed.read(text)).number:
                return other
    return typed


# --- Who looks --------------------------------------------------------------------------------------------------------
def _student(user: User) -> Any:
    """The student who looks, with what would fit them; None for advisors and staff. One query."""
    return _with_wishes.first(user=user.pk) if user.has_role(Role.Kind.STUDENT) else None


@Compiled
def _with_wishes(user: Any) -> QuerySet[Student]:
    mine = {"student": OuterRef("pk")}
    majors, interests = Student.majors.through.objects, Student.interests.through.objects
    talked = Interview.objects.pool().filter(state__in=(State.SCHEDULED, State.COMPLETED), **mine)
    return (
        Student.objects.filter(user=user)
        .only("work_settings")
        .annotate(
            major_names=ArraySubquery(majors.filter(**mine).values("major__name")),
            interest_slugs=ArraySubquery(interests.filter(**mine).values("field__slug")),
            is_apart=Exists(_blocks(user)),
            settings_met=ArraySubquery(talked.order_by().values("mentor__work_setting").distinct()),
        )
    )


def _wishes(student: Any, now: datetime) -> Wishes:
    if student is None:
        return Wishes()
    return Wishes.of(
        student.pk,
        now,
        majors=student.major_names,
        interests=student.interest_slugs,
        missing_settings=_missing(student),
    )


def _missing(student: Any) -> list[str]:
    """Work settings to look into that no conversation was about yet; none before the first one or a wish."""
    wanted = student.work_settings or (WorkSetting.values if student.settings_met else [])
    return [setting for setting in wanted if setting not in student.settings_met]


# --- What a card says -------------------------------------------------------------------------------------------------
def _cards(found: list[Found], user: User, now: datetime) -> list[tuple[cards.Card, bool]]:
    """Each with whether the person is on the list of whom to talk to."""
    ids, zone = [each.id for each in found], times.zone(user.time_zone)
    wanted = Exists(WantToTalk.objects.filter(mentor=OuterRef("pk"), student__user=user))
    columns = ("pk", *OF_THE_MENTOR, *(f"user__{name}" for name in OF_THE_USER), "field__name")
    people = {
        pk: (row, is_wanted) for pk, *row, is_wanted in Mentor.objects.filter(pk__in=ids).values_list(*columns, wanted)
    }
    days, rooms = usual_days_lately(ids, now=now), _rooms(row for row, _is_wanted in people.values())
    quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)  # in no zone a day ends within it
    return [
        (_card(each._replace(key=0), _hashable(row), days.get(each.id), rooms, zone, quarter), is_wanted)
        for each in found
        if each.id in people  # not deleted just now
        for row, is_wanted in [people[each.id]]
    ]


def _rooms(rows: Iterable[list[Any]]) -> str:
    """The campus's own rooms; looked up only where somebody is booked directly."""
    is_asked = any(row[OF_THE_MENTOR.index("booking")] == Mentor.Booking.INSTANT for row in rows)
    return Policy.current().room_address if is_asked else ""


def _hashable(row: list[Any]) -> tuple[Any, ...]:
    return tuple([tuple(value) if isinstance(value, list) else value for value in row])


@lru_cache(maxsize=4000)  # by all that it is made of, so it is never outdated
def _card(
    found: Found, row: tuple[Any, ...], answers_in: int | None, rooms: str, zone: ZoneInfo, now: datetime
) -> cards.Card:
    *values, field_name = row
    mentor = Mentor(pk=found.id, **dict(zip(OF_THE_MENTOR, values, strict=False)))
    mentor.user = User(**dict(zip(OF_THE_USER, values[len(OF_THE_MENTOR) :], strict=True)))
    mentor.field = Field(name=field_name) if field_name else None
    return cards.card(
        mentor,
        has_same_major=found.same_major,
        is_in_field_of_interest=found.in_interests,
        is_missing=found.is_missing,
        answers_in=answers_in,
        can_be_asked=found.can_be_asked,
        next_open=found.open_at,
        zone=zone,
        policy=Policy(room_address=rooms),
        now=now,
    )
