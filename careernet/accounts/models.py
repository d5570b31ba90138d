"""People, their roles, and the append-only record of who looked at or changed what matters."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from careernet.core import clock
from careernet.core.compiled import Compiled
from careernet.core.times import validate_zone


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """One person. The shown name is theirs: an import or the campus sign-in fills it once and never again."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    full_name = models.CharField(_("name"), max_length=150, blank=True)
    preferred_name = models.CharField(_("please call me"), max_length=80, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="America/New_York", validators=[validate_zone])
    is_active = models.BooleanField(_("can sign in"), default=True)
    is_staff = models.BooleanField(_("may open the admin site"), default=False)
    joined_at = models.DateTimeField(default=clock.now, editable=False)
    agreed_at = models.DateTimeField(_("agreed to the code of conduct"), null=True, blank=True, editable=False)
    # The row stays for what others keep of their conversations; nothing of the person does. See `privacy.py`.
    erased_at = models.DateTimeField(_("account deleted"), null=True, blank=True, editable=False)
    # From here, not from there: lists of people know who has a photo without a join, and never load one.
    portrait = models.OneToOneField(
        "Portrait", null=True, blank=True, on_delete=models.SET_NULL, related_name="user", editable=False
    )

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(fields=["id"], condition=models.Q(is_active=False), name="shut_out")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="one_person_per_email", violation_error_message=_("That address is taken.")
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """How pages and mails name this person: "Maya Chen", or the part before the @ of an address."""
        return self.full_name or self.email.partition("@")[0]

    @property
    def short_name(self) -> str:
        """How the person is greeted; never guessed from a title or a gender."""
        return self.preferred_name or self.display_name.partition(" ")[0]

    @cached_property
    def role_kinds(self) -> frozenset[str]:
        """The roles this person holds and can use, read once per request; some ask for a second factor."""
        held = self._held_kinds()
        return held - Role.GUARDED if held & Role.GUARDED and self._has_no_second_factor() else held

    def has_role(self, kind: str) -> bool:
        return kind in self.role_kinds

    def lacks_second_factor(self) -> bool:
        """Whether something stays shut until this person has set up a passkey or an authenticator app."""
        if not settings.SECOND_FACTOR_REQUIRED:
            return False
        return (self.is_superuser or bool(self._held_kinds() & Role.GUARDED)) and self._has_no_second_factor()

    def _held_kinds(self) -> frozenset[str]:
        return frozenset(role.kind for role in _roles_of(user=self.pk))

    def _has_no_second_factor(self) -> bool:
        factors = self.authenticator_set.exclude(type="recovery_codes")  # type: ignore[attr-defined]  # allauth's
        return settings.SECOND_FACTOR_REQUIRED and not factors.exists()


class Role(models.Model):
    """One role of one person; several at once are normal (an advisor who is an alum)."""

    class Kind(models.TextChoices):
        STUDENT = "student", _("student")
        MENTOR = "mentor", _("mentor")
        ADVISOR = "advisor", _("career advisor")
        OFFICER = "officer", _("office staff")
        TEACHER = "teacher", _("teacher")  # sees of a class who is done

    # They open what others wrote in confidence, and ask for more than a password or a code by mail.
    GUARDED: ClassVar[frozenset[str]] = frozenset({Kind.ADVISOR, Kind.OFFICER})

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=10, choices=Kind)
    granted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_role_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"


@Compiled
def _roles_of(user: Any) -> models.QuerySet[Role]:
    return Role.objects.filter(user=user).only("kind")


class Portrait(models.Model):
    """A person's photo, as we made it anew from theirs: a small square WebP without anything the camera wrote.

    Whose it is, `User.portrait` says. Each upload is a new id, so that a browser may keep what it has.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    image = models.BinaryField()
    made_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return str(self.pk)


class AuditEvent(models.Model):
    """Append-only: reads of private text, role and rule changes, imports. Nobody edits or deletes a row."""

    at = models.DateTimeField(default=clock.now, db_index=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    about = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="audit_events")
    verb = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_type} {self.object_id}"
