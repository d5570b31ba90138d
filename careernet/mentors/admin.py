"""Mentors, as far as the office needs them. Their hours, numbers and links are theirs to change."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _, gettext_lazy

from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews import departures
from careernet.mentors import actions
from careernet.mentors.models import Mentor


@admin.register(Mentor)
class MentorAdmin(admin.ModelAdmin[Mentor]):
    list_display = ("user", "state", "kind", "job_title", "employer", "field", "class_year")
    list_filter = ("state", "kind", "work_setting", "field")
    search_fields = ("user__full_name", "user__email", "employer", "external_id")
    ordering = ("sort_name", "pk")
    show_full_result_count = False
    autocomplete_fields = ("field",)
    actions = ("approve", "pause", "retire")
    readonly_fields = (
        "user",
        "state",
        "paused_until",
        "hours",
        "length",
        "calls_a_month",
        "waiting_at_most",
        "hours_ahead",
    )
    fieldsets = (
        (None, {"fields": ("user", "kind", "external_id", "volunteered_on")}),
        (gettext_lazy("Standing"), {"fields": ("state", "paused_until")}),
        (
            gettext_lazy("Work"),
            {
                "fields": (
                    ("job_title", "employer", "in_role_since"),
                    ("field", "work_setting", "employer_size"),
                    "previous_employer",
                )
            },
        ),
        (gettext_lazy("Study and place"), {"fields": ("class_year", "majors", ("city", "region", "country"))}),
        (
            gettext_lazy("Chosen by the mentor"),
            {"fields": ("hours", "length", "calls_a_month", "waiting_at_most", "hours_ahead")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mentor]:
        return super().get_queryset(request).select_related("user", "field").defer("search", "search_text")

    @admin.display(description=gettext_lazy("weekly hours, in the mentor's zone"))
    def hours(self, mentor: Mentor) -> str:
        windows = mentor.weekly_hours.order_by("weekday", "start")
        return "; ".join(f"{WEEKDAYS[window.weekday]} {str(window).partition(': ')[2]}" for window in windows)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.changed_data:
            actions.correct(form.instance, by=request.user, changed=form.changed_data, now=clock.now())

    @admin.action(description=gettext_lazy("Approve volunteers"))
    def approve(self, request: HttpRequest, chosen: QuerySet[Mentor]) -> None:
        self._each(request, chosen, actions.approve)

    @admin.action(description=gettext_lazy("Pause those that are active, until they come back themselves"))
    def pause(self, request: HttpRequest, chosen: QuerySet[Mentor]) -> None:
        self._each(request, chosen.filter(state=Mentor.State.ACTIVE), actions.pause, until=None)

    @admin.action(description=gettext_lazy("Take out of the directory, and decline what waits; booked calls stay"))
    def retire(self, request: HttpRequest, chosen: QuerySet[Mentor]) -> None:
        self._each(request, chosen, departures.stop_volunteering, keeps_calls=True)

    def _each(self, request: HttpRequest, chosen: QuerySet[Mentor], change: Callable[..., Mentor], **how: Any) -> None:
        """Those it fits are changed; each of the others is named with the reason."""
        now, changed = clock.now(), 0
        for mentor in chosen:
            try:
                change(mentor, by=request.user, now=now, **how)
                changed += 1
            except RuleBroken as refusal:
                self.message_user(request, str(refusal), messages.WARNING)
        if changed:
            self.message_user(request, _("Changed: %(count)d") % {"count": changed}, messages.SUCCESS)
