"""What `check --deploy` says about the sign-in."""

import pytest
from pytest_django import Settings

from careernet.accounts import checks


@pytest.mark.parametrize(
    ("issuer", "client", "ids"),
    [
        ("", "", []),
        ("https://login.example.edu", "careernet", []),
        ("http://login.example.edu", "careernet", ["careernet.E002"]),
        ("https://login.example.edu", "", ["careernet.E003"]),
    ],
)
def test_a_campus_sign_in_is_whole_and_safe_or_not_at_all(
    issuer: str, client: str, ids: list[str], settings: Settings
) -> None:
    settings.OIDC_ISSUER, settings.CAMPUS_SIGN_IN = issuer, {"client_id": client}

    assert [found.id for found in checks.campus_sign_in_is_whole()] == ids


def test_without_second_factors_a_warning_is_given(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED, settings.DEMO = False, False

    assert [found.id for found in checks.second_factor_is_required()] == ["careernet.W002"]
