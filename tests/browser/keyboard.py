"""What people do without a mouse, who have to see where they are."""

from playwright.sync_api import Locator, Page, expect


def press(page: Page, button: str) -> None:
    tab_to(page, page.get_by_role("button", name=button))
    page.keyboard.press("Enter")


def tab_to(page: Page, wanted: Locator) -> None:
    """On the way and there, the focus can be seen: it has a ring, and no bar lies over it."""
    expect(wanted).to_be_visible()
    for _key in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            assert wanted.evaluate(IS_SEEN), "the focus is hidden"
            return
    raise AssertionError(f"Tab does not lead to {wanted}")


# A radio button of the slot picker is drawn by its label.
IS_SEEN = """element => {
  const drawn = [element, ...(element.labels ?? [])];
  const ringed = drawn.some(each => getComputedStyle(each).outlineStyle !== "none");
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return ringed && drawn.some(each => each.contains(top));
}"""
