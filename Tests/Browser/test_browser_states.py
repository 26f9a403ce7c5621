"""What customers make of a page: typed, chosen, shown, waited; each pictured in light and dark, and accessible."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gallery import Gallery
from references import picture_fault
from visitor import Look, Visitor, Visitors

#: A viewport's height, not the page's: what is seen of a list that is longer.
SEEN = "homes-thirty-scrolled"


def _revealed(visitor: Visitor) -> None:
    visitor.fill_in("ada")
    visitor.button("field.show_password").click()


def _waiting(visitor: Visitor) -> None:
    visitor.fill_in("ada")
    visitor.page.route(re.compile("_capture"), lambda route: route.fulfill(status=204))
    visitor.button("login.submit").click()
    expect(visitor.page.get_by_role("status")).to_have_text(visitor.text("wait.login").replace("{provider}", "Lunar Energy"))


def _focused_field(visitor: Visitor) -> None:
    visitor.page.keyboard.press("Tab")


def _focused_button(visitor: Visitor) -> None:
    visitor.fill_in("ada")
    for _ in range(2):
        visitor.page.keyboard.press("Tab")


def _chosen(visitor: Visitor) -> None:
    visitor.log_in("homes")
    visitor.page.get_by_label("The Old Lighthouse").check()


def _focused_choice(visitor: Visitor) -> None:
    visitor.log_in("homes")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("ArrowDown")


def _scrolled(visitor: Visitor) -> None:
    visitor.log_in("thirty")
    visitor.page.get_by_role("radio").nth(9).check()


STATES: dict[str, Callable[[Visitor], None]] = {
    "login-field-focused": _focused_field,
    "login-button-focused": _focused_button,
    "login-revealed": _revealed,
    "login-waiting": _waiting,
    "homes-chosen": _chosen,
    "homes-choice-focused": _focused_choice,
    SEEN: _scrolled,
}


@pytest.fixture
def workshop(visitors: Visitors) -> Page:
    return visitors().page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", ["phone", "desktop"])
@pytest.mark.parametrize("state", STATES)
def test_each_state_is_accessible_and_looks_as_it_did(
    visitors: Visitors, token: str, gallery: Gallery, workshop: Page, device: str, scheme: str, state: str
) -> None:
    look = Look(device, scheme)
    visitor = visitors(look)
    visitor.open(token)
    STATES[state](visitor)
    violations = Axe().run(visitor.page).response["violations"]
    assert [f"{v['id']}: {v['nodes'][0]['html']}" for v in violations] == []
    picture = gallery.take(visitor.page, state, str(look), is_whole=state != SEEN)
    assert picture_fault(f"{state}-{look}", picture, workshop) is None


@pytest.mark.parametrize("device", ["phone", "narrow"])
def test_in_a_long_list_what_is_focused_is_not_under_the_button(visitors: Visitors, token: str, device: str) -> None:
    visitor = visitors(Look(device))
    visitor.open(token)
    visitor.log_in("thirty")
    visitor.page.keyboard.press("Tab")
    for _ in range(12):
        visitor.page.keyboard.press("ArrowDown")
        radio = visitor.page.locator(":focus").bounding_box()
        bar = visitor.button("common.submit").bounding_box()
        assert radio and bar and radio["y"] + radio["height"] < bar["y"]
