"""Each question a row of its own, with what was noted under it."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def to_rows(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Interview, Question = (apps.get_model("interviews", name) for name in ("Interview", "Question"))
    written = Interview.objects.exclude(preparation=None, notes=None).select_related("preparation", "notes")
    for interview in written.iterator(chunk_size=1000):
        take_over(interview, Question)


def take_over(interview: Any, model: Any) -> None:
    """A line that is too long for a question keeps its beginning; a note whose question is gone brings it back."""
    lines = interview.preparation.questions.splitlines() if hasattr(interview, "preparation") else []
    noted = interview.notes.by_question if hasattr(interview, "notes") else {}
    texts = dict.fromkeys([*(line.strip() for line in lines if line.strip()), *noted])
    model.objects.bulk_create(
        model(
            student_id=interview.student_id,
            interview_id=interview.pk,
            position=position,
            text=text[:300],
            is_must=position < 3,
            asked=text in noted,
            note=noted.get(text, ""),
        )
        for position, text in enumerate(texts)
    )


def to_lines(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Preparation, Notes, Question = (apps.get_model("interviews", name) for name in ("Preparation", "Notes", "Question"))
    lists = {}
    for question in Question.objects.exclude(interview=None).order_by("-is_must", "position"):
        lists.setdefault(question.interview_id, []).append(question)
    for interview_id, questions in lists.items():
        lines = "\n".join(question.text for question in questions)
        Preparation.objects.filter(interview_id=interview_id).update(questions=lines)
        noted = {question.text: question.note for question in questions if question.note}
        Notes.objects.filter(interview_id=interview_id).update(by_question=noted)


class Migration(migrations.Migration):
    dependencies = [("interviews", "0021_autosave"), ("students", "0005_graduation")]

    operations = [
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=300, verbose_name="question")),
                ("is_must", models.BooleanField(default=False, verbose_name="must be asked")),
                ("asked", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="what I heard")),
                (
                    "interview",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.deletion.CASCADE,
                        related_name="questions",
                        to="interviews.interview",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name="questions", to="students.student"
                    ),
                ),
            ],
        ),
        migrations.RunPython(to_rows, to_lines, elidable=True),
        migrations.RemoveField(model_name="preparation", name="questions"),
        migrations.RemoveField(model_name="notes", name="by_question"),
    ]
