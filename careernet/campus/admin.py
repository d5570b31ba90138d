"""The campus: its words, its calendar, and the rules everything goes by."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from careernet.campus.actions import change_policy
from careernet.campus.models import AcademicPeriod, CampusDomain, Field, Major, Policy
from careernet.core import clock
from careernet.reminders.sweep import wake_all


@admin.register(Field)
class FieldAdmin(admin.ModelAdmin[Field]):
    list_display = ("name", "slug")
    search_fields = ("name",)
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Major)
class MajorAdmin(admin.ModelAdmin[Major]):
    search_fields = ("name",)
    ordering = ("name",)


@admin.register(CampusDomain)
class CampusDomainAdmin(admin.ModelAdmin[CampusDomain]):
    search_fields = ("domain",)
    ordering = ("domain",)


@admin.register(AcademicPeriod)
class AcademicPeriodAdmin(admin.ModelAdmin[AcademicPeriod]):
    list_display = ("name", "kind", "starts_on", "ends_on")
    list_filter = ("kind",)
    search_fields = ("name",)
    ordering = ("-starts_on", "name")

    # Waiting stands still in breaks, so every change of the calendar may move what is due.
    def save_model(self, request: Any, obj: AcademicPeriod, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        wake_all(clock.now())

    def delete_model(self, request: Any, obj: AcademicPeriod) -> None:
        super().delete_model(request, obj)
        wake_all(clock.now())

    def delete_queryset(self, request: Any, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        wake_all(clock.now())


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin[Policy]):
    """One row, there from the start with its defaults, changed through its action and never deleted."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Policy | None:
        return Policy.current() if object_id == "1" else None

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("admin:campus_policy_change", 1)

    def save_model(self, request: Any, obj: Policy, form: Any, change: bool) -> None:
        changes, now = {name: form.cleaned_data[name] for name in form.changed_data}, clock.now()
        change_policy(changes, by=request.user, now=now)
        wake_all(now)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
