"""What a student plans: in which fields to meet people. Theirs alone to change, so the last save stands."""

from careernet.campus.models import Field
from careernet.students.models import PlanGoal, Student


def plan_field(student: Student, field: Field, **goal: int) -> PlanGoal:
    """Put a field on the plan, or set its goal: `people`, `settings`."""
    row, _created = PlanGoal.objects.update_or_create(
        student=student, field=field, defaults=goal | {"is_dropped": False}
    )
    return row


def drop_field(student: Student, field: Field) -> None:
    """Off the plan, even one of the student's interests or with conversations; the goal is kept for coming back."""
    PlanGoal.objects.update_or_create(student=student, field=field, defaults={"is_dropped": True})
