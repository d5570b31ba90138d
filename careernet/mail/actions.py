"""Owing somebody a mail, and taking it back. Everything here belongs in the caller's own transaction."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import css_inline
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import override
from django.utils.translation import gettext

from careernet.accounts.models import User
from careernet.campus import notices
from careernet.campus.models import Policy
from careernet.core import times
from careernet.mail import kinds, links
from careernet.mail.models import (
    EMPTY,
    LAST_WORDS,
    LEAVING,
    WORDLESS,
    OutgoingMail,
    OutgoingMailQuerySet,
    Suppression,
    new_message_id,
    number_of,
)
from careernet.mail.preferences import CANT_BE_OFF, ONE_CLICK

# Media queries (dark mode) stay in the head; everything else moves to the elements.
INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def queue(*mails: OutgoingMail) -> None:
    """Owe these mails; one whose key is known already is left as it is."""
    # One at a time: Django sends several rows as an array for each column, which takes longer than a statement each.
    OutgoingMail.objects.bulk_create(mails, ignore_conflicts=True, batch_size=1)


def compose(
    *,
    kind: str,
    key: str,
    to: User | str,
    template: str,
    context: Mapping[str, Any],
    now: datetime,
    due: datetime | None = None,
    not_after: datetime | None = None,
    about: models.Model | None = None,
    thread: str = "",
    ics: str = "",
    from_name: str = "",
    reply_to: str = "",
    data: Mapping[str, Any] | None = None,
) -> OutgoingMail:
    """One mail, rendered, for `queue`.

    key: the occasion, such as "interviews.requested:<uuid>:<version>"; 200 characters at most.
    to: the person, or a bare address for a sign-in mail.
    template: "interviews/accepted" means templates/emails/interviews/accepted.txt, whose first line is
        "Subject: ..." followed by an empty line and the text, and accepted.html, which extends emails/base.html.
        Where replies go is told after the text's first paragraph and after the block lead.
        Both get the context and `reader` (the person or None), `to`, `subject` (html only) and `site_url`;
        times without a zone of their own are shown in the reader's.
    due: when to send it, `now` if not given.
    not_after: after this it is not sent; by default the kind's, counted from `due`.
    about: the row with a UUID that the mail is about, see `drop`.
    thread: mails of the same thread id, such as "interview-<uuid>", are one conversation in a mail program.
    ics: a whole iCalendar text for this recipient with its METHOD.
    reply_to: where replies go; one to the office is said in the mail's first lines, in the words of its `context`:
        `office`, and `other` for whom the reader might think of. `is_heard`: the other side reads it instead.
    from_name: who it comes from, before the office's address: "Jordan Parker via Northfield Career Office".
    data: what the kind's `still_holds` compares later, as JSON.
    """
    reader = to if isinstance(to, User) else None
    address = to.email if isinstance(to, User) else to
    message_id = new_message_id()
    the_kind = kinds.get(kind)
    due = due or now
    around = {"site_url": settings.SITE_URL, "reader": reader, "to": address, "number": number_of(message_id)}
    around["replies"] = where_replies_go(context) if reply_to not in ("", address) else ""
    subject, text, html = render(template, around | _ways_to_fewer(the_kind, reader, due) | dict(context))
    return OutgoingMail(
        message_id=message_id,
        key=key,
        kind=kind,
        priority=the_kind.priority,
        to_user=reader,
        to=address,
        subject=subject,
        text=text,
        html=html,
        ics=ics,
        from_name=from_name[:200],
        reply_to=reply_to,
        thread=thread,
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
        data=dict(data or {}),
        due_at=due,
        next_attempt_at=due,
        not_after=not_after or (due + the_kind.not_after if the_kind.not_after is not None else None),
        created_at=now,
    )


def skip(
    *,
    kind: str,
    key: str,
    to: User,
    subject: str,
    about: models.Model,
    reason: str,
    state: str = OutgoingMail.State.SKIPPED,
    now: datetime,
) -> None:
    """Record a mail that will not be sent, and why, under the key it would have had."""
    mail = OutgoingMail(
        key=key,
        kind=kind,
        priority=kinds.get(kind).priority,
        to_user=to,
        to=to.email,
        subject=subject[:255],
        about_type=about._meta.label_lower,
        about_id=about.pk,
        state=state,
        reason=reason[:300],
        due_at=now,
        next_attempt_at=now,
        created_at=now,
    )
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)


def drop(about: models.Model, *, now: datetime, reason: str) -> int:
    """Take back every queued mail about a row that closed; answers how many.

    One that is on its way at this moment arrives, but is not tried a second time.
    """
    mails = OutgoingMail.objects.about(about)
    mails.filter(state=OutgoingMail.State.SENDING).update(not_after=now)
    return mails.queued().update(state=OutgoingMail.State.CANCELLED, reason=reason)


def unqueue(key: str, *, reason: str) -> bool:
    """Take back one mail before it leaves; False when it is gone already. The key stays used."""
    return bool(OutgoingMail.objects.queued().filter(key=key).update(state=OutgoingMail.State.CANCELLED, reason=reason))


def fold(about: models.Model, *, kind: str, to: User) -> list[OutgoingMail]:
    """Take back what waits of this kind about a row to this person, since the next one carries it; answers with it."""
    waiting = list(OutgoingMail.objects.about(about).queued().filter(kind=kind, to_user=to).select_for_update())
    reason = gettext("A newer mail carries its words.")
    OutgoingMail.objects.filter(pk__in=[mail.pk for mail in waiting]).update(
        state=OutgoingMail.State.FOLDED, reason=reason
    )
    return waiting


def empty(mails: OutgoingMailQuerySet) -> None:
    """No word of these stays readable: of what has left at once, of what is still to leave once it has."""
    leaving = Q(state__in=LEAVING)
    mails.exclude(leaving).update(**EMPTY)
    for mail in mails.filter(leaving).select_for_update():
        mail.data[LAST_WORDS] = True
        mail.save(update_fields=["data"])


def blank_old(*, now: datetime) -> int:
    """The words of what closed so many days ago; that there was a mail, about what and to whom, stays."""
    before = now - timedelta(days=Policy.current().mail_words_days)
    closed = OutgoingMail.objects.exclude(state__in=LEAVING).filter(Q(sent_at__lt=before) | Q(sent_at=None))
    return closed.filter(due_at__lt=before).exclude(text="").update(**WORDLESS)


def forget(person: User, *, reason: str, now: datetime) -> None:
    """No mail to this address again, and none that was written stays readable."""
    mails = OutgoingMail.objects.filter(to_user=person)
    mails.queued().update(state=OutgoingMail.State.CANCELLED, reason=reason)
    mails.filter(state=OutgoingMail.State.SENDING).update(not_after=now)
    mails.update(**EMPTY)
    address = Suppression(address=person.email.lower(), reason=reason, since=now)
    Suppression.objects.bulk_create([address], ignore_conflicts=True)


def may_be_mailed(address: str) -> None:
    """Somebody has just proven that mail arrives there, and wants it."""
    Suppression.objects.filter(address=address.lower()).delete()


def render(template: str, context: Mapping[str, Any]) -> tuple[str, str, str]:
    """Subject, text and HTML of templates/emails/<template>.txt and .html, the styles inlined."""
    reader = context.get("reader")
    with override(times.zone(reader.time_zone) if reader else settings.TIME_ZONE):
        plain = Engine.get_default().get_template(f"emails/{template}.txt")
        first, _empty, text = plain.render(Context(dict(context), autoescape=False)).partition("\n")
        subject = first.removeprefix("Subject: ").strip()
        around = {**context, "subject": subject, "brand": notices.current().colors}
        html = str(render_to_string(f"emails/{template}.html", around))
    lead, gap, rest = text.strip().partition("\n\n")
    told = f"\n({context['replies']})" if context.get("replies") else ""
    text = "\n\n".join([lead + told + gap + rest, *_fewer(context), *_origin(context.get("number", ""))])
    return subject[:255], f"{text}\n", INLINER.inline(html)


def where_replies_go(context: Mapping[str, Any]) -> str:
    if context.get("is_heard") or "office" not in context:
        return ""
    if other := context.get("other"):
        said = gettext("Replies go to the %(office)s, not to %(name)s.")
        return said % {"office": context["office"], "name": other.short_name}
    return gettext("Replies go to the %(office)s.") % {"office": context["office"]}


def _ways_to_fewer(kind: kinds.Kind, reader: User | None, due: datetime) -> dict[str, str]:
    """For the foot of what its reader can switch off."""
    if reader is None or kind.preference_class in CANT_BE_OFF:
        return {}
    page = settings.SITE_URL + reverse("mail:settings")
    can_be_off = kind.preference_class in ONE_CLICK
    return {"choose_url": page, "off_url": links.off_url(reader.pk, now=due) if can_be_off else ""}


def _fewer(context: Mapping[str, Any]) -> list[str]:
    lines = []
    if url := context.get("choose_url"):
        lines.append(gettext("Choose which mails you get, and when: %(url)s") % {"url": url})
    if url := context.get("off_url"):
        lines.append(gettext("Only what moves your plans, without signing in: %(url)s") % {"url": url})
    return ["\n".join(lines)] if lines else []


def _origin(number: str) -> list[str]:
    """The last line of each mail, which lets anybody find out whether it is ours."""
    said = {"number": number, "url": settings.SITE_URL + reverse("mail:check")}
    return [gettext("Mail number %(number)s. Is it really from us? %(url)s") % said] if number else []
