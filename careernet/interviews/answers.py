"""The answers to a request, one each: the form that was typed, and what to do with it once it is valid.

`shows_usual` is for the page behind a mail link, see `forms.WhereForm`.
"""

from collections.abc import Callable
from datetime import datetime

from django.http import QueryDict

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.interviews import actions, panels
from careernet.interviews.forms.answering import AcceptForm, DeclineForm, OfferForm, SayYesForm
from careernet.interviews.forms.choosing import ChooseForm, ProposeForm
from careernet.interviews.forms.fields import VerbForm
from careernet.interviews.forms.talking import TalkForm
from careernet.interviews.models import Interview, Message

Act = Callable[[], object]


def accepting(
    data: QueryDict, interview: Interview, by: User, now: datetime, *, shows_usual: bool = True
) -> tuple[VerbForm, Act]:
    starts = panels.acceptable_starts(interview, now)
    form = AcceptForm(
        data, interview=interview, starts=starts, shows_usual=shows_usual, policy=Policy.current(), now=now
    )
    return form, lambda: actions.accept(interview, by=by, now=now, **form.cleaned_data)


def saying_yes(
    data: QueryDict, interview: Interview, by: User, now: datetime, *, shows_usual: bool = True
) -> tuple[VerbForm, Act]:
    form = SayYesForm(data, interview=interview, shows_usual=shows_usual, policy=Policy.current())
    return form, lambda: actions.say_yes(interview, by=by, where=form.cleaned_data["where"], now=now)


def offering(
    data: QueryDict, interview: Interview, by: User, now: datetime, *, shows_usual: bool = True
) -> tuple[VerbForm, Act]:
    form = OfferForm(data, interview=interview, shows_usual=shows_usual, policy=Policy.current(), now=now)
    return form, lambda: actions.offer_times(
        interview, by=by, starts=form.starts, where=form.cleaned_data["where"], now=now
    )


def declining(
    data: QueryDict, interview: Interview, by: User, now: datetime, *, shows_usual: bool = True
) -> tuple[VerbForm, Act]:
    form = DeclineForm(data, mentor=interview.asked_mentor, now=now)
    return form, lambda: actions.decline(interview, by=by, now=now, **form.cleaned_data)


def asking_first(
    data: QueryDict, interview: Interview, by: User, now: datetime, *, shows_usual: bool = True
) -> tuple[VerbForm, Act]:
    form, via = TalkForm(data), Message.Via.PAGE if shows_usual else Message.Via.LINK
    return form, lambda: actions.ask_first(
        form.cleaned_data["id"], interview, by=by, text=form.cleaned_data["text"], via=via, now=now
    )


def writing(data: QueryDict, interview: Interview, by: User, now: datetime, *, via: str) -> tuple[VerbForm, Act]:
    form = TalkForm(data)
    return form, lambda: actions.write(
        form.cleaned_data["id"], interview, by=by, text=form.cleaned_data["text"], via=via, now=now
    )


def choosing(
    data: QueryDict, interview: Interview, by: User, now: datetime, *, shows_usual: bool = True
) -> tuple[VerbForm, Act]:
    form = ChooseForm(data, interview=interview, now=now, policy=Policy.current())
    return form, lambda: actions.choose_time(interview, by=by, starts_at=form.cleaned_data["starts_at"], now=now)


def proposing(
    data: QueryDict, interview: Interview, by: User, now: datetime, *, shows_usual: bool = True
) -> tuple[VerbForm, Act]:
    form = ProposeForm(data, interview=interview, now=now)
    return form, lambda: actions.propose_times(interview, by=by, starts=form.spans, now=now)


OF_MENTOR = {
    "accept": accepting,
    "another": offering,
    "later": saying_yes,
    "ask": asking_first,
    "decline": declining,
}
OF_STUDENT = {"choose": choosing, "another": proposing}
