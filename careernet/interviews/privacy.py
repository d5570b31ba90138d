from datetime import datetime
from typing import Any

from careernet.accounts.models import User
from careernet.accounts.privacy import facts
from careernet.interviews import departures
from careernet.interviews.forgetting import forget_all
from careernet.interviews.models import Event, Interview, Question, Report

KEPT = {
    "interviews.report.text": "what somebody told the office: it has to be able to protect others",
    "interviews.report.outcome": "what the office did about it",
    "interviews.report.about_was": "whom it was about: the office looks at it before it takes anybody in",
}

SHARED = ("state", "mode", "length", "asked_at", "created_at")
ASKED = ("hope_to_learn", "message", "is_first")
PREPARED = ("found_out", "about_person", "goals", "ready")
QUESTION = ("text", "is_must", "asked", "note")
OWN_WORDS = ("reason", "colleague")


def export(user: User) -> dict[str, Any]:
    """Each conversation from this person's side: what a student prepared and noted is in no mentor's file."""
    visible = Interview.objects.visible_to(user).with_people().order_by("created_at", "pk")
    rows = visible.select_related("preparation", "notes", "thank_you").prefetch_related(
        "events", "messages", "questions"
    )
    standing = Question.objects.filter(student__user=user, interview=None).order_by("position", "pk")
    return {
        "conversations": [_conversation(row, user) for row in rows],
        "questions_for_any_call": [question.text for question in standing],
    }


def _conversation(interview: Interview, user: User) -> dict[str, Any]:
    shared = facts(interview, *SHARED, *ASKED) | {
        "student": str(interview.student),
        "with": str(interview.host),
        "begins_at": interview.during.lower if interview.during else None,
        "thank_you": interview.thank_you.text if hasattr(interview, "thank_you") else "",
        "messages_you_wrote": [facts(each, "at", "text") for each in interview.messages.all() if each.by_id == user.pk],
        "what_you_did": [_event(event) for event in interview.events.all() if event.by_id == user.pk],
    }
    if not interview.is_student(user):
        return shared
    changes = [event.data["comment"] for event in interview.events.all() if event.verb == Event.Verb.RETURNED]
    preparation = facts(interview.preparation, *PREPARED) if hasattr(interview, "preparation") else {}
    shared |= {"an_advisor_suggested": changes}
    if interview.is_outside:  # nobody else's link, number or place
        shared |= facts(interview, "where")
    notes = facts(interview.notes, "text") if hasattr(interview, "notes") else {}
    questions = [facts(question, *QUESTION) for question in interview.questions.all()]
    return shared | {"preparation": preparation, "questions": questions, "notes": notes}


def _event(event: Event) -> dict[str, Any]:
    words = {name: event.data[name] for name in OWN_WORDS if event.data.get(name)}
    return {"at": event.at, "what": event.get_verb_display(), **words}


def erase(user: User, *, now: datetime) -> None:
    """What is open ends kindly; of the rest the other side keeps that it took place."""
    Report.objects.filter(about=user).update(about_was=f"{user.display_name}, {user.email}")
    departures.depart(user, now=now)
    forget_all(user)
