"""The comment bank, and the lines students want to leave to later ones."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.advising.forms import PhraseForm
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.core.text import row_number
from careernet.reflections import lines as sharing, phrases
from careernet.reflections.models import Line, LineQuerySet, Reflection


@role_required(Role.Kind.ADVISOR, Role.Kind.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: MemberRequest) -> HttpResponse:
    """One's own and the office's; the office's are the office's to change."""
    user, found = request.user, phrases.phrases_for(request.user)
    if "remove" in request.POST:
        phrases.drop(get_object_or_404(found, pk=row_number(request.POST["remove"])), by=user)
        messages.success(request, _("Removed. What was written with it stays as it is."))
        return redirect("advising:comments")
    is_officer = user.has_role(Role.Kind.OFFICER)
    form = PhraseForm(request.POST or None, may_be_for_all=is_officer)
    if form.is_bound and form.is_valid():
        is_for_all = form.cleaned_data.get("is_for_all", False)
        phrases.keep(form.cleaned_data["text"], by=user, is_for_all=is_for_all, now=clock.now())
        messages.success(request, _("Kept. It is offered beside each reflection you read."))
        return redirect("advising:comments")
    rows = [(phrase, phrases.may_change(phrase, user)) for phrase in found]
    return render_form(request, "advising/comments.html", form, rows=rows)


@role_required(Role.Kind.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def lines(request: MemberRequest) -> HttpResponse:
    """Approve what later students are to read, or not. Names are for the advisor to notice."""
    waiting = lines_to_look_at(request.user, clock.now())
    if request.method == "POST":
        line = get_object_or_404(waiting, pk=row_number(request.POST.get("line")))
        is_good = "good" in request.POST
        sharing.decide(line, by=request.user, is_good=is_good, now=clock.now())
        messages.success(request, _("Later students can read it.") if is_good else _("It stays between you two."))
        return redirect("advising:lines")
    return render(request, "advising/lines.html", {"lines": waiting})


def lines_to_look_at(user: User, now: datetime) -> LineQuerySet:
    readable = Reflection.objects.readable_by_advisor(user, now)
    hosts = ("reflection__interview__mentor__user", "reflection__interview__mentor__field")
    people = ("reflection__interview__student__user", "reflection__interview__contact__field", *hosts)
    waiting = Line.objects.to_look_at().filter(reflection__in=readable)
    return waiting.select_related(*people).order_by("offered_at", "pk")
