"""Who becomes a student, and what a student changes about themselves."""

from collections.abc import Mapping
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from careernet.accounts.actions import grant_role, revoke_role
from careernet.accounts.models import AuditEvent, Role, User
from careernet.campus.models import CampusDomain, Policy
from careernet.core.rules import RuleBroken
from careernet.students import emails
from careernet.students.models import AboutMe, RosterEntry, Student
from careernet.students.profile import Profile, put

FORGAVE = "lifted the look first"


def admit(user: User, *, is_vouched_for: bool = False, now: datetime) -> Student | None:
    """Make whoever has proven a campus address, or one on the roster, a student. None for everybody else.

    Only a verified address counts. `is_vouched_for`: by the campus itself, whatever the address. Whoever
    left as a student stays gone. Safe to call at every sign-in.
    """
    if user.has_role(Role.Kind.STUDENT) or Student.objects.filter(user=user, left_at__isnull=False).exists():
        return None
    addresses = [a.email.lower() for a in EmailAddress.objects.filter(user=user, verified=True)]
    # The office types addresses and domains as it likes.
    entry = RosterEntry.objects.alias(lower=Lower("email")).filter(lower__in=addresses).first()
    domains = {address.rpartition("@")[2] for address in addresses}
    is_of_campus = CampusDomain.objects.alias(lower=Lower("domain")).filter(lower__in=domains).exists()
    # A teacher of the campus has such an address, too.
    is_a_student_by_it = is_of_campus and not user.has_role(Role.Kind.TEACHER)
    if not (is_vouched_for or entry or is_a_student_by_it):
        return None
    with transaction.atomic():
        grant_role(user, Role.Kind.STUDENT, by=None, now=now)
        student, _created = Student.objects.get_or_create(user=user, defaults={"joined_at": now})
        if entry:
            _complete(student, entry)
    return student


def _complete(student: Student, entry: RosterEntry) -> None:
    """Fill what is empty with what the roster knows."""
    student.class_year = student.class_year or entry.class_year
    student.advisor = student.advisor or entry.advisor
    student.adult_from = student.adult_from or entry.adult_from
    student.save(update_fields=["class_year", "advisor", "adult_from"])
    if not student.majors.exists():
        student.majors.set(entry.majors.all())
    if entry.full_name and not student.user.full_name:
        student.user.full_name = entry.full_name
        student.user.save(update_fields=["full_name"])


def save_profile(student: Student, *, profile: Profile) -> None:
    """What the student says about themselves, and what of it mentors see; nobody else writes it."""
    with transaction.atomic():
        put(profile, student)
        student.user.save(update_fields=list(profile.names))
        student.save(update_fields=[*profile.facts, "hidden_fields"])
        student.majors.set(profile.majors)
        student.interests.set(profile.interests)


def save_about(student: Student, *, words: Mapping[str, str], is_shown: bool, now: datetime) -> AboutMe:
    """The student's page about themselves; `is_shown`: its introduction becomes the one that mentors read."""
    with transaction.atomic():
        about, _created = AboutMe.objects.update_or_create(student=student, defaults={**words, "saved_at": now})
        if is_shown:
            student.introduction = about.introduction
            student.save(update_fields=["introduction"])
    return about


def forgive(student: Student, *, by: User, now: datetime) -> Student:
    """What was missed or canceled late so far counts for nothing any more: requests need no look first."""
    with transaction.atomic():
        student = lock(student)
        is_theirs = Student.objects.cared_for_by(by, now).filter(pk=student.pk).exists()
        if not (is_theirs or by.has_role(Role.Kind.OFFICER)):
            raise RuleBroken(_("Only the student's own advisor or the office can lift this."))
        student.forgiven_at = now
        student.save(update_fields=["forgiven_at"])
        AuditEvent.objects.create(
            at=now, by=by, about=student.user, verb=FORGAVE, object_type="student", object_id=str(student.pk)
        )
        # No mail: the student finds the composer without it.
    return student


def lock(student: Student) -> Student:
    return Student.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=student.pk)


# --- Leaving ----------------------------------------------------------------------------------------------------------
def end_studies(student: Student, *, by: User, now: datetime) -> Student:
    """No student any more: they ask nobody new, and keep all that is theirs to read. Not undone by signing in."""
    with transaction.atomic():
        student = lock(student)
        if student.left_at:
            return student
        student.left_at = now
        student.save(update_fields=["left_at"])
        for role in student.user.roles.filter(kind=Role.Kind.STUDENT):
            revoke_role(role, by=by, now=now)
    return student


def suggest_graduation(year: int, *, by: User, now: datetime) -> int:
    """Write to all who are still here of this class year or an earlier one; answers how many that is."""
    with transaction.atomic():
        students = list(Student.objects.here().filter(class_year__lte=year).select_related("user").order_by("pk"))
        emails.graduation(students, year, policy=Policy.current(), now=now)
        AuditEvent.objects.create(at=now, by=by, verb="suggested graduation", data={"year": year, "to": len(students)})
    return len(students)


def private_addresses(user: User) -> list[str]:
    """Where mail reaches this person when the campus has closed theirs: proven, and of no campus domain."""
    proven = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "email")
    domains = {domain.lower() for domain in CampusDomain.objects.values_list("domain", flat=True)}
    return [address.email for address in proven if address.email.lower().rpartition("@")[2] not in domains]


def write_to(user: User, address: str) -> None:
    """From now on mails go to this address of theirs."""
    if address not in private_addresses(user):
        raise RuleBroken(_("Confirm this address first: we mail it a code."))
    EmailAddress.objects.filter(user=user).update(primary=False)
    EmailAddress.objects.filter(user=user, email=address).update(primary=True)
    user.email = address.lower()
    user.save(update_fields=["email"])
