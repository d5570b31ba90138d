"""Two questions a machine asks: does this process live, and is there what it needs?"""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from redis import Redis, RedisError

PATIENCE = 1  # seconds for the broker


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while this process answers at all; whoever restarts it for anything else makes an outage longer."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """503 without a database as this version needs it. Without the broker pages work, so that is only said."""
    database = _database()
    migrations = _migrations() if database == "ok" else "unknown"
    lines = {"database": database, "migrations": migrations, "broker": _broker()}
    text = "".join(f"{name}: {said}\n" for name, said in lines.items())
    return HttpResponse(text, status=200 if database == migrations == "ok" else 503, content_type="text/plain")


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "no answer"
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "missing" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


def _broker() -> str:
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE) as broker:
            broker.ping()
    except (RedisError, OSError):
        return "no answer"
    return "ok"
