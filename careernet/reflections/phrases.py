"""The comment bank: what advisors write often, their own and the office's."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from careernet.accounts.models import Role, User
from careernet.core.rules import RuleBroken
from careernet.reflections.models import Phrase

MOST = 40  # of one owner; more than that nobody finds again


def phrases_for(user: User) -> QuerySet[Phrase]:
    """Their own first, then the office's."""
    return Phrase.objects.filter(Q(owner=user) | Q(owner=None)).order_by("owner", "text", "pk")


def may_change(phrase: Phrase, user: User) -> bool:
    return phrase.owner_id == user.pk or (phrase.owner_id is None and user.has_role(Role.Kind.OFFICER))


def keep(text: str, *, by: User, is_for_all: bool, now: datetime) -> Phrase:
    """Twice is once. Only the office adds to what everybody has."""
    if is_for_all and not by.has_role(Role.Kind.OFFICER):
        raise RuleBroken(_("Only the office adds comments for everybody."))
    owner = None if is_for_all else by
    kept = Phrase.objects.filter(owner=owner)
    if not (is_there := kept.filter(text=text).first()) and kept.count() >= MOST:
        raise RuleBroken(_("That would be more than %(most)d comments. Remove one first.") % {"most": MOST})
    return is_there or Phrase.objects.create(owner=owner, text=text, added_at=now)


def drop(phrase: Phrase, *, by: User) -> None:
    if not may_change(phrase, by):
        raise RuleBroken(_("This comment is the office's."))
    phrase.delete()
