"""The resume of a student: asked for, shown, read and taken back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from careernet.accounts.access import MemberRequest
from careernet.core import clock
from careernet.interviews import actions
from careernet.interviews.forms.resumes import ResumeForm
from careernet.interviews.views.shared import as_either, as_mentor, as_student, carry_out
from careernet.students.models import Resume

# Whatever is in the file, the browser runs none of it and guesses nothing.
HEADERS = {
    "Content-Disposition": 'attachment; filename="resume.pdf"',
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@login_required
@require_safe
def resume(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """The file: for the student always, for the mentor while it is released to them."""
    interview = as_either(request, interview_id)
    if interview.is_student(request.user):
        content = bytes(get_object_or_404(Resume, student=interview.student_id).content)
    else:
        content = actions.read_resume(interview, by=request.user, now=clock.now()) or b""
    if not content:
        raise Http404
    return HttpResponse(content, content_type="application/pdf", headers=HEADERS)


@login_required
@require_POST
def ask(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = as_mentor(request, interview_id)
    actions.ask_for_resume(interview, by=request.user, now=clock.now())
    said = _("Asked. %(name)s decides, and you get a mail once it is there.")
    messages.success(request, said % {"name": interview.student.user.short_name})
    return redirect("interviews:detail", interview.pk)


@login_required
@require_POST
def release(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_student(request, interview_id), clock.now()
    form = ResumeForm(request.POST, request.FILES)

    def act() -> object:
        return actions.release_resume(interview, by=request.user, content=form.cleaned_data["resume"], now=now)

    said = _("%(name)s can read it now. You see here each time it is opened.")
    return carry_out(request, interview, form, act, now, said % {"name": interview.host.short_name})


@login_required
@require_POST
def take_back(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = as_student(request, interview_id)
    actions.take_back_resume(interview, by=request.user, now=clock.now())
    messages.success(request, _("Taken back. Nobody but you can open it."))
    return redirect("interviews:detail", interview.pk)
