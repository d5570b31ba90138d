"""What the office may do in the admin. Nobody else gets there, and no table of permissions has to be kept."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from careernet.accounts.models import Role, User


class OfficeBackend(BaseBackend):
    """Whoever holds the office role may do what an admin page offers; each page says itself what it refuses."""

    def has_perm(self, user_obj: Any, perm: str, obj: object = None) -> bool:
        return isinstance(user_obj, User) and user_obj.is_active and user_obj.has_role(Role.Kind.OFFICER)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return self.has_perm(user_obj, app_label)
