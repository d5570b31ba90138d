"""The question bank, and which of it advisors recommend to students."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Field
from careernet.core.forms import Form
from careernet.guides import bank
from careernet.guides.actions import pick, unpick
from careernet.guides.models import Pick


class PickForm(Form):
    key = forms.ChoiceField(choices=list(bank.TEXTS.items()))
    field = forms.ModelChoiceField(Field.objects.all(), required=False)
    on = forms.BooleanField(required=False)


@role_required(Role.Kind.ADVISOR, Role.Kind.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: MemberRequest) -> HttpResponse:
    """One theme, or what was searched for; picks are for the field that is chosen above, or for everybody."""
    if request.method != "POST":
        return _page(request)
    form = PickForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422)
    change = pick if form.cleaned_data["on"] else unpick
    change(form.cleaned_data["key"], form.cleaned_data["field"])
    return redirect(request.get_full_path())


def _page(request: MemberRequest, status: int = 200) -> HttpResponse:
    fields = list(Field.objects.order_by("name"))
    field = next((each for each in fields if str(each.pk) == request.GET.get("field")), None)
    picked = set(Pick.objects.filter(field=field).values_list("key", flat=True))
    words, theme = request.GET.get("q", "").strip()[:80], bank.BY_SLUG.get(request.GET.get("theme", ""))
    found: dict[str, Any] = bank.found(words) if words else bank.of(theme) if theme else {}
    shown = found if words or theme else {key: text for key, text in bank.TEXTS.items() if key in picked}
    context = {
        "fields": fields,
        "field": field,
        "words": words,
        "theme": theme,
        "all_themes": bank.THEMES,
        "offered": [(key, text, key in picked) for key, text in shown.items()],
        "number": len(picked),
        "page_has_errors": status != 200,
    }
    return render(request, "advising/questions.html", context, status=status)
