"""A small campus in which every private text is a unique word: what the tests about all pages at once walk through.

One mentor (Maya) was asked by several students, so that each state of an interview has an owner on both sides; the
strangers have a conversation of their own, so that their pages are not merely empty.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from careernet.accounts.actions import set_portrait
from careernet.accounts.models import Role, User
from careernet.advising.suggesting import suggest
from careernet.campus.models import AcademicPeriod, Announcement, CampusDomain, Major, MeetingMode, Policy, Resource
from careernet.core import clock
from careernet.courses.actions import join, make
from careernet.courses.models import Course
from careernet.demo.cast import OFFICER
from careernet.interviews import actions, emails, safety
from careernet.interviews.models import Event, Interview, Report
from careernet.mail import links
from careernet.mail.models import ReceivedMail, Suppression
from careernet.mentors import actions as mentoring, uploads as alumni_uploads
from careernet.mentors.actions import save_profile
from careernet.mentors.emails import INVITATION, VOLUNTEERING
from careernet.mentors.importer import Terms
from careernet.mentors.models import Mentor, PathEntry
from careernet.mentors.profile import Profile
from careernet.network.models import Contact, Touch
from careernet.reflections import actions as reflections, lines, phrases, steps
from careernet.reflections.models import ANSWERS, Reflection
from careernet.reminders.sweep import sweep
from careernet.students import uploads
from careernet.students.actions import save_about
from careernet.students.models import AboutMe, RosterEntry, Student
from careernet.students.person import HIDEABLE
from careernet.students.wanting import want_to_talk
from tests import factories

NOW = datetime(2026, 9, 14, 15, 0, tzinfo=UTC)  # a Monday, 11:00 in New York
ASKED = NOW - timedelta(days=9)
MET = NOW - timedelta(days=2)
VISITOR = "visitor"
PLANTED: dict[str, str] = {}  # field -> the word that stands in it


def planted(field: str) -> str:
    """A word that stands in this private field and nowhere else; no other word contains it."""
    return PLANTED.setdefault(field, f"xx{field.replace(' ', '-')}xx")


@dataclass
class World:
    """Everybody and everything by a short name: `interviews["draft"]`, `people["maya"]`."""

    people: dict[str, User] = field(default_factory=dict)
    students: dict[str, Student] = field(default_factory=dict)
    mentors: dict[str, Mentor] = field(default_factory=dict)
    interviews: dict[str, Interview] = field(default_factory=dict)
    drafted: Touch = field(default_factory=Touch)  # an update not sent yet
    courses: dict[str, Course] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)  # people outside the pool
    reflections: dict[str, Reflection] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)  # tokens of mail links
    off_links: dict[str, str] = field(default_factory=dict)  # of those that switch mails off
    write_links: dict[str, str] = field(default_factory=dict)  # of those with a message
    report_links: dict[str, str] = field(default_factory=dict)  # and of those that tell the office

    def browsers(self) -> dict[str, Client]:
        """One for each person, signed in, and a visitor's. Errors are answers here as they are outside."""
        found = {VISITOR: Client(raise_request_exception=False)}
        for name, user in self.people.items():
            found[name] = Client(raise_request_exception=False)
            found[name].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return found


@contextmanager
def a_world(blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once for a module, at `NOW`, and gone after it; each test sees it in a savepoint of its own."""
    with blocker.unblock(), transaction.atomic():
        clock.move_to(NOW)
        yield _built()
        transaction.set_rollback(True)
    clock.set_offset(timedelta())


def _built() -> World:
    world = World()
    _people(world)
    _around(world)
    _classes(world)
    _interviews(world)
    _outside(world)
    _reflections(world)
    _report(world)
    sweep(NOW)
    return world


# --- People -------------------------------------------------------------------------------------------------------
def _people(world: World) -> None:
    for name in ("rosa", "strange advisor"):
        world.people[name] = factories.person(Role.Kind.ADVISOR, full_name=name.title())
    world.people["sam"] = factories.person(Role.Kind.OFFICER, full_name="Sam", is_staff=True, email=OFFICER)
    for name in ("jordan", "dana", "riley", "kai", "lee"):
        _student(world, name, world.people["rosa"])
    _student(world, "strange student", world.people["strange advisor"])
    for name in ("maya", "strange mentor"):
        _mentor(world, name)
    _mentor(world, "applied", state=Mentor.State.APPLIED)
    _mentor(world, "invited", state=Mentor.State.INVITED)
    _show_and_keep(world)
    for name, mentor in (("jordan", "strange mentor"), ("riley", "maya")):
        why = planted(f"{name} why")
        want_to_talk(world.students[name], world.mentors[mentor].pk, why=why, now=ASKED)
    named = {world.mentors["strange mentor"].pk: planted("jordan suggestion")}
    suggest(world.students["jordan"], named, by=world.people["rosa"], now=NOW)
    words = {name: planted(f"about {name}") for name in (*AboutMe.SENTENCES, *AboutMe.NOTES)}
    save_about(world.students["jordan"], words=words, is_shown=False, now=ASKED)
    world.people["teacher"] = factories.UserFactory(
        full_name="Teacher", email=f"{planted('teacher address')}@example.edu"
    )
    for user in world.people.values():  # as after the first sign-in
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def _student(world: World, name: str, advisor: User) -> None:
    student = factories.StudentFactory(
        user__full_name=name.title(),
        user__email=f"{planted(f'{name} address')}@example.edu",
        introduction=planted(f"{name} introduction"),
        advisor=advisor,
    )
    world.students[name], world.people[name] = student, student.user


def _mentor(world: World, name: str, state: str = Mentor.State.ACTIVE) -> None:
    mentor = factories.MentorFactory(
        user__full_name=name.title(),
        user__email=f"{planted(f'{name} address')}@example.com",
        video_link=f"https://meet.example/{planted(f'{name} video link')}",
        phone=planted(f"{name} phone"),
        state=state,
        application=planted(f"{name} application"),
        applied_at=ASKED if state == Mentor.State.APPLIED else None,
        calls_a_month=31,
        waiting_at_most=20,
    )
    world.mentors[name], world.people[name] = factories.weekdays(mentor), mentor.user


def _show_and_keep(world: World) -> None:
    """Two have a photo; some keep from the other side whatever can be kept."""
    for name in ("jordan", "maya"):
        set_portrait(world.people[name], image=planted(f"{name} photo").encode(), now=ASKED)
    Student.objects.filter(user__in=[world.people["riley"], world.people["kai"]]).update(hidden_fields=HIDEABLE)

    def kept(field: str) -> str:
        return planted(f"strange mentor {field}")

    facts = {name: kept(name) for name in ("job_title", "employer", "previous_employer", "city", "region", "about")}
    facts |= {"topics": [kept("topic")], "languages": [kept("language")]}
    facts |= {"linkedin_url": f"https://www.linkedin.com/in/{kept('linkedin')}"}
    path = [PathEntry(title=kept("path title"), place=kept("path place"))]
    names = {"full_name": "Strange Mentor", "preferred_name": "", "pronouns": kept("pronouns")}
    profile = Profile(names=names, facts=facts, majors=[], path=path, shown=[])
    world.mentors["strange mentor"] = save_profile(world.mentors["strange mentor"], profile=profile)
    world.people["strange mentor"] = world.mentors["strange mentor"].user


def _around(world: World) -> None:
    """A row of everything the office keeps."""
    Policy.objects.create(pk=1)
    Major.objects.create(name="Chemistry")
    CampusDomain.objects.create(domain="students.example.edu")
    AcademicPeriod.objects.create(kind="term", name="Fall 2026", starts_on=ASKED, ends_on=NOW + timedelta(days=90))
    Announcement.objects.create(text="The fair is on Friday.", starts_on=NOW, ends_on=NOW + timedelta(days=4))
    Resource.objects.create(kind="events", title="Career events", url="https://example.edu/events")
    RosterEntry.objects.create(email="roster@example.edu")
    listed = f"email,name\nnew@example.edu,{planted('roster name')}\n{planted('roster line')},"
    uploads.check(listed.encode(), file_name="fall.csv", by=world.people["sam"], now=NOW)
    alumni = f"Last,Email\n{planted('alumni name')},lima@example.com\nKim,{planted('alumni line')}\n"
    brought = alumni_uploads.bring(alumni.encode(), file_name="alumni.csv", by=world.people["sam"], now=NOW)
    alumni_uploads.check(brought, columns=brought.columns, terms=Terms(modes=["video"]), now=NOW)
    mentoring.invite(Mentor.objects.all(), by=world.people["sam"], now=NOW)
    for name, person, purpose in (("invited", "invited", INVITATION), ("volunteering", "maya", VOLUNTEERING)):
        mentor = world.mentors[person]
        world.links[name] = links.sign(mentor.user_id, purpose, mentor.pk, 0, now=NOW)
    Suppression.objects.create(address=world.people["maya"].email, reason="550", since=NOW)
    ReceivedMail.objects.create(message_id="<1@example.com>", at=NOW, outcome="filed")


def _classes(world: World) -> None:
    """Jordan is in Rosa's, which somebody teaches who has no other role."""
    asked = {
        "name": "Chemistry 210",
        "term": "Fall 2026",
        "expected": 60,
        "begins_on": (NOW - timedelta(days=14)).date(),
    }
    due = (NOW + timedelta(days=30)).date()
    asked |= {"interviews": 3, "interviews_by": due, "reflections": 2, "reflections_by": due}
    who = {"teachers": [world.people["teacher"].email], "by": world.people["rosa"], "now": ASKED}
    world.courses["joined"] = make(uuid.uuid4(), asked=asked, **who)
    join(world.courses["joined"], student=world.students["jordan"], now=ASKED)
    asked |= {"name": "Biology 110"}
    world.courses["empty"] = make(uuid.uuid4(), asked=asked, **who | {"teachers": []})


# --- Conversations ------------------------------------------------------------------------------------------------
def _interviews(world: World) -> None:
    maya, answered = world.mentors["maya"], ASKED + timedelta(hours=2)
    by_maya = {"by": maya.user, "now": answered}
    asked = world.interviews

    draft = uuid.uuid4()
    asked["draft"] = actions.save_draft(
        draft, student=world.students["dana"], mentor=maya, ask=_words("draft"), now=ASKED
    )
    asked["in review"] = _asked(world, "in review", "lee", at=NOW, wants_look=True)
    asked["requested"] = _asked(world, "requested", "riley")
    offered = _asked(world, "countered", "kai")
    _asked_first(world, offered)
    asked["countered"] = actions.offer_times(
        offered,
        by=maya.user,
        starts=[NOW + timedelta(days=3)],
        where=planted("countered where"),
        now=NOW - timedelta(days=1),
    )
    declined = _asked(world, "declined", "jordan")
    asked["declined"] = actions.decline(
        declined, reason=planted("decline reason"), colleague=planted("decline colleague"), **by_maya
    )
    # A year ago, so that Jordan may ask again.
    Interview.objects.filter(pk=declined.pk).update(state_since=ASKED - timedelta(days=365))
    for number, name in enumerate(("completed", "written", "handed in", "returned")):
        asked[name] = _held(world, name, "jordan", "maya", MET + timedelta(hours=number))
    asked["late"] = _canceled_late(world, "late", "jordan", "maya", MET + timedelta(hours=5))
    asked["strange"] = _held(world, "strange", "strange student", "strange mentor", MET)
    asked["scheduled"] = _booked(world, "scheduled", "jordan", "maya", NOW + timedelta(days=1))
    _keep_to_oneself(asked["scheduled"], "scheduled")
    _messages(world)
    world.links["mentor's"] = _token(asked["requested"], maya.user)
    world.links["student's"] = _token(asked["countered"], world.people["kai"])
    world.links["used up"] = _token(offered, maya.user)
    world.links["nonsense"] = "nonsense"
    world.off_links = {"mentor's": links.off_url(maya.user_id, now=NOW).split("/")[-2], "nonsense": "nonsense"}


def _asked_first(world: World, asked: Interview) -> None:
    """A question before the answer, answered."""
    for verb, person, text in ((actions.ask_first, "maya", "question"), (actions.write, "kai", "answer")):
        said, by = planted(f"countered {text}"), world.people[person]
        verb(uuid.uuid4(), asked, by=by, text=said, via="link", now=NOW - timedelta(days=2))


def _messages(world: World) -> None:
    """Between Jordan and Maya about their call, and between the strangers before they are kept apart."""
    asked = world.interviews
    for row, person, side in (
        ("scheduled", "jordan", "student"),
        ("scheduled", "maya", "mentor"),
        ("strange", "strange student", "student"),
    ):
        text = planted(f"{row} {side} word")
        actions.write(uuid.uuid4(), asked[row], by=world.people[person], text=text, via="page", now=NOW)
    links_of = {
        "student's": ("scheduled", "jordan"),
        "mentor's": ("scheduled", "maya"),
        "closed": ("declined", "jordan"),
    }
    for name, (row, person) in links_of.items():
        url = emails.write_url(asked[row], world.people[person], NOW)
        world.write_links[name] = url.rstrip("/").rpartition("/")[2]
    world.write_links["nonsense"] = "nonsense"


def _words(name: str, *starts: datetime, wants_look: bool = False) -> actions.Ask:
    return actions.Ask(
        mode=MeetingMode.VIDEO,
        hope_to_learn=planted(f"{name} hope"),
        message=planted(f"{name} message"),
        proposed=starts,
        wants_look=wants_look,
    )


def _asked(
    world: World,
    name: str,
    student: str,
    mentor: str = "maya",
    *starts: datetime,
    at: datetime = ASKED,
    wants_look: bool = False,
) -> Interview:
    """Asked for a time that is still to come, unless another one is given."""
    return actions.send_request(
        uuid.uuid4(),
        student=world.students[student],
        mentor=world.mentors[mentor],
        ask=_words(name, *(starts or [NOW + timedelta(days=5)]), wants_look=wants_look),
        now=at,
    )


def _booked(world: World, name: str, student: str, mentor: str, start: datetime) -> Interview:
    interview = _asked(world, name, student, mentor, start)
    by = world.people[mentor]
    return actions.accept(interview, by=by, starts_at=start, where=planted(f"{name} where"), now=ASKED)


def _canceled_late(world: World, name: str, student: str, mentor: str, start: datetime) -> Interview:
    interview, by = _booked(world, name, student, mentor, start), world.people[student]
    reason, at = planted(f"{name} reason"), start - timedelta(hours=3)
    interview = actions.cancel(interview, by=by, role=Event.Role.STUDENT, reason=reason, now=at)
    Interview.objects.filter(pk=interview.pk).update(asked_at=ASKED - timedelta(days=2))
    return interview


def _held(world: World, name: str, student: str, mentor: str, start: datetime) -> Interview:
    """Prepared, held, written down; thanked, except the one that was only just completed."""
    interview, by = _booked(world, name, student, mentor, start), world.people[student]
    _keep_to_oneself(interview, name)
    interview = actions.complete(interview, by=by, now=start + timedelta(hours=1))
    # The limit of three requests a day is not what this is about.
    Interview.objects.filter(pk=interview.pk).update(asked_at=ASKED - timedelta(days=2))
    if name == "completed":
        return interview
    return actions.send_thank_you(interview, by=by, how="mail", text=planted(f"{name} thanks"), now=NOW)


def _outside(world: World) -> None:
    """Dana keeps four interviews that she arranged herself, each with somebody of the same family."""
    dana, steps = world.students["dana"], ("draft", "requested", "scheduled", "completed")
    private = ("title", "employer", "city", "phone", "introduced_by", "how_met", "next_about", "notes")
    for name in ("ada", *steps):
        known = {key: planted(f"ada {key}") for key in private}
        known |= {
            "email": f"{planted('ada address')}@example.org",
            "link": f"https://example.org/{planted('ada link')}",
        }
        world.contacts[name] = Contact.objects.create(student=dana, name=f"Ada {name}", kind="found", **known)
    world.drafted = Touch.objects.create(contact=world.contacts["ada"], kind="other", text=planted("ada update"))
    for state in steps:
        start = {"scheduled": NOW + timedelta(days=2), "completed": MET}.get(state)
        meeting = actions.Meeting(mode="phone", where=planted(f"own {state} where"), starts_at=start)
        first = "scheduled" if start else "draft"
        kept = actions.log(
            uuid.uuid4(), student=dana, contact=world.contacts[state], state=first, meeting=meeting, now=ASKED
        )
        if state == "completed":
            kept = actions.complete(kept, by=dana.user, now=NOW)
        _keep_to_oneself(kept, f"own {state}")
        world.interviews[f"own {state}"] = kept
    for state, act in (("draft", actions.save_message), ("requested", actions.sent_message)):
        said = {"text": planted(f"own {state} message"), "now": ASKED}
        said |= {"by": dana.user} if state == "requested" else {}
        world.interviews[f"own {state}"] = act(world.interviews[f"own {state}"], **said)


def _keep_to_oneself(interview: Interview, name: str) -> None:
    own = {key: planted(f"{name} {key}") for key in ("found_out", "about_person", "goals")}
    actions.save_preparation(interview, **own, now=ASKED)
    actions.add_questions(interview.student, interview, texts=[planted(f"{name} questions")])
    [question] = interview.questions.all()
    noted = {question.pk: planted(f"{name} noted")}
    actions.save_notes(interview, text=planted(f"{name} notes"), by_question=noted, now=ASKED)


def _report(world: World) -> None:
    """The strangers are kept apart from now on. The links are those in the mails of a call that is still booked."""
    strange, told = world.interviews["strange"], planted("strange report")
    safety.report(uuid.uuid4(), strange, by=world.people["strange student"], kind=Report.Kind.RUDE, text=told, now=NOW)
    for side, name in (("student's", "jordan"), ("mentor's", "maya")):
        url = emails.report_url(world.interviews["scheduled"], world.people[name], NOW)
        world.report_links[side] = url.rstrip("/").rpartition("/")[2]
    world.report_links["nonsense"] = "nonsense"


def _token(interview: Interview, person: User) -> str:
    return emails.answer_url(interview, person, NOW).rstrip("/").rpartition("/")[2]


# --- Reflections --------------------------------------------------------------------------------------------------
def _reflections(world: World) -> None:
    jordan, rosa = world.people["jordan"], world.people["rosa"]
    by = {"by": jordan, "now": NOW}
    begun = reflections.begin(world.interviews["written"], **by)
    world.reflections["draft"] = reflections.save_draft(begun, answers=_answers("draft"), version=0, **by)
    world.reflections["handed in"] = _handed_in(world, "handed in", jordan)
    returned = _handed_in(world, "returned", jordan)
    said = {"comment": planted("review comment"), "on_answers": {"learned": planted("review on answer")}}
    said |= {"note": planted("review note")}
    reflections.note_reading(returned, by=rosa, version=returned.version, now=NOW)
    reflections.review(returned, by=rosa, verdict="please_add", **said, version=returned.version, now=NOW)
    phrases.keep(planted("rosa phrase"), by=rosa, is_for_all=False, now=NOW)
    said = {name: f"returned answer {name}" for name in ("best_advice", "surprised", "concerns")}
    picked = {name: planted(field) for name, field in said.items()}
    offered = (picked["surprised"], picked["concerns"])
    chosen = lines.Choices(shared=[picked["best_advice"]], offered=offered, kept=[picked["best_advice"]])
    lines.choose(returned, by=jordan, choices=chosen, now=NOW)
    lines.decide(returned.lines.get(text=picked["surprised"]), by=rosa, is_good=True, now=NOW)
    steps.add(returned, by=jordan, text=planted("returned step"), due_on=NOW.date(), now=NOW)
    again = {"answers": _answers("going on"), "version": returned.version}
    world.reflections["returned"] = reflections.save_draft(returned, **again, **by)
    world.reflections["strange"] = _handed_in(world, "strange", world.people["strange student"])


def _handed_in(world: World, name: str, by: User) -> Reflection:
    begun = reflections.begin(world.interviews[name], by=by, now=NOW)
    return reflections.submit(begun, by=by, answers=_answers(f"{name} answer"), version=0, now=NOW)


def _answers(name: str) -> reflections.Answers:
    texts = {answer: planted(f"{name} {answer}") for answer in ANSWERS}
    return reflections.Answers(interest=Reflection.Degree.MUCH, **texts)


# --- Addresses ----------------------------------------------------------------------------------------------------
def every_pattern() -> dict[str, str]:
    """Every address of the project: its name with namespaces, or the route itself where it has none, and its route."""
    return dict(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, namespace: str, prefix: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield (f"{namespace}{pattern.name}" if pattern.name else route), route
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner, route)
