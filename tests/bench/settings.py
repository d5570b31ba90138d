"""The product's own settings with a database and a root of addresses for the bench."""

from careernet.settings import *  # noqa: F403
from careernet.settings import DATABASES

DATABASES["default"]["NAME"] = "bench"
ROOT_URLCONF = "tests.bench.urls"
