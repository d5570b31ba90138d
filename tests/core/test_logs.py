"""A link from a mail is a key: the log does not keep it, whatever was logged about it."""

import logging
import uuid
from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from careernet.mail import links


@pytest.mark.django_db
def test_no_line_of_the_log_holds_the_token_of_a_link(
    client: Client, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    formatter = settings.LOGGING["formatters"]["plain"]
    caplog.handler.setFormatter(import_string(formatter["()"])(formatter["format"]))
    token = links.sign(1, "answer", uuid.uuid4(), 1, now=now)

    client.get(f"/interviews/answer/{token}/")
    client.get("/account/password/reset/key/1-cq7-0123456789abcdef/")
    client.get(f"/nowhere/{token}/")

    assert "/nowhere/…/" in caplog.text
    assert "/reset/key/…" in caplog.text
    assert token not in caplog.text
    assert "0123456789abcdef" not in caplog.text


def test_a_traceback_is_masked_too() -> None:
    token = "x" * 30 + ":" + "y" * 30
    record = logging.LogRecord("careernet", logging.ERROR, __file__, 1, "%s failed", (f"/a/{token}/",), None)
    record.exc_text = f"ValueError: /a/{token}/"

    said = import_string(settings.LOGGING["formatters"]["plain"]["()"])("%(message)s").format(record)

    assert said == "/a/…/ failed\nValueError: /a/…/"
