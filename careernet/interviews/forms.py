"""What people type about an interview. Every wall-clock time is read in the zone of whoever types it."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import TextChoices
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import MeetingMode, Policy
from careernet.core import times
from careernet.core.forms import ClockField, DateField, Form, Textarea
from careernet.interviews import picker
from careernet.interviews.actions import MOST_TIMES, Ask, times_to_choose
from careernet.interviews.limits import is_under_18, ways_to_meet
from careernet.interviews.models import Absence, Interview, Report, ThankYou
from careernet.interviews.safety import suggested_reason
from careernet.interviews.times import free_times
from careernet.mentors.models import Mentor
from careernet.students.models import Student

FARTHEST = timedelta(days=180)
MOST_PICKS = 60  # times on one page


class LongText(forms.CharField):
    """Several lines of up to `most` characters."""

    def __init__(self, *, most: int, rows: int, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Textarea(attrs={"rows": rows}))
        super().__init__(max_length=most, strip=True, **kwargs)
        self.error_messages["max_length"] = _("Shorten this to %(most)d characters.") % {"most": most}


class VerbForm(Form):
    """A form of the interview page; its ids carry its verb, since the page shows several."""

    verb: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.verb}_%s")
        super().__init__(*args, **kwargs)


class TimesForm(Form):
    """Up to three times (`rows`) as date and time of day in `zone`, none before `earliest`.

    `starts` is what was read: aware, in UTC, ascending.
    """

    marks_optional = False  # each row says so itself
    rows = MOST_TIMES
    starts: tuple[datetime, ...] = ()

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, earliest: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now, self.earliest = zone, now, earliest
        first, last = (times.local(moment, zone).date().isoformat() for moment in (earliest, now + FARTHEST))
        for number in range(1, self.rows + 1):
            self.fields[f"day_{number}"] = DateField(label=_("Date"), required=False, attrs={"min": first, "max": last})
            self.fields[f"time_{number}"] = ClockField(label=_("Time"), required=False, attrs={"step": 300})

    @property
    def time_rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        names = [_("First time"), _("Second time, optional"), _("Third time, optional")][: self.rows]
        return [(name, self[f"day_{number}"], self[f"time_{number}"]) for number, name in enumerate(names, 1)]

    @property
    def has_times(self) -> bool:
        """Something was typed into one of the rows."""
        return self.is_bound and any(day.value() or clock.value() for _name, day, clock in self.time_rows)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        found: list[datetime] = []
        for number in range(1, self.rows + 1):
            names = f"day_{number}", f"time_{number}"
            on, at = (cleaned.get(name) for name in names)
            if any(name in self.errors for name in names) or (on is None and at is None):
                continue
            start, problem, wrong = self._read(on, at, *names)
            if start in found:
                problem, wrong = _("You have this time already. Change it or leave it empty."), names[1]
            if problem:
                self.add_error(wrong, problem)
            elif start:
                found.append(start)
        self.starts = tuple(sorted(found))
        return cleaned

    def _read(
        self, on: date | None, at: time | None, day_name: str, time_name: str
    ) -> tuple[datetime | None, str, str]:
        """(start, what is wrong with it, the field to change); one of the first two is empty."""
        if on is None or at is None:
            return None, *((_("Add the date."), day_name) if on is None else (_("Add the time of day."), time_name))
        first, last = (times.local(moment, self.zone).date() for moment in (self.now, self.now + FARTHEST))
        if on < first:
            return None, _("That day is already past. Choose a coming one."), day_name
        if on > last:
            return None, _("That is more than half a year away. Choose an earlier day."), day_name
        start = times.to_utc(on, at.hour * 60 + at.minute, self.zone)
        said = {
            "day": times.day(start, self.zone, self.now),
            "time": times.time_of_day(self.earliest, self.zone),
            "city": times.city(self.zone.key),
        }
        if times.local(start, self.zone).time() != at.replace(second=0):
            return None, _("On %(day)s the clocks in %(city)s skip this hour. Choose another time.") % said, time_name
        if start < self.earliest:
            said["day"] = times.day(self.earliest, self.zone, self.now)
            return None, _("That is too soon. Choose a time from %(day)s, %(time)s on.") % said, time_name
        return start, "", ""


# --- Asking -------------------------------------------------------------------------------------------------------
class AskForm(TimesForm):
    """The composer: one free time, or up to three the student suggests."""

    missing = {
        "mode": gettext_lazy("Choose how you would like to meet."),
        "hope_to_learn": gettext_lazy("Enter what you hope to learn."),
        "message": gettext_lazy("Write your message."),
    }
    id = forms.UUIDField(widget=forms.HiddenInput)
    slot = forms.CharField(required=False, widget=forms.HiddenInput)
    mode = forms.ChoiceField(label=gettext_lazy("How would you like to meet?"), widget=forms.RadioSelect)
    hope_to_learn = LongText(
        label=gettext_lazy("What I hope to learn"),
        help_text=gettext_lazy("One or two sentences; it is the first thing that is read."),
        most=600,
        rows=3,
    )
    message = LongText(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("Short and specific: who you are, how you came across them, and why them."),
        most=3000,
        rows=9,
    )
    is_first = forms.BooleanField(label=gettext_lazy("This is my first one; please say so"), required=False)

    def __init__(
        self, *args: Any, mentor: Mentor, student: Student, policy: Policy, now: datetime, **kwargs: Any
    ) -> None:
        notice = max(timedelta(hours=mentor.hours_ahead), timedelta(days=policy.answer_days))
        super().__init__(*args, zone=times.zone(student.zone), now=now, earliest=now + notice, **kwargs)
        ways = ways_to_meet(mentor, student, now)
        self.fields["mode"].choices = [  # type: ignore[attr-defined]
            (mode, label.capitalize()) for mode, label in MeetingMode.choices if mode in ways
        ]
        if is_under_18(student, now):
            self.fields["mode"].help_text = _("Until you are 18, conversations are by phone or video.")

    def clean_slot(self) -> datetime | None:
        typed = self.cleaned_data["slot"]
        start = picker.read(typed)
        if typed and start is None:
            raise forms.ValidationError(_("Choose one of the times shown."))
        return start

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("slot") and self.starts:
            self.add_error("day_1", _("Keep the time you chose or suggest others, not both."))
        elif not cleaned.get("slot") and not self.has_times and "slot" not in self.errors:
            self.add_error("day_1", _("Suggest at least one time."))
        return cleaned

    @property
    def ask(self) -> Ask:
        said = self.cleaned_data
        return Ask(
            mode=said["mode"],
            hope_to_learn=said["hope_to_learn"],
            message=said["message"],
            is_first=said["is_first"],
            slot=said["slot"],
            proposed=self.starts,
        )


class DraftForm(AskForm):
    """What was written so far: anything may be missing, and times wait until the request is sent."""

    WRITTEN = ("id", "mode", "hope_to_learn", "message", "is_first")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {name: self.fields[name] for name in self.WRITTEN}
        for name in self.WRITTEN[1:]:
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["mode"] = self.cleaned_data.get("mode") or self.fields["mode"].choices[0][0]  # type: ignore[attr-defined]
        self.cleaned_data["slot"] = None
        return self.cleaned_data


# --- Answering ----------------------------------------------------------------------------------------------------
class StartField(forms.TypedChoiceField):
    """One of some starts, each shown in both zones."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        kwargs.setdefault("error_messages", {"invalid_choice": _("Choose one of the times shown.")})
        super().__init__(coerce=picker.read, **kwargs)


def starts_as_choices(
    starts: list[datetime], length: timedelta, zone: ZoneInfo, other_zone: ZoneInfo, other_name: str, now: datetime
) -> list[tuple[str, str]]:
    choices = []
    for start in starts:
        dual = times.dual(start, start + length, zone, other_zone, now)
        theirs = _("%(theirs)s for %(name)s") % {"theirs": dual.theirs, "name": other_name} if dual.theirs else ""
        shown = format_html('{} <span class="cn-small cn-muted d-block">{}</span>', dual.mine, theirs)
        choices.append((picker.value(start), shown if theirs else dual.mine))
    return choices


class PickForm(VerbForm):
    """One of the mentor's times, shown in a line each or, where they are many, by week and day."""

    def offer(self, starts: list[datetime], interview: Interview, reader: Student | Mentor, now: datetime) -> None:
        other = interview.mentor if reader == interview.student else interview.student
        self.picks, self.reader_zone = starts, times.zone(reader.zone)
        self.other_zone, self.other_name, self.seen_at = times.zone(other.zone), other.user.short_name, now
        around = self.reader_zone, self.other_zone, self.other_name, now
        self.fields["starts_at"].choices = starts_as_choices(starts, interview.duration, *around)  # type: ignore[attr-defined]

    @property
    def weeks(self) -> list[picker.Week]:
        """Empty for a handful of times."""
        if len(self.picks) <= MOST_TIMES:
            return []
        around: dict[str, Any] = {
            "zone": self.reader_zone,
            "other_zone": self.other_zone,
            "other_name": self.other_name,
        }
        return picker.by_week(self.picks[:MOST_PICKS], now=self.seen_at, **around)

    @property
    def chosen(self) -> str:
        return str(self["starts_at"].value() or "")


class Place(TextChoices):
    """Where two people may meet; the office allows no other places."""

    WORK = "work", gettext_lazy("At a workplace")
    CAMPUS = "campus", gettext_lazy("On campus")
    PUBLIC = "public", gettext_lazy("In a public place")


class WhereForm(VerbForm):
    """Where to meet: a link, a number or a place, by how the two meet.

    `usual` is what the mentor's profile says. The page shows it; the page behind a mail link keeps it to itself.
    """

    marks_optional = False  # asked for below, unless the profile answers
    where = forms.CharField(max_length=280, required=False)

    def __init__(self, *args: Any, interview: Interview, shows_usual: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mentor, name = interview.mentor, {"name": interview.student.user.short_name}
        self.usual = {MeetingMode.VIDEO: mentor.video_link, MeetingMode.PHONE: mentor.phone}.get(
            MeetingMode(interview.mode), ""
        )
        where = self.fields["where"]
        where.label, where.error_messages["required"] = {
            MeetingMode.VIDEO: (_("Video link"), _("Enter the link for the video call.")),
            MeetingMode.PHONE: (
                _("Number for %(name)s to call") % name,
                _("Enter the number %(name)s should call.") % name,
            ),
            MeetingMode.IN_PERSON: (_("Where you meet"), _("Enter where you meet.")),
        }[MeetingMode(interview.mode)]
        if interview.mode == MeetingMode.IN_PERSON:
            self._ask_for_place()
        if interview.where:
            self._begin_with(interview)
        elif self.usual and shows_usual:
            self.initial.setdefault("where", self.usual)
        elif self.usual:
            where.help_text = _("Leave this empty to use the one in your profile.")
        self.interview = interview

    def _ask_for_place(self) -> None:
        self.fields["where"].help_text = _("Its name and address, and how you find each other there.")
        self.fields["place"] = forms.ChoiceField(
            label=_("What kind of place?"),
            help_text=_("Meet at a workplace, on campus or in a public place; never at somebody's home."),
            choices=Place.choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose the kind of place you meet at.")},
        )

    def _begin_with(self, interview: Interview) -> None:
        """Where the two were to meet before."""
        kind, _colon, rest = interview.where.partition(": ")
        place = next((place for place in Place if str(place.label) == kind), None) if "place" in self.fields else None
        self.initial.update({"place": place, "where": rest} if place else {"where": interview.where})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        place = cleaned.pop("place", "")
        if place and cleaned.get("where"):
            cleaned["where"] = f"{Place(place).label}: {cleaned['where']}"
        return cleaned

    def clean_where(self) -> str:
        where: str = self.cleaned_data["where"] or self.usual
        if not where:
            raise forms.ValidationError(self.fields["where"].error_messages["required"])
        return where


class AcceptForm(WhereForm):
    verb = "accept"
    missing = {"starts_at": gettext_lazy("Choose a time.")}
    starts_at = StartField(label=gettext_lazy("Which time?"))
    field_order = ("starts_at", "where")

    def __init__(self, *args: Any, starts: list[datetime], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        interview = self.interview
        zone, other_zone = times.zone(interview.mentor.zone), times.zone(interview.student.zone)
        name = interview.student.user.short_name
        choices = starts_as_choices(starts, interview.duration, zone, other_zone, name, now)
        self.fields["starts_at"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial["starts_at"] = choices[0][0]


class SayYesForm(WhereForm):
    """Yes now, a time later."""

    verb = "say_yes"


class OfferForm(WhereForm, TimesForm):
    """Another time: up to three, or all hours the mentor keeps free."""

    verb = "offer"
    see_hours = forms.BooleanField(required=False)

    def __init__(self, *args: Any, interview: Interview, now: datetime, **kwargs: Any) -> None:
        kwargs |= {"zone": times.zone(interview.mentor.zone), "now": now, "earliest": now + timedelta(hours=1)}
        super().__init__(*args, interview=interview, **kwargs)
        name = {"name": interview.student.user.short_name}
        self.fields["see_hours"].label = _("Let %(name)s choose from my free hours") % name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned["see_hours"]:
            self._check_hours()
        elif not self.has_times:
            self.add_error("day_1", _("Offer at least one time."))
        return cleaned

    def _check_hours(self) -> None:
        mentor, student = self.interview.mentor, self.interview.student
        if self.has_times:
            self.add_error("see_hours", _("Offer times or your free hours, not both. Empty what you don't need."))
        elif not free_times(
            mentor, student, now=self.now, policy=Policy.current(), ask_first=False, without=self.interview
        ):
            self.add_error("see_hours", _("You have no free hours in the coming weeks. Offer a time instead."))


class DeclineForm(VerbForm):
    verb = "decline"
    reason = LongText(
        label=gettext_lazy("A few words of your own"),
        help_text=gettext_lazy("We say kindly that you can't make time; this goes with it."),
        most=1000,
        rows=3,
        required=False,
    )
    ask_again_on = DateField(label=gettext_lazy("Ask me again from"), required=False)
    colleague = forms.CharField(
        label=gettext_lazy("Somebody else worth asking"),
        help_text=gettext_lazy("A name, and where the person works."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ask_again_on(self) -> date | None:
        on: date | None = self.cleaned_data["ask_again_on"]
        if on and not self.today < on <= self.today + timedelta(days=2 * 365):
            raise forms.ValidationError(_("Choose a coming day within two years, or leave it empty."))
        return on


class ChooseForm(PickForm):
    verb = "choose"
    missing = {"starts_at": gettext_lazy("Choose a time.")}
    starts_at = StartField(label=gettext_lazy("Which time suits you?"))

    def __init__(self, *args: Any, interview: Interview, now: datetime, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(times_to_choose(interview, policy=policy, now=now), interview, interview.student, now)


class ProposeForm(VerbForm, TimesForm):
    verb = "propose"

    def __init__(self, *args: Any, interview: Interview, now: datetime, **kwargs: Any) -> None:
        notice = timedelta(hours=interview.mentor.hours_ahead)
        zone = times.zone(interview.student.zone)
        super().__init__(*args, zone=zone, now=now, earliest=now + notice, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.has_times:
            self.add_error("day_1", _("Suggest at least one time."))
        return cleaned


class MoveForm(PickForm, TimesForm):
    """Another time for a booked call: one of the mentor's free hours; a mentor may also type any other."""

    verb = "move"
    starts_at = StartField(label=gettext_lazy("Which time instead?"), required=False)

    def __init__(
        self, *args: Any, interview: Interview, is_student: bool, now: datetime, policy: Policy, **kwargs: Any
    ) -> None:
        self.rows = 0 if is_student else 1
        mentor, student = interview.mentor, interview.student
        reader: Student | Mentor = student if is_student else mentor
        super().__init__(*args, zone=times.zone(reader.zone), now=now, earliest=now + timedelta(hours=1), **kwargs)
        free = free_times(mentor, student, now=now, policy=policy, ask_first=False, without=interview)
        self.offer([start for start in free if start != interview.starts_at], interview, reader, now)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.get("starts_at")
        if chosen and self.starts:
            self.add_error("day_1", _("Choose one of your hours or type another time, not both."))
        elif not chosen and not self.has_times and "starts_at" not in self.errors:
            self.add_error("starts_at" if self.picks else "day_1", _("Choose a time."))
        return cleaned

    @property
    def moved_to(self) -> datetime:
        chosen: datetime | None = self.cleaned_data["starts_at"]
        return chosen or self.starts[0]


class PostponeForm(VerbForm):
    verb = "postpone"
    reason = LongText(label=gettext_lazy("A line about it"), most=1000, rows=3, required=False)

    def __init__(self, *args: Any, other_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("%(name)s will read this.") % {"name": other_name}


class FollowUpForm(VerbForm):
    verb = "follow_up"
    missing = {"text": gettext_lazy("Write a line or two.")}
    text = LongText(label=gettext_lazy("Your follow-up"), most=1500, rows=7)


# --- Before and after ---------------------------------------------------------------------------------------------
class CancelForm(VerbForm):
    """A student says why, in the words offered or in their own; a mentor may."""

    verb = "cancel"
    missing = {"reason": gettext_lazy("Say in a line why you cancel.")}
    reason = LongText(label=gettext_lazy("Why?"), most=1000, rows=3)

    def __init__(self, *args: Any, needs_reason: bool, other_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        if needs_reason:
            self.initial.setdefault("reason", suggested_reason())
        self.fields["reason"].help_text = _("%(name)s will read this.") % {"name": other_name}


class OfficeCancelForm(Form):
    missing = {"reason": gettext_lazy("Say in a line why you cancel.")}
    reason = LongText(label=gettext_lazy("Why?"), help_text=gettext_lazy("Both sides read this."), most=1000, rows=3)


class AbsenceForm(VerbForm):
    """What happened, from the side that was missed."""

    verb = "answer_absence"
    missing = {"answer": gettext_lazy("Say what happened.")}
    answer = forms.ChoiceField(label=gettext_lazy("What happened?"), widget=forms.RadioSelect)
    words = LongText(label=gettext_lazy("A few words"), most=500, rows=3, required=False)

    def __init__(self, *args: Any, other_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = {Absence.Answer.SORRY: _("Something came up and I missed it"), Absence.Answer.CAME: _("I was there")}
        self.fields["answer"].choices = list(answers.items())  # type: ignore[attr-defined]
        self.fields["words"].help_text = _("%(name)s will read this.") % {"name": other_name}


class PreparationForm(VerbForm):
    verb = "prepare"
    marks_optional = False  # all of it is up to the student
    found_out = LongText(
        label=gettext_lazy("What I found out"),
        help_text=gettext_lazy("The employer and the field; the role, since when, what came before, what was studied."),
        most=4000,
        rows=4,
        required=False,
    )
    goals = LongText(
        label=gettext_lazy("My goals"),
        help_text=gettext_lazy("One to three things you want to know afterward."),
        most=1000,
        rows=3,
        required=False,
    )
    questions = LongText(
        label=gettext_lazy("My questions"),
        help_text=gettext_lazy("One a line, the three you must ask first. Six open questions fill 20 minutes."),
        most=4000,
        rows=8,
        required=False,
    )


class NotesForm(VerbForm):
    verb = "notes"
    marks_optional = False
    text = LongText(
        label=gettext_lazy("My notes"),
        help_text=gettext_lazy("People and openings they mentioned, things to read, what you want to thank them for."),
        most=10000,
        rows=6,
        required=False,
    )


class ThankYouForm(VerbForm):
    """Mailed from here, or sent by the student's own hand and only recorded. The button pressed says which."""

    verb = "thank_you"
    marks_optional = False
    how = forms.ChoiceField(choices=ThankYou.How, widget=forms.HiddenInput)
    text = LongText(
        label=gettext_lazy("Your note"),
        help_text=gettext_lazy("Name what helped you and what you will do with it. Four sentences are plenty."),
        most=3000,
        rows=8,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("how") == ThankYou.How.MAIL and not cleaned.get("text"):
            self.add_error("text", _("Write your thank-you note."))
        return cleaned


# --- Something went wrong -----------------------------------------------------------------------------------------
class ReportForm(Form):
    missing = {"kind": gettext_lazy("Choose what comes closest.")}
    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("What comes closest?"), widget=forms.RadioSelect)
    text = LongText(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("What happened, and what would help you now. You need not write anything."),
        most=3000,
        rows=7,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, capfirst(label)) for kind, label in Report.Kind.choices]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
