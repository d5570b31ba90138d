from careernet.campus.models import Field
from careernet.guides.models import Pick


def pick(key: str, field: Field | None) -> None:
    """Recommend a question of the bank, for talks in one field or in all. Twice is once."""
    Pick.objects.bulk_create([Pick(key=key, field=field)], ignore_conflicts=True)


def unpick(key: str, field: Field | None) -> None:
    Pick.objects.filter(key=key, field=field).delete()
