"""The term report on paper, and its bars in a reader's own two colors."""

import re

import pytest

from tests.browser import steps
from tests.browser.product import Product
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser

# As on a campus that talks about every field there is.
ALL_FIELDS = """() => document.querySelectorAll("#coverage tbody, #interest .cn-bars").forEach(rows => {
  const known = [...rows.children];
  for (let n = known.length; n < 24; n++) rows.append(known[n % known.length].cloneNode(true));
})"""
COLORS = """() => [...document.querySelectorAll("#interest .cn-key rect")].map(bar => {
  const {fill, stroke} = getComputedStyle(bar), {color} = getComputedStyle(document.body);
  return [fill === color, stroke === color];
})"""


def test_the_report_prints_on_exactly_two_pages_and_reads_in_forced_colors(
    open_window: OpenWindow, product: Product
) -> None:
    page = open_window(forced_colors="active").page
    steps.be(page, "officer")
    page.goto("/advising/insights/report/")

    full, outlined, dashed = page.evaluate(COLORS)
    few = [sheets(page.pdf(format=paper)) for paper in ("Letter", "A4")]
    page.evaluate(ALL_FIELDS)
    many = [sheets(page.pdf(format=paper)) for paper in ("Letter", "A4")]

    assert (full, outlined, dashed) == ([True, True], [False, True], [False, True])
    assert (few, many) == ([2, 2], [2, 2])


def sheets(printed: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", printed))
