"""Students, as far as the office needs them: who they are and who advises them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from careernet.accounts.models import Role, User
from careernet.students.models import RosterEntry, Student


class AmongAdvisors:
    """An advisor is chosen from those who hold the role, not from everybody."""

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "advisor":
            kwargs["queryset"] = User.objects.filter(roles__kind=Role.Kind.ADVISOR).order_by("full_name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


@admin.register(Student)
class StudentAdmin(AmongAdvisors, admin.ModelAdmin[Student]):
    """What students write about themselves stays out; they come by their campus address or the roster."""

    list_display = ("user", "class_year", "advisor", "joined_at")
    list_filter = ("class_year", ("advisor", admin.RelatedOnlyFieldListFilter))
    search_fields = ("user__full_name", "user__email")
    ordering = ("user__full_name", "pk")
    show_full_result_count = False
    fields = ("user", "class_year", "majors", "advisor", "joined_at")
    readonly_fields = ("user", "joined_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Student]:
        return super().get_queryset(request).select_related("user", "advisor")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RosterEntry)
class RosterEntryAdmin(AmongAdvisors, admin.ModelAdmin[RosterEntry]):
    list_display = ("email", "full_name", "class_year", "advisor")
    list_select_related = ("advisor",)
    search_fields = ("email", "full_name")
    ordering = ("email",)
    show_full_result_count = False
