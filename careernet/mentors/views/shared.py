"""What the mentor's own pages share: whose they are, by who is signed in or by the link in a mail."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.mail import links
from careernet.mentors import emails
from careernet.mentors.models import Mentor, MentorQuerySet


def own_mentor(user: User, *related: str) -> Mentor:
    mentors = Mentor.objects.select_related("user", "field").defer("search", "search_text")
    return get_object_or_404(mentors.prefetch_related(*related), user=user)


def invited(token: str, now: datetime) -> Mentor:
    """Whom an invitation was sent to; raises `links.StaleLink`."""
    return _sent_to(token, emails.INVITATION, Mentor.objects.all(), now)


def volunteer(token: str, now: datetime) -> Mentor:
    """Whose mail it was, from the foot of which somebody pauses or stops; raises `links.StaleLink`."""
    return _sent_to(token, emails.VOLUNTEERING, Mentor.objects.filter(user__is_active=True), now)


def _sent_to(token: str, purpose: str, mentors: MentorQuerySet, now: datetime) -> Mentor:
    link = links.read(token, purpose=purpose, now=now)
    known = mentors.select_related("user", "field").defer("search")
    mentor = known.filter(pk=link.obj_id, user_id=link.user_id).first()
    if mentor is None:
        raise links.StaleLink(_("What this link was about is no longer there."))
    return mentor


def stale(request: HttpRequest, sentence: str) -> HttpResponse:
    context = {"sentence": sentence, "policy": Policy.current()}
    return render(request, "mentors/stale.html", context, status=410)
