"""The pages of interviews: a view fetches through the person, binds one form, calls one action."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from careernet.interviews.models import Interview


@login_required
@require_safe
def detail(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    interview = get_object_or_404(Interview.objects.visible_to(request.user).with_people(), pk=interview_id)
    return render(request, "interviews/detail.html", {"interview": interview})


@require_safe
def answer(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "interviews/answer.html", {"token": token})
