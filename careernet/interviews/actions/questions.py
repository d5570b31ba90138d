"""What a student means to ask: a list for each call and one for any. No event, the last save stands."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.core.rules import RuleBroken
from careernet.interviews.actions.locks import lock_student
from careernet.interviews.models import Interview, Question
from careernet.students.models import Student


def add_questions(student: Student, interview: Interview | None, *, texts: Iterable[str]) -> None:
    """At the end of the list, but for what is on it already."""
    with transaction.atomic():
        lock_student(student.pk)
        kept = _list(student, interview)
        known = {question.text.casefold() for question in kept}
        new = [text for text in dict.fromkeys(texts) if text.casefold() not in known]
        if len(kept) + len(new) > Question.MOST:
            most = {"most": Question.MOST}
            raise RuleBroken(_("%(most)d questions are more than one call can hold. Take one off first.") % most)
        last = max((question.position for question in kept), default=-1)
        Question.objects.bulk_create(
            Question(student=student, interview=interview, position=position, text=text)
            for position, text in enumerate(new, last + 1)
        )


def change_question(question: Question, *, text: str) -> None:
    """In other words; what was noted under it stays."""
    question.text = text
    question.save(update_fields=["text"])


def mark_must(question: Question, *, is_must: bool) -> None:
    """Those that must be asked come first, and are three at most."""
    with transaction.atomic():
        lock_student(question.student_id)
        others = _list(question.student, question.interview)
        if is_must and sum(each.is_must for each in others if each.pk != question.pk) >= Question.MUSTS:
            raise RuleBroken(_("Three must-asks are on your list. Take the mark off one of them first."))
        question.is_must = is_must
        question.save(update_fields=["is_must"])


def move_question(question: Question, *, by: int) -> None:
    """Up (-1) or down (1) among those like it; at the end of the list nothing moves."""
    with transaction.atomic():
        lock_student(question.student_id)
        peers = [each for each in _list(question.student, question.interview) if each.is_must == question.is_must]
        place = next((place for place, each in enumerate(peers) if each.pk == question.pk), None)
        if place is None or not 0 <= place + by < len(peers):
            return
        peers.insert(place + by, peers.pop(place))
        _save_places(peers)


def remove_question(question: Question) -> None:
    if question.note:
        raise RuleBroken(_("You have noted something under this question. Empty that note first."))
    question.delete()


def _list(student: Student, interview: Interview | None) -> list[Question]:
    return list(Question.objects.on_list(student, interview))


def _save_places(questions: list[Question]) -> None:
    for position, question in enumerate(questions):
        question.position = position
    Question.objects.bulk_update(questions, ["position"])
