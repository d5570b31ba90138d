"""Where every mail stands. What mails say is nobody's business here; what became of them is."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from careernet.core.readonly import ReadOnly
from careernet.mail.models import DeliveryEvent, OutgoingMail, ReceivedMail, Suppression


class DeliveryEventInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = DeliveryEvent
    fields = ("at", "outcome", "detail")
    ordering = ("-at",)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly, admin.ModelAdmin[OutgoingMail]):
    list_display = ("created_at", "kind", "to", "state", "attempts", "next_attempt_at", "reason")
    list_filter = ("state", "kind")
    search_fields = ("=to",)
    ordering = ("-pk",)
    show_full_result_count = False
    fields = (
        ("kind", "key"),
        ("to", "from_name"),
        ("state", "reason", "attempts"),
        ("created_at", "due_at", "next_attempt_at", "not_after", "sent_at"),
        "message_id",
    )
    inlines = (DeliveryEventInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutgoingMail]:
        return super().get_queryset(request).defer("subject", "text", "html", "ics")


@admin.register(ReceivedMail)
class ReceivedMailAdmin(ReadOnly, admin.ModelAdmin[ReceivedMail]):
    list_display = ("at", "outcome", "reason")
    list_filter = ("outcome",)
    ordering = ("-at",)
    fields = ("at", "outcome", "reason", "message_id")


@admin.register(Suppression)
class SuppressionAdmin(admin.ModelAdmin[Suppression]):
    """Deleting a row lets us write to the address again."""

    list_display = ("address", "reason", "since")
    search_fields = ("address",)
    ordering = ("-since",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Suppression | None = None) -> bool:
        return False
