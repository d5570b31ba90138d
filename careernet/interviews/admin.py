"""Where every interview stands, for the office. What the two write to each other, or for themselves, is not here."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from careernet.accounts.access import MemberRequest
from careernet.core import clock
from careernet.core.readonly import ReadOnly
from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.forms.moving import OfficeCancelForm
from careernet.interviews.models import Event, Interview


class EventInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    """Without `data`, which holds what was written."""

    model = Event
    fields = ("number", "at", "verb", "role", "from_state", "to_state")
    ordering = ("-number",)


@admin.register(Interview)
class InterviewAdmin(ReadOnly, admin.ModelAdmin[Interview]):
    list_display = ("student", "host", "state", "state_since", "asked_at", "during")
    list_select_related = ("student__user", "mentor__user", "contact")
    list_filter = ("state", ("absence__answer", admin.AllValuesFieldListFilter), "mode", "is_first")
    search_fields = ("student__user__full_name", "=student__user__email", "mentor__user__full_name")
    search_help_text = gettext_lazy("A name, or the whole address of a student")
    ordering = ("-state_since", "pk")
    show_full_result_count = False
    fields = (
        ("student", "host"),
        ("state", "state_since"),
        ("asked_at", "created_at"),
        ("mode", "length", "is_first"),
        ("during", "mentor_block"),
        ("ask_again_on", "wake_at"),
        "version",
    )
    inlines = (EventInline,)
    actions = ("cancel", "they_talked", "it_did_not_take_place")

    @admin.display(description=gettext_lazy("with"))
    def host(self, interview: Interview) -> str:
        return interview.host.display_name

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        return super().get_queryset(request).defer("hope_to_learn", "message", "where")

    @admin.action(description=gettext_lazy("Cancel booked calls, with a reason for both sides"), permissions=["view"])
    def cancel(self, request: MemberRequest, chosen: QuerySet[Interview]) -> HttpResponse | None:
        """A page that asks for the reason first; then each call through the same action as everybody's."""
        form = OfficeCancelForm(request.POST if "reason" in request.POST else None)
        others = Interview.objects.for_office(request.user).filter(pk__in=chosen).with_people()
        if number := chosen.count() - others.count():
            self.message_user(request, _left_out(number), messages.WARNING)
        if not others:
            return None
        if form.is_valid():
            for interview in others:
                self._cancel(request, interview, form.cleaned_data["reason"])
            return None
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Cancel booked calls"),
            "form": form,
            "chosen": others,
            "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME,
            "opts": self.opts,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/interviews/cancel.html", context, status=status)

    @admin.action(description=gettext_lazy("Settle: they talked"), permissions=["view"])
    def they_talked(self, request: MemberRequest, chosen: QuerySet[Interview]) -> None:
        self._settle(request, chosen, took_place=True)

    @admin.action(description=gettext_lazy("Settle: it didn't take place"), permissions=["view"])
    def it_did_not_take_place(self, request: MemberRequest, chosen: QuerySet[Interview]) -> None:
        self._settle(request, chosen, took_place=False)

    def _settle(self, request: MemberRequest, chosen: QuerySet[Interview], *, took_place: bool) -> None:
        for interview in chosen:
            try:
                actions.settle(interview, by=request.user, took_place=took_place, now=clock.now())
            except RuleBroken as no:
                self.message_user(request, f"{interview}: {no}", messages.ERROR)
            else:
                self.message_user(request, _("%(who)s: settled.") % {"who": interview}, messages.SUCCESS)

    def _cancel(self, request: MemberRequest, interview: Interview, reason: str) -> None:
        try:
            actions.cancel(interview, by=request.user, role=Event.Role.OFFICER, reason=reason, now=clock.now())
        except RuleBroken as no:
            self.message_user(request, f"{interview}: {no}", messages.ERROR)
        else:
            self.message_user(request, _("%(who)s: canceled, both are told.") % {"who": interview}, messages.SUCCESS)


def _left_out(number: int) -> str:
    return ngettext(
        "%(number)d is left out: one of your own, or one a student arranged with somebody outside.",
        "%(number)d are left out: your own, and those students arranged with somebody outside.",
        number,
    ) % {"number": number}
