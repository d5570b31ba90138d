"""People a student knows, or has found, outside the pool of mentors."""

import uuid

from django.db import models
from django.utils.translation import gettext, gettext_lazy as _

from careernet.accounts.models import User
from careernet.campus.models import Field
from careernet.core import clock
from careernet.students.models import Student


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: User) -> "ContactQuerySet":
        """The student's own, and nobody else's: an advisor knows a name from a conversation, never an address."""
        return self.filter(student__user=user)


class Contact(models.Model):
    """Somebody without an account here. We never write to them: what is kept of them is for the student alone."""

    class Kind(models.TextChoices):
        RELATIVE = "relative", _("relative or family friend")
        PROFESSOR = "professor", _("professor or teacher")
        EMPLOYER = "employer", _("former employer or coworker")
        EVENT = "event", _("met at an event")
        FOUND = "found", _("I found them myself")
        OTHER = "other", _("something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("how you know each other"), max_length=9, choices=Kind)
    title = models.CharField(_("job title"), max_length=150, blank=True)
    employer = models.CharField(_("employer"), max_length=150, blank=True)
    field = models.ForeignKey(Field, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("field of work"))
    city = models.CharField(_("city"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    link = models.URLField(_("profile or website"), blank=True)
    introduced_by = models.CharField(_("who introduced you"), max_length=150, blank=True)
    notes = models.TextField(_("notes"), max_length=3000, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ContactQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    # Told in the same words as a mentor, wherever it may be either.
    @property
    def display_name(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """The whole: of "Aunt Rosa" and "Dr. Lee" the first word would be the wrong one."""
        return self.name

    @property
    def portrait_id(self) -> None:
        return None

    @property
    def headline(self) -> str:
        if self.title and self.employer:
            return gettext("%(title)s at %(employer)s") % {"title": self.title, "employer": self.employer}
        return self.title or self.employer
