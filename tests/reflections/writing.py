"""Reflections led somewhere by the actions themselves."""

from datetime import datetime

from careernet.interviews.models import Interview
from careernet.reflections import actions
from careernet.reflections.models import Reflection

ANSWERS = actions.Answers(
    best_advice="Ask for the lab notebook, not the brochure.",
    interest=Reflection.Degree.MUCH,
    interest_why="The days are more varied than I thought.",
    next_step="Write to the lab on campus.",
    wish=Reflection.Wish.COMMENT,
)


def written(interview: Interview, *, now: datetime, answers: actions.Answers = ANSWERS) -> Reflection:
    student = interview.student.user
    return actions.save_draft(
        actions.begin(interview, by=student, now=now), by=student, answers=answers, version=0, now=now
    )


def handed_in(interview: Interview, *, now: datetime, answers: actions.Answers = ANSWERS) -> Reflection:
    student = interview.student.user
    return actions.submit(
        actions.begin(interview, by=student, now=now), by=student, answers=answers, version=0, now=now
    )
