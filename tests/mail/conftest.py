from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.smtp import Inbox, smtp_server


@pytest.fixture
def inbox(settings: Settings) -> Iterator[Inbox]:
    """A mail server that our mails really go to."""
    with smtp_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield server
