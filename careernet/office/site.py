"""The admin site: a window for the office, behind the same sign-in as everything else."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache


class Careful:
    """Mixed into every page of the admin."""

    model: Any

    def response_action(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Rows that cannot be are refused before the database is asked for them."""
        try:
            for chosen in request.POST.getlist(ACTION_CHECKBOX_NAME):
                self.model._meta.pk.clean(chosen, None)
        except ValidationError as error:
            raise BadRequest("A row that cannot be") from error
        answer: HttpResponse | None = super().response_action(request, queryset)  # type: ignore[misc]
        return answer


class OfficeSite(AdminSite):
    site_title = _("careernet admin")
    site_header = _("careernet admin")
    index_title = _("Everything the office keeps")
    empty_value_display = "–"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only our own: what other packages bring (groups, sign-in devices, sessions) is nothing to edit by hand."""
        if admin_class is not None and admin_class.__module__.startswith("careernet."):
            careful = type(admin_class.__name__, (Careful, admin_class), {"__module__": admin_class.__module__})
            super().register(model_or_iterable, careful, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        # A superuser needs no role: somebody has to give the first officer theirs.
        may = super().has_permission(request) and request.user.has_perm("office")
        return may and not (request.user.is_superuser and request.user.lacks_second_factor())

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Nobody signs in here. Whoever is signed in and was sent here may not see the admin."""
        if request.user.is_authenticated:
            if request.user.lacks_second_factor():
                return redirect("mfa_index")
            raise Http404
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))
