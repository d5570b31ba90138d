"""A campus's own color, readable wherever it is used."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from careernet.accounts.models import User
from careernet.campus import brand
from careernet.campus.actions import change_policy
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.mail.actions import render

colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_our_own_colors_are_among_those_we_take(theme: str) -> None:
    own = Policy._meta.get_field(f"brand_{theme}").default

    assert brand.contrast(own, theme) >= brand.READABLE


@pytest.mark.parametrize("theme", ["light", "dark"])
@given(color=colors)
def test_whatever_color_is_taken_every_pair_can_be_read(theme: str, color: str) -> None:
    shades = (brand.mix(color, brand.AWAY[theme], step / 20) for step in range(21))
    taken = next(shade for shade in shades if brand.contrast(shade, theme) >= brand.READABLE)

    made = brand.tokens(taken, theme)

    on_button = [brand.ratio(made["on-brand"], made[name]) for name in ("brand", "brand-hover")]
    on_ground = [brand.ratio(made[name], g) for name in ("link", "brand-hover") for g in brand.GROUNDS[theme]]
    assert min([*on_button, *on_ground, brand.ratio(made["brand-ink"], made["brand-soft"])]) >= brand.READABLE


def test_the_ratio_is_that_of_the_standard() -> None:
    assert brand.ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert brand.ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.django_db
def test_pages_name_the_style_sheet_only_where_colors_are_the_campuss_own(officer: User) -> None:
    before = Client().get("/").content.decode()

    change_policy({"brand_light": "#7A1F5C"}, by=officer, now=clock.now())

    page = Client().get("/").content.decode()
    assert "brand.css" not in before
    assert f"/brand.css?v={brand.version(Policy.current())}" in page


@pytest.mark.django_db
def test_the_style_sheet_is_fetched_once(officer: User, client_for: Callable[[User], Client]) -> None:
    change_policy({"brand_light": "#7A1F5C"}, by=officer, now=clock.now())
    client, version = client_for(officer), brand.version(Policy.current())

    first = client.get(f"/brand.css?v={version}")
    again = client.get("/brand.css", headers={"If-None-Match": first["ETag"]})

    assert "--cn-brand: #7A1F5C;" in first.content.decode()
    assert (first["Content-Type"], first["Cache-Control"]) == (
        "text/css; charset=utf-8",
        "public, max-age=31536000, immutable",
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_mails_wear_the_campuss_colors_and_ours_where_it_has_none(officer: User) -> None:
    code = {"code": "ABC-DEF", "to": "maya@example.edu"}
    ours = render("accounts/account_already_exists", code)[2]

    change_policy({"brand_light": "#7A1F5C", "brand_dark": "#F2A7D6"}, by=officer, now=clock.now())

    theirs = render("accounts/account_already_exists", code)[2]
    assert ("#0b5d51" in ours, "#7A1F5C" in ours) == (True, False)
    assert "#0b5d51" not in theirs
    assert "#5fd0bb" not in theirs
    assert "background: #7A1F5C" in theirs
    assert "background: #F2A7D6 !important" in theirs
