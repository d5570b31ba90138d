"""The product with its two floors: a page that does nothing, and the SQL of a request for a conversation alone."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path

STATEMENTS = Path(settings.VAR_DIR) / "bench-statements.json"  # id of the form → what asking with it executes


@login_required
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!DOCTYPE html>")


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        for statement in _statements()[request.POST["id"]]:
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()
    return HttpResponseRedirect("/")


@cache
def _statements() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(STATEMENTS.read_text())
    return found


urlpatterns = [path("empty/", empty), path("bare/", bare), path("", include("careernet.urls"))]
