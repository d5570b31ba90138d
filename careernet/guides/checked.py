"""A student's words, checked while they are written: what the page says of them, and the form that holds some back.

Computed whenever it is read, and kept nowhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _, ngettext
from django_stubs_ext import StrOrPromise

from careernet.core.forms import Form
from careernet.guides import coach
from careernet.guides.coach.words import SAID_OF, TOPICS_OF

MOST_MARKED = 120  # characters
LIVE = "live"  # as `seen`: the page shows what is found while it is written


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule found: the words it is about, none where it is about all of them, and what is to be said."""

    rule: str
    marked: list[str]
    why: StrOrPromise
    better: StrOrPromise


@dataclass(frozen=True, slots=True)
class Check:
    topics: list[tuple[StrOrPromise, bool]]
    remarks: list[Remark]

    @property
    def summary(self) -> str:
        """In a few words, for the page and for whoever listens to it."""
        if len(self.topics) > 1:
            said = {"covered": sum(is_said for _, is_said in self.topics), "total": len(self.topics)}
            return _("%(covered)d of %(total)d covered") % said
        if not self.remarks:
            return _("Nothing to mend")
        return ngettext("%d thing to look at", "%d things to look at", len(self.remarks)) % len(self.remarks)

    @property
    def asks_for_work(self) -> bool:
        return any(remark.rule == "job_ask" for remark in self.remarks)

    @property
    def rules(self) -> str:
        return " ".join(remark.rule for remark in self.remarks)


def check(text: str, *, kind: str, student: coach.Person, mentor: coach.Person) -> Check:
    topics = TOPICS_OF[kind]
    if not text.strip():
        return Check([(SAID_OF[topic], False) for topic in topics], [])
    review = coach.review(text, kind=kind, student=student, mentor=mentor)
    return Check([(SAID_OF[topic], topic in review.covered) for topic in topics], _remarks(text, review.findings))


def _remarks(text: str, findings: list[coach.Finding]) -> list[Remark]:
    """One a rule, in the order of the text, so that nothing is said twice."""
    remarks: dict[str, Remark] = {}
    for one in findings:
        remark = remarks.setdefault(one.rule, Remark(one.rule, [], one.why, one.better))
        marked = text[one.start : one.end]
        if marked != text:
            remark.marked.append(Truncator(marked).chars(MOST_MARKED))
    return list(remarks.values())


def stops(text: str, *, means_it: bool) -> str:
    """What keeps a text from being sent, in a sentence for its writer; empty where nothing does."""
    if gaps := coach.gaps(text):
        start, end = gaps[0]
        return _("Fill in “%(gap)s”, or take it out.") % {"gap": text[start:end]}
    if not means_it and coach.asks_for_work(text):
        return _("This asks for a job or an internship. Take that out, or tick below that you mean it.")
    return ""


class CheckedForm(Form):
    """Gaps and an ask for work that isn't meant hold its words back; whatever else is found does so once.

    `reads` is the check of these words. `seen` says which findings the page has shown; `components/check.html`
    carries it, and a form that is sent without it is asked about nothing but the gaps and the work.
    """

    checked: ClassVar[str] = "text"  # the field with the words
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    means_it = forms.BooleanField(required=False)
    check: Check | None = None
    is_held = False  # it goes out as it is, once its writer says so

    def __init__(self, *args: Any, reads: Callable[[str], Check] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reads = reads

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.goes_out and (text := cleaned.get(self.checked)):
            self._hold_back(text, cleaned)
        return cleaned

    @property
    def goes_out(self) -> bool:
        """These words are being sent, and not only kept."""
        return True

    def _hold_back(self, text: str, typed: dict[str, Any]) -> None:
        stop = stops(text, means_it=typed["means_it"])
        is_asked = "seen" in self.data and typed["seen"] != LIVE
        if self.reads and (stop or is_asked):
            self.check = self.reads(text)
        if stop:
            self.add_error(self.checked, stop)
        elif is_asked and self.check and not set(self.check.rules.split()) <= set(typed["seen"].split()):
            self.is_held = True
            self.add_error(self.checked, _("See what the check says. Change it, or send it as it is."))
