"""A reminder to several students: tick, read what each will get, send."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.advising import reminding
from careernet.core import clock

FOOT = "\n--\n"  # below it are links that are keys of the student's


@role_required(Role.Kind.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: MemberRequest) -> HttpResponse:
    """Posted without `send`: the mails, to be read first."""
    now, ticked = clock.now(), set(request.POST.getlist("student"))
    owing = reminding.owing(request.user, now)
    if request.method != "POST":
        return render(request, "advising/remind.html", {"owing": owing, "now": now})
    chosen = [each for each in owing if str(each.student.pk) in ticked and not each.reminded_at]
    if not chosen:
        messages.error(request, _("Select at least one student."))
        return redirect("advising:remind")
    if "send" not in request.POST:
        mails = reminding.mails(chosen, by=request.user, now=now)
        read = [(each, mail.subject, mail.text.partition(FOOT)[0]) for each, mail in zip(chosen, mails, strict=True)]
        return render(request, "advising/remind_preview.html", {"mails": read})
    number = reminding.remind(_ids(chosen), by=request.user, now=now)
    sent = ngettext("%(n)d student gets a reminder.", "%(n)d students get a reminder.", number)
    messages.success(request, sent % {"n": number})
    return redirect("advising:students")


def _ids(chosen: list[reminding.Owing]) -> set[UUID]:
    return {each.student.pk for each in chosen}
