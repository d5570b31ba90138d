"""People and their roles, and the record of who looked at or changed what matters."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy

from careernet.accounts import actions
from careernet.accounts.access import MemberRequest
from careernet.accounts.models import AuditEvent, Role, User
from careernet.core import clock
from careernet.core.readonly import ReadOnly
from careernet.interviews.safety import records_kept_from
from careernet.office import actions as office

# Students come from campus addresses, mentors from the alumni office or by volunteering: never from here.
GIVEN_HERE = (Role.Kind.ADVISOR, Role.Kind.OFFICER)


class RoleInline(admin.StackedInline[Role, User]):
    model = Role
    fk_name = "user"
    extra = 0
    fields = ("kind", "granted_by", "granted_at")
    readonly_fields = ("granted_by", "granted_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_choice_field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return super().formfield_for_choice_field(
            db_field, request, choices=[(kind.value, kind.label) for kind in GIVEN_HERE], **kwargs
        )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related("granted_by")


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """The name is the person's own; an address is changed by whoever can read mail there."""

    list_display = ("full_name", "email", "is_active", "is_staff", "joined_at")
    list_display_links = ("full_name", "email")
    list_filter = ("roles__kind", "is_active")
    search_fields = ("full_name", "email")
    ordering = ("full_name", "pk")
    show_full_result_count = False
    fields = ("email", "full_name", "preferred_name", "pronouns", "time_zone", "is_active", "is_staff", "joined_at")
    inlines = (RoleInline,)
    actions = ("forget_second_factors",)

    @admin.action(description=gettext_lazy("Take off passkeys and authenticator apps: the phone is lost"))
    def forget_second_factors(self, request: MemberRequest, chosen: models.QuerySet[User]) -> None:
        for user in chosen:
            office.forget_second_factors(user, by=request.user, now=clock.now())
        self.message_user(request, _("They are off. A code by mail or the password lets them in to set up new ones."))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        kept = ("is_active", "is_staff", "joined_at")
        return kept if obj is None else ("email", "suspension", *kept)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fields if obj is None else (*self.fields, "suspension")

    @admin.display(description=_("suspension"))
    def suspension(self, person: User) -> str:
        """Who can sign in is changed there: it has a reason, and effects that are told beforehand."""
        url, words = reverse("office:suspension", args=[person.pk]), _("Suspend, or let in again")
        return format_html('<a href="{}">{}</a>', url, words)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:  # type: ignore[type-arg]
        if not change:
            obj.email = obj.email.lower()
            obj.set_unusable_password()  # they sign in with a code sent to their address
        super().save_model(request, obj, form, change)

    def save_formset(self, request: Any, form: Any, formset: BaseModelFormSet[Any, Any], change: bool) -> None:
        now = clock.now()
        for role in formset.save(commit=False):
            actions.grant_role(role.user, role.kind, by=request.user, now=now)
        for role in formset.deleted_objects:
            actions.revoke_role(role, by=request.user, now=now)


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly, admin.ModelAdmin[AuditEvent]):
    list_display = ("at", "verb", "by", "about", "object_type", "reason")
    list_filter = ("verb",)
    list_select_related = ("by", "about")
    search_fields = ("about__full_name", "about__email", "by__full_name", "object_id")
    ordering = ("-at", "-pk")
    show_full_result_count = False
    fields = ("at", "verb", "by", "about", "object_type", "object_id", "reason", "data")

    def get_queryset(self, request: Any) -> models.QuerySet[AuditEvent]:
        """Without the records of reports about whoever looks: they would learn that there is one."""
        return super().get_queryset(request).exclude(object_id__in=records_kept_from(request.user))
