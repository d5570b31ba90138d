from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import TrigramExtension
from django.contrib.postgres.search import CombinedSearchVector, SearchConfig, SearchVector, SearchVectorField
from django.db import migrations, models
from django.db.models import F, Func, Value


def line(number):
    return Func(F("search_text"), Value("\n"), Value(number), function="split_part", output_field=models.TextField())


def vector(number, weight=None):
    return SearchVector(line(number), config="simple", weight=weight)


SEARCH = vector(1, "A") + vector(2, "B") + vector(3, "C") + vector(4, "D")
SEARCH = CombinedSearchVector(SEARCH, "||", Func(vector(5), function="strip"), SearchConfig("simple"))
FACETS = Func(line(6), Value("\t"), function="string_to_array", output_field=ArrayField(models.TextField()))


class Migration(migrations.Migration):
    dependencies = [("mentors", "0002_people")]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="Lexeme",
            fields=[
                ("word", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
            ],
            options={"indexes": [GinIndex(fields=["word"], name="lexeme_like", opclasses=["gin_trgm_ops"])]},
        ),
        migrations.RemoveIndex(model_name="mentor", name="mentor_search"),
        migrations.RemoveField(model_name="mentor", name="search"),
        migrations.AddField(
            model_name="mentor",
            name="search",
            field=models.GeneratedField(expression=SEARCH, output_field=SearchVectorField(), db_persist=True),
        ),
        migrations.AddField(
            model_name="mentor",
            name="facets",
            field=models.GeneratedField(
                expression=FACETS, output_field=ArrayField(models.TextField()), db_persist=True
            ),
        ),
        migrations.AddIndex(model_name="mentor", index=GinIndex(fields=["search", "facets"], name="mentor_found_by")),
        migrations.AddIndex(
            model_name="mentor",
            index=models.Index(F("volunteered_on").desc(nulls_last=True), "id", name="mentor_newest"),
        ),
    ]
