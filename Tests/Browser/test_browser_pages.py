"""Each page, in light and dark: accessible, readable, quiet, nothing sticking out; as it looked and read before."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from gallery import Gallery
from harness.fixtures import FIGURES
from harness.stack import Stack
from harness.texts import text
from pages import PAGES
from reading import read
from references import kept_text, picture_fault
from visitor import Look, Visitor, Visitors

#: Phone and desktop, English and German (long words), scripts on and off; 320 px are the narrowest that WCAG asks for.
LOOKS = [
    Look("phone"),
    Look("desktop"),
    Look("narrow", language="de"),
    Look("desktop", scripts=False, language="de"),
]
SCHEMES = ("light", "dark")
_checked: list[int] = []


@pytest.fixture(scope="module")
def workshop(browser: Browser) -> Iterator[Page]:
    """An empty page, which reads pictures."""
    page = browser.new_page()
    yield page
    page.close()
    FIGURES.append(f"axe: {sum(_checked)} violations in {len(_checked)} pages and looks")


@pytest.fixture(scope="module", params=LOOKS, ids=str)
def look(request: pytest.FixtureRequest) -> Look:
    return request.param


@pytest.fixture(scope="module", params=PAGES)
def subject(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def shown(subject: str, lasting_visitors: Visitors, stack: Stack, look: Look) -> Iterator[Visitor]:
    """The page is there."""
    heading, reach = PAGES[subject]
    # Axe is a script itself, so that scripts stay on; ours is empty where the page has to do without.
    visitor = lasting_visitors(replace(look, scripts=True))
    if not look.scripts:
        visitor.page.route("**/assets/page.*.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    reach(visitor, stack.sandbox.token())
    assert visitor.heading == text(heading, language=look.language)
    yield visitor
    visitor.context.close()


def _in_both(shown: Visitor) -> Iterator[str]:
    """The page in light, then in dark."""
    for scheme in SCHEMES:
        shown.page.emulate_media(color_scheme=scheme)
        yield scheme


def test_axe_finds_no_violation(shown: Visitor) -> None:
    for _ in _in_both(shown):
        violations = Axe().run(shown.page).response["violations"]
        _checked.append(len(violations))
        assert [f"{v['id']}: {v['help']}: {v['nodes'][0]['html']}" for v in violations] == []


def test_it_looks_as_it_did(shown: Visitor, subject: str, look: Look, gallery: Gallery, workshop: Page) -> None:
    faults = []
    for scheme in _in_both(shown):
        name = str(replace(look, scheme=scheme))
        faults.append(picture_fault(f"{subject}-{name}", gallery.take(shown.page, subject, name), workshop))
    assert [fault for fault in faults if fault] == []


def test_a_screen_reader_reads_it_as_it_did(shown: Visitor, subject: str, look: Look) -> None:
    # Screen readers do not see how wide the page is.
    name = f"{subject}-{look.language}" + ("" if look.scripts else "-no-scripts")
    reading = read(shown.page)
    assert reading == kept_text(name, reading)


def test_the_browser_has_no_complaint(shown: Visitor) -> None:
    assert shown.complaints == []


def test_nothing_sticks_out_to_the_side(shown: Visitor) -> None:
    widths = shown.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]


#: Where words are wider than their box, or lie over the words of another. The bar below a long list does, on purpose.
_CROWDED = """() => {
    const boxes = [...document.querySelectorAll("h1, p, label, button, a, li, dt, dd, legend")]
        .filter((box) => box.offsetParent && box.textContent.trim() && !box.closest(".bar"));
    const cut = boxes.filter((box) => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== "inline");
    const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    const over = boxes.filter((a, i) => boxes.slice(i + 1).some((b) =>
        !a.contains(b) && overlap(a.getBoundingClientRect(), b.getBoundingClientRect())));
    return [...cut, ...over].map((box) => box.textContent.trim());
}"""


def test_no_text_is_cut_or_under_another(shown: Visitor) -> None:
    assert shown.page.evaluate(_CROWDED) == []


def test_text_at_twice_its_size_still_fits(shown: Visitor) -> None:
    """As browsers have it under "font size"; a page at 200 % is one half as wide, and 320 px are narrower than that."""
    shown.page.evaluate("document.documentElement.style.fontSize = '200%'")
    try:
        test_nothing_sticks_out_to_the_side(shown)
        assert shown.page.evaluate(_CROWDED) == []
    finally:
        shown.page.evaluate("document.documentElement.style.fontSize = ''")


def test_people_may_zoom(shown: Visitor) -> None:
    content = shown.page.locator("meta[name=viewport]").get_attribute("content") or ""
    assert "width=device-width" in content
    assert not any(word in content for word in ("user-scalable", "maximum-scale", "minimum-scale"))


def test_every_control_has_a_name(shown: Visitor) -> None:
    nameless = shown.page.evaluate("""() => [...document.querySelectorAll("button, a, input:not([type=hidden])")]
        .filter((control) => !(control.labels?.[0] ?? control).textContent.trim()).map((control) => control.outerHTML)""")
    assert nameless == []


def test_everything_to_press_is_large_enough_for_a_thumb(shown: Visitor) -> None:
    boxes = [box for box in shown.page.locator("button:visible, a.button, label.choice, .links a").all()]
    small = [box.inner_text() for box in boxes if (box.bounding_box() or {"height": 0})["height"] < 44]
    assert small == []


def test_every_image_is_there(shown: Visitor) -> None:
    sizes = shown.page.evaluate("[...document.images].map((image) => image.naturalWidth)")
    assert all(size > 0 for size in sizes)
