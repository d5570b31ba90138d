from collections.abc import Iterator

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    """The directory keeps its counts for a minute."""
    caches["local"].clear()
    yield
    caches["local"].clear()
