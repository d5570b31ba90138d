from datetime import date

from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Coalesce

SINCE = Coalesce("volunteered_on", Value(date.min), output_field=models.DateField())


class Migration(migrations.Migration):
    dependencies = [("mentors", "0004_search_by_facet")]

    operations = [
        migrations.RemoveIndex(model_name="mentor", name="mentor_newest"),
        migrations.AddIndex(
            model_name="mentor", index=models.Index(SINCE.desc(), F("id").desc(), name="mentor_newest")
        ),
    ]
