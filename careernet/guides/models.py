from django.db import models
from django.utils.translation import gettext_lazy as _

from careernet.campus.models import Field


class Pick(models.Model):
    """A question of the bank that advisors recommend: for talks in one field of work, or in all."""

    key = models.CharField(_("key in the bank"), max_length=60)
    field = models.ForeignKey(Field, on_delete=models.CASCADE, null=True, blank=True, related_name="question_picks")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "field"], nulls_distinct=False, name="each_question_picked_once")
        ]

    def __str__(self) -> str:
        return self.key
