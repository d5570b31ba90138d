from django.db import migrations
from django.db.models import Max


def keep_whom_students_have_met(apps, schema_editor):
    """Mentors they talked with before there was a network; and when each was last heard."""
    Contact, Interview = apps.get_model("network", "Contact"), apps.get_model("interviews", "Interview")
    held = Interview.objects.filter(state="completed", during__isnull=False)
    for row in held.values("student", "mentor", "contact").annotate(last=Max("during__endswith")).order_by():
        if row["mentor"]:
            said = {"kind": "mentor", "last_touch_at": row["last"]}
            Contact.objects.get_or_create(student_id=row["student"], mentor_id=row["mentor"], defaults=said)
        else:
            Contact.objects.filter(pk=row["contact"]).update(last_touch_at=row["last"])


class Migration(migrations.Migration):
    dependencies = [("network", "0002_people"), ("interviews", "0020_updates")]

    operations = [migrations.RunPython(keep_whom_students_have_met, migrations.RunPython.noop, elidable=True)]
