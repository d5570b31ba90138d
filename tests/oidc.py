"""A real OpenID Connect provider in a process of its own, as the campus would run one."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

import requests
from django.test import Client

from tests.smtp import free_port

CLAIMS = {"email": "jordan@students.example.edu", "email_verified": True, "name": "Jordan Parker"}
PATIENCE = 60  # seconds until it must answer, on however busy a machine


@dataclass(frozen=True)
class Campus:
    url: str

    def knows(self, person: str, **claims: object) -> None:
        """What the campus says of somebody; without a claim it says nothing about it."""
        said = {name: value for name, value in (CLAIMS | claims).items() if value is not None}
        requests.put(f"{self.url}/users/{quote(person)}", json=said, timeout=PATIENCE).raise_for_status()

    def sign_in(self, client: Client, person: str = "jordan", *, action: str = "allow", start: str = "") -> str:
        """The person's way through the campus sign-in; answers with the address the campus sends them back to."""
        leave = client.post(start or "/account/oidc/campus/login/")
        assert leave.status_code == 302, leave.content.decode()
        back = requests.post(
            leave["Location"], data={"sub": person, "action": action}, allow_redirects=False, timeout=PATIENCE
        )
        said = back.headers["Location"]
        state = parse_qs(urlsplit(leave["Location"]).query)["state"][0]
        return said if "state=" in said else f"{said}&state={state}"  # this provider forgets it when it says no

    def app(self) -> dict[str, object]:
        """What the environment would configure."""
        return {
            "provider_id": "campus",
            "name": "Example campus account",
            "client_id": "careernet",
            "secret": "a-secret",
            "settings": {
                "server_url": self.url,
                "scope": ["openid", "profile", "email"],
                "oauth_pkce_enabled": True,
                "verified_email": [],
            },
        }


@contextmanager
def campus() -> Iterator[Campus]:
    port = free_port()
    provider = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = Campus(f"http://localhost:{port}")
        _wait(found.url)
        yield found
    finally:
        provider.terminate()
        provider.wait()


def _wait(url: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        try:
            requests.get(f"{url}/.well-known/openid-configuration", timeout=1)
        except requests.RequestException:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The provider does not answer.")
