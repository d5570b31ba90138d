"""Taking somebody's words out of conversations of which the other side keeps the day."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from careernet.accounts.models import User
from careernet.interviews.models import (
    Event,
    Interview,
    InterviewQuerySet,
    Message,
    Notes,
    Preparation,
    Question,
    Report,
    ThankYou,
)
from careernet.mail.actions import empty
from careernet.mail.models import OutgoingMail

# What an event tells besides words; whatever else stands in it, somebody typed.
FACTS = {"time", "times", "windows", "was", "late", "how", "silent", "absent", "answer", "why", "is_first"}
# By whom what was said about one side's part: an advisor's comment on a message goes with the message.
SIDES = {
    Event.Role.STUDENT: (Event.Role.STUDENT, Event.Role.ADVISOR, Event.Role.OFFICER),
    Event.Role.MENTOR: (Event.Role.MENTOR,),
}


def forget_all(person: User) -> None:
    """On both sides, and whole where nobody else has a part in it."""
    _delete_own(person)
    mine = Interview.objects.of_person(person)
    kept_alone = {"interview__in": mine.filter(student__user=person)}
    Preparation.objects.filter(**kept_alone).delete()
    Question.objects.filter(student__user=person).delete()
    Notes.objects.filter(**kept_alone).delete()
    forget_words(mine, of=person)


def forget_words(interviews: InterviewQuerySet, *, of: User) -> None:
    """What the office is still looking into stays as it is until it has closed the report."""
    looked_into = Report.objects.open().filter(interview=OuterRef("pk"))
    chosen = list(interviews.exclude(Exists(looked_into)).select_related("student__user"))
    for side, others in SIDES.items():
        rows = [row.pk for row in chosen if row.is_student(of) == (side == Event.Role.STUDENT)]
        _forget_side(rows, side, others)
    empty(OutgoingMail.objects.filter(about_id__in=[row.pk for row in chosen]))


def _forget_side(rows: list[UUID], side: str, writers: tuple[str, ...]) -> None:
    interviews, parts = Interview.objects.filter(pk__in=rows), Q(interview__in=rows)
    interviews.update(where="")
    if side == Event.Role.STUDENT:
        interviews.update(hope_to_learn="", message="", student_phone="")
        ThankYou.objects.filter(parts).update(text="")
    Message.objects.filter(parts, role=side).update(text="")
    for event in Event.objects.filter(parts, role__in=writers).exclude(data={}):
        event.data = {key: value for key, value in event.data.items() if key in FACTS}
        event.save(update_fields=["data"])


def _delete_own(person: User) -> None:
    """What no mentor was ever asked, and what a student arranged with people outside."""
    own = Interview.objects.filter(Q(asked_at=None) | Q(mentor=None), student__user=person)
    empty(OutgoingMail.objects.filter(about_id__in=own.values("pk")))
    own.delete()
