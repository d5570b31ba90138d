"""Reports to the office, and who is kept apart from whom."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import User
from careernet.core import clock


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, officer: User) -> "ReportQuerySet":
        """Nobody of the office reads a report about themselves, or settles their own."""
        return self.exclude(Q(about=officer) | Q(by=officer))

    def open(self) -> "ReportQuerySet":
        return self.filter(closed_at__isnull=True)


class Report(models.Model):
    """Something went wrong: what one side told the office about the other. Read by the office alone, with a record."""

    class Kind(models.TextChoices):
        RUDE = "rude", _("rude or demeaning")
        UNWANTED = "unwanted", _("unwanted advances")
        UNSAFE = "unsafe", _("I felt unsafe")
        NOT_THEMSELVES = "identity", _("not who they said they are")
        MISUSE = "misuse", _("selling, recruiting or something else it isn't for")
        OTHER = "other", _("something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.ForeignKey("interviews.Interview", on_delete=models.PROTECT, related_name="reports")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reports_made", verbose_name=_("told by"))
    about = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reports_about", verbose_name=_("about"))
    kind = models.CharField(_("what happened"), max_length=8, choices=Kind)
    text = models.TextField(_("in your own words"), max_length=3000, blank=True)
    told_at = models.DateTimeField(default=clock.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(_("what the office did"), max_length=500, blank=True)
    about_was = models.CharField(_("who that was"), max_length=450, blank=True, editable=False)  # the account is gone

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(by=models.F("about")), name="nobody_reports_themselves"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(outcome=""), name="closed_report_has_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.told_at:%Y-%m-%d}"


class BlockQuerySet(models.QuerySet["Block"]):
    def between(self, one: User, other: User) -> "BlockQuerySet":
        return self.filter(Q(by=one, about=other) | Q(by=other, about=one))


class Block(models.Model):
    """These two are never brought together again, whoever asked for it."""

    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks_made")
    about = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks_about")
    since = models.DateTimeField(default=clock.now, editable=False)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "about"], name="blocked_once"),
            models.CheckConstraint(condition=~Q(by=models.F("about")), name="nobody_blocks_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} – {self.about_id}"
