"""Each page in light and dark, on a phone and a desktop: accessible, quiet, nothing sticking out. With a screenshot."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe

from harness.places import REPOSITORY
from harness.stack import Stack
from harness.texts import text
from pages import PAGES
from visitor import Look, Visitor, Visitors

SCREENSHOTS = REPOSITORY / ".build/screenshots"
LOOKS = [Look(device, scheme) for device in ("phone", "desktop") for scheme in ("light", "dark")]


@pytest.fixture(scope="module", params=LOOKS, ids=str)
def look(request: pytest.FixtureRequest) -> Look:
    return request.param


@pytest.fixture(scope="module", params=PAGES)
def shown(request: pytest.FixtureRequest, lasting_visitors: Visitors, stack: Stack, look: Look) -> Iterator[Visitor]:
    """The page is there, and pictured."""
    heading, reach = PAGES[request.param]
    visitor = lasting_visitors(look)
    reach(visitor, stack.sandbox.token())
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.heading == text(heading)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    visitor.page.screenshot(path=SCREENSHOTS / f"{request.param}-{look}.png", full_page=True)
    yield visitor
    visitor.context.close()


def test_axe_finds_no_violation(shown: Visitor) -> None:
    violations = Axe().run(shown.page).response["violations"]
    assert [f"{v['id']}: {v['help']}: {v['nodes'][0]['html']}" for v in violations] == []


def test_the_browser_has_no_complaint(shown: Visitor) -> None:
    assert shown.complaints == []


def test_nothing_sticks_out_to_the_side(shown: Visitor) -> None:
    widths = shown.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]


def test_everything_to_press_is_large_enough_for_a_thumb(shown: Visitor) -> None:
    boxes = [box for box in shown.page.locator("button:visible, a.button, label.choice, .links a").all()]
    small = [box.inner_text() for box in boxes if (box.bounding_box() or {"height": 0})["height"] < 44]
    assert small == []


def test_every_image_is_there(shown: Visitor) -> None:
    sizes = shown.page.evaluate("[...document.images].map((image) => image.naturalWidth)")
    assert all(size > 0 for size in sizes)
