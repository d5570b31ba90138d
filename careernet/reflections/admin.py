"""Where each reflection stands. What it says is between the student and their advisor."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from careernet.core.readonly import ReadOnly
from careernet.reflections.models import ANSWERS, Reflection


@admin.register(Reflection)
class ReflectionAdmin(ReadOnly, admin.ModelAdmin[Reflection]):
    list_display = ("student", "mentor", "state", "submitted_at", "saved_at")
    list_filter = ("state",)
    search_fields = ("interview__student__user__full_name", "interview__mentor__user__full_name")
    ordering = ("-saved_at", "pk")
    show_full_result_count = False
    fields = ("student", "mentor", "state", "submitted_at", "saved_at")
    readonly_fields = ("student", "mentor")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reflection]:
        return (
            super()
            .get_queryset(request)
            .select_related("interview__student__user", "interview__mentor__user", "interview__contact")
            .defer(*ANSWERS)
        )

    @admin.display(ordering="interview__student__user__full_name")
    def student(self, reflection: Reflection) -> str:
        return reflection.interview.student.user.display_name

    @admin.display(ordering="interview__mentor__user__full_name")
    def mentor(self, reflection: Reflection) -> str:
        return reflection.interview.host.display_name
