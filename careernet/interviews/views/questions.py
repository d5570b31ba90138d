"""My questions: the list for one call, the list for any call, and the bank they are picked from."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core import clock
from careernet.guides import bank
from careernet.guides.models import Pick
from careernet.interviews import actions, asking
from careernet.interviews.forms.questions import QuestionForm
from careernet.interviews.models import Interview, Question, State
from careernet.interviews.views.shared import as_student
from careernet.students.models import Student

PREPARED = {
    State.DRAFT,
    State.IN_REVIEW,
    State.REQUESTED,
    State.COUNTERED,
    State.ACCEPTED,
    State.SCHEDULED,
    State.COMPLETED,
}


# --- The lists ----------------------------------------------------------------------------------------------------
@login_required
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def of_interview(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = _prepared(request, interview_id)
    return _list(request, interview.student, interview)


@role_required(Role.Kind.STUDENT)
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def of_any(request: MemberRequest) -> HttpResponse:
    return _list(request, get_object_or_404(Student, user=request.user), None)


@login_required
@require_safe
def printed(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """One sheet of paper, with lines to write on."""
    interview, now = _prepared(request, interview_id), clock.now()
    questions = Question.objects.on_list(interview.student, interview)
    context = {"interview": interview, "other": interview.host, "questions": questions, "now": now}
    return render(request, "interviews/questions_printed.html", context)


def _prepared(request: MemberRequest, interview_id: UUID) -> Interview:
    """One that the student can still prepare for, or look back at."""
    interview = as_student(request, interview_id)
    if interview.state not in PREPARED:
        raise Http404
    return interview


def _list(request: MemberRequest, student: Student, interview: Interview | None) -> HttpResponse:
    """A question, or several at once, are put at its end."""
    if request.method != "POST":
        return _page(request, student, interview)
    forms = [QuestionForm({"text": text}) for text in request.POST.getlist("text") or [""]]
    if wrong := next((form for form in forms if not form.is_valid()), None):
        return _page(request, student, interview, form=wrong, status=422)
    actions.add_questions(student, interview, texts=[form.cleaned_data["text"] for form in forms])
    return redirect(request.get_full_path())


# --- One question -------------------------------------------------------------------------------------------------
@login_required
@require_POST
def change(request: MemberRequest, question_id: int) -> HttpResponse:
    question = _own(request, question_id)
    form = QuestionForm(request.POST, auto_id=f"change_{question.pk}_%s")
    if not form.is_valid():
        return _page(request, question.student, question.interview, changing={question.pk: form}, status=422)
    actions.change_question(question, text=form.cleaned_data["text"])
    return _back(request, question)


@login_required
@require_POST
def move(request: MemberRequest, question_id: int) -> HttpResponse:
    question = _own(request, question_id)
    actions.move_question(question, by=-1 if request.POST.get("to") == "up" else 1)
    return _back(request, question)


@login_required
@require_POST
def mark(request: MemberRequest, question_id: int) -> HttpResponse:
    question = _own(request, question_id)
    actions.mark_must(question, is_must=request.POST.get("must") == "yes")
    return _back(request, question)


@login_required
@require_POST
def remove(request: MemberRequest, question_id: int) -> HttpResponse:
    """Gone at once; the page that says so puts it back on request."""
    question = _own(request, question_id)
    actions.remove_question(question)
    return _page(request, question.student, question.interview, removed=question.text)


def _own(request: MemberRequest, question_id: int) -> Question:
    own = Question.objects.filter(student__user=request.user).select_related("student__user", "interview__student")
    people = own.select_related("interview__mentor__user", "interview__mentor__field", "interview__contact")
    question = get_object_or_404(people, pk=question_id)
    if question.interview and question.interview.state not in PREPARED:
        raise Http404
    return question


def _back(request: MemberRequest, question: Question) -> HttpResponse:
    query = request.GET.urlencode()
    return redirect(f"{_url(question.interview)}{'?' if query else ''}{query}")


def _url(interview: Interview | None) -> str:
    return reverse("interviews:questions", args=[interview.pk]) if interview else reverse("questions:list")


# --- The page -----------------------------------------------------------------------------------------------------
def _page(
    request: MemberRequest,
    student: Student,
    interview: Interview | None,
    *,
    form: QuestionForm | None = None,
    changing: dict[int, QuestionForm] | None = None,
    removed: str = "",
    status: int = 200,
) -> HttpResponse:
    questions = list(Question.objects.on_list(student, interview))
    forms = {
        question.pk: QuestionForm(initial={"text": question.text}, auto_id=f"change_{question.pk}_%s")
        for question in questions
    } | (changing or {})
    favorites = Question.objects.on_list(student, None) if interview else Question.objects.none()
    context = {
        "interview": interview,
        "other": interview.host if interview else None,
        "url": _url(interview),
        "query": request.GET.urlencode(),
        "form": form or QuestionForm(),
        "wrong": form or next(iter((changing or {}).values()), None),
        "changing": set(changing or ()),
        "lines": [(line, forms[line.question.pk]) for line in asking.lines(questions)],
        "budget": asking.budget(len(questions), interview.length if interview else None),
        "themes": asking.themes(questions),
        "remarks": asking.coverage(questions),
        "starters": bank.texts_of(asking.STARTERS),
        "favorites": [question.text for question in favorites],
        "picks": _picks(student, interview, {question.text for question in questions}),
        "removed": removed,
        "page_has_errors": status != 200,
        **_bank(request, {question.text for question in questions}),
    }
    template = "interviews/questions.html#both" if request.htmx else "interviews/questions.html"
    return render(request, template, context, status=status)


def _picks(student: Student, interview: Interview | None, mine: set[str]) -> list[tuple[str, bool]]:
    """What advisors recommend for everybody and for the field of this talk; of no field, for the student's own."""
    mentor = interview.mentor if interview else None
    fields = [mentor.field_id] if mentor else student.interests.values("pk")
    keys = Pick.objects.filter(Q(field=None) | Q(field__in=fields)).values_list("key", flat=True)
    return [(text, text in mine) for text in bank.texts_of(dict.fromkeys(keys.order_by("field", "pk")))]


def _bank(request: MemberRequest, mine: set[str]) -> dict[str, Any]:
    """What of the bank is looked at: what was searched for, or one theme."""
    words, slug = request.GET.get("q", "").strip()[:80], request.GET.get("theme", "")
    theme = bank.BY_SLUG.get(slug, bank.THEMES[0])
    texts = bank.found(words).values() if words else theme.questions.values()
    return {
        "words": words,
        "theme": None if words else theme,
        "all_themes": bank.THEMES,
        "offered": [(text, str(text) in mine) for text in texts],
        "mine": mine,
    }
