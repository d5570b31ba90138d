"""The mentor's answers: where to meet, yes, another time, not now."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import MeetingMode, Place, Policy
from careernet.core import times
from careernet.core.forms import DateField
from careernet.interviews import picker, places
from careernet.interviews.forms.fields import LongText, TimesForm, VerbForm
from careernet.interviews.forms.picking import PickForm, StartField
from careernet.interviews.limits import may_be_asked
from careernet.interviews.models import Interview
from careernet.interviews.times import free_times
from careernet.mentors.meeting import makes_room, place_parts, place_said, usual_place
from careernet.mentors.models import Mentor

I_CALL = "mentor"


class WhereForm(VerbForm):
    """Where to meet: a link, a number or a place, by how the two meet.

    `usual` is what the mentor's profile says. The page shows it; the page behind a mail link keeps it to itself.
    """

    marks_optional = False  # asked for below, unless the profile answers
    where = forms.CharField(max_length=280, required=False)

    def __init__(self, *args: Any, interview: Interview, shows_usual: bool, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mentor, name = interview.asked_mentor, {"name": interview.student.user.short_name}
        in_person = interview.mode == MeetingMode.IN_PERSON
        self.usual = usual_place(mentor, interview.mode) if shows_usual or not in_person else ""
        self.makes_room = makes_room(interview.mode, policy)
        where = self.fields["where"]
        where.label, where.error_messages["required"] = {
            MeetingMode.VIDEO: (_("Video link"), _("Enter the link for the video call.")),
            MeetingMode.PHONE: (
                _("Number for %(name)s to call") % name,
                _("Enter the number %(name)s should call.") % name,
            ),
            MeetingMode.IN_PERSON: (_("Where you meet"), _("Enter where you meet.")),
        }[MeetingMode(interview.mode)]
        if in_person:
            self._ask_for_place()
        if interview.mode == MeetingMode.PHONE and interview.student_phone:
            self._ask_who_calls(interview.student.user.short_name)
        said = "" if interview.mentor_calls or places.is_room(interview.where, policy) else interview.where
        if said or (in_person and self.usual):
            self._begin_with(said or self.usual)
        elif self.usual and shows_usual:
            self.initial.setdefault("where", self.usual)
        elif self.usual:
            where.help_text = _("Leave this empty to use the one in your profile.")
        elif self.makes_room:
            where.help_text = _("Leave this empty and the campus makes a room for this call.")
        self.interview, self.policy = interview, policy

    def _ask_for_place(self) -> None:
        self.fields["where"].help_text = _("Its name and address, and how you find each other there.")
        self.fields["place"] = forms.ChoiceField(
            label=_("What kind of place?"),
            help_text=_("Meet at a workplace, on campus or in a public place; never at somebody's home."),
            choices=Place.choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose the kind of place you meet at.")},
        )

    def _ask_who_calls(self, name: str) -> None:
        """The number is not on the page before the call is booked."""
        says = {"name": name}
        choices = [("", _("%(name)s calls me") % says), (I_CALL, _("I call %(name)s, who has left a number") % says)]
        self.fields["caller"] = forms.ChoiceField(
            label=_("Who calls?"), choices=choices, widget=forms.RadioSelect, required=False
        )
        self.order_fields(["starts_at", "caller"])

    def _begin_with(self, known: str) -> None:
        """Where the two were to meet before, or the mentor usually meets."""
        place, where = place_parts(known) if "place" in self.fields else ("", known)
        self.initial.update({"place": place, "where": where})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned.pop("caller", "")
        place = cleaned.pop("place", "")
        if place and cleaned.get("where"):
            cleaned["where"] = place_said(place, cleaned["where"])
        return cleaned

    def clean_where(self) -> str:
        if self.cleaned_data.get("caller") == I_CALL:
            return self.interview.student_phone
        where: str = self.cleaned_data["where"] or ("" if "place" in self.fields else self.usual)
        if not where and not self.makes_room:
            raise forms.ValidationError(self.fields["where"].error_messages["required"])
        return where


class AcceptForm(WhereForm, PickForm):
    verb = "accept"
    missing = {"starts_at": gettext_lazy("Choose a time.")}
    starts_at = StartField(label=gettext_lazy("Which time?"))
    field_order = ("starts_at", "where")

    def __init__(self, *args: Any, starts: list[datetime], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(starts, self.interview, self.interview.asked_mentor, now)
        if len(starts) == 1:
            self.initial["starts_at"] = picker.value(starts[0])


class SayYesForm(WhereForm):
    """Yes now, a time later."""

    verb = "say_yes"


class OfferForm(WhereForm, TimesForm):
    """Another time: up to three, or all hours the mentor keeps free."""

    verb = "offer"
    see_hours = forms.BooleanField(required=False)

    def __init__(self, *args: Any, interview: Interview, now: datetime, **kwargs: Any) -> None:
        kwargs |= {"zone": times.zone(interview.asked_mentor.zone), "now": now, "earliest": now + timedelta(hours=1)}
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
        mentor, student = self.interview.asked_mentor, self.interview.student
        if self.has_times:
            self.add_error("see_hours", _("Offer times or your free hours, not both. Empty what you don't need."))
        elif not free_times(mentor, student, now=self.now, policy=self.policy, ask_first=False, without=self.interview):
            self.add_error("see_hours", _("You have no free hours in the coming weeks. Offer a time instead."))


class DeclineForm(VerbForm):
    """Not now; and in the same step somebody else, another day, a break, or fewer calls a month."""

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
    colleague_note = LongText(
        label=gettext_lazy("About that person"),
        help_text=gettext_lazy("Why them, or how to reach them. It is passed on as you write it."),
        most=500,
        rows=2,
        required=False,
    )
    pause_until = DateField(
        label=gettext_lazy("Take a break until"),
        help_text=gettext_lazy("No new requests reach you before that day."),
        required=False,
    )
    calls_a_month = forms.TypedChoiceField(
        label=gettext_lazy("Most calls a month"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, mentor: Mentor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = times.local(now, times.zone(mentor.zone)).date()
        most = mentor.calls_a_month
        as_now = [("", _("%(number)d, as now") % {"number": most})]
        self.fields["calls_a_month"].choices = as_now + [(n, str(n)) for n in range(most - 1, 0, -1)]  # type: ignore[attr-defined]
        if most == 1:
            del self.fields["calls_a_month"]
        if not may_be_asked(mentor, now):
            del self.fields["pause_until"]

    def clean_ask_again_on(self) -> date | None:
        return self._coming("ask_again_on")

    def clean_pause_until(self) -> date | None:
        return self._coming("pause_until")

    def _coming(self, name: str) -> date | None:
        on: date | None = self.cleaned_data[name]
        if on and not self.today < on <= self.today + timedelta(days=2 * 365):
            raise forms.ValidationError(_("Choose a coming day within two years, or leave it empty."))
        return on

    @property
    def goes_further(self) -> bool:
        """More was typed or is wrong than a no and its words."""
        return self.is_bound and any(self[name].value() for name in self.fields if name != "reason")
