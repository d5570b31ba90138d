from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import CombinedSearchVector, SearchConfig, SearchVector, SearchVectorField
from django.db import migrations, models
from django.db.models import F, Func, Value

SIMPLE = SearchConfig("simple")


def line(number):
    return Func(F("search_text"), Value("\n"), Value(number), function="split_part", output_field=models.TextField())


def vector(number, weight=None):
    return SearchVector(line(number), config="simple", weight=weight)


FACETS = Func(line(6), Value("\t"), function="string_to_array", output_field=ArrayField(models.TextField()))
SEARCH = vector(1, "A") + vector(2, "B") + vector(3, "C") + vector(4, "D")
SEARCH = CombinedSearchVector(SEARCH, "||", Func(vector(5), function="strip"), SIMPLE)
SEARCH = CombinedSearchVector(
    SEARCH, "||", Func(FACETS, function="array_to_tsvector", output_field=SearchVectorField()), SIMPLE
)


class Migration(migrations.Migration):
    dependencies = [("mentors", "0003_search")]

    operations = [
        migrations.RemoveIndex(model_name="mentor", name="mentor_found_by"),
        migrations.RemoveField(model_name="mentor", name="search"),
        migrations.AddField(
            model_name="mentor",
            name="search",
            field=models.GeneratedField(expression=SEARCH, output_field=SearchVectorField(), db_persist=True),
        ),
        migrations.AddIndex(model_name="mentor", index=GinIndex(fields=["search"], name="mentor_found_by")),
    ]
