"""What the pages make of a browser's wishes: right to left, print, forced colours, no motion; and of a broken logo."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gallery import Gallery
from harness.fixtures import FIGURES
from pages import PAGES
from references import Thumbnail
from visitor import Look, Visitor, Visitors

MIRRORED = ["login", "homes", "consent"]


def _violations(page: Page) -> list[str]:
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in Axe().run(page).response["violations"]]


def _style(visitor: Visitor, selector: str, *properties: str) -> list[str]:
    style: list[str] = visitor.page.locator(selector).first.evaluate(
        "(element, names) => names.map((name) => getComputedStyle(element)[name])", list(properties)
    )
    return style


def _color(css: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", css)[:3])


# From right to left

#: How far each block is from the side that lines begin at, and how wide it is.
_PLACES = """() => [...document.querySelectorAll(".brand > *, label, .field input, .reveal, .choice input, .kept > *, .button, .list li")]
    .filter((box) => box.offsetParent).map((box) => {
        const { left, right, width } = box.getBoundingClientRect();
        const isLeft = document.documentElement.dir === "ltr";
        return [box.className || box.localName, Math.round(isLeft ? left : document.documentElement.clientWidth - right)];
    })"""


@pytest.mark.parametrize("name", MIRRORED)
@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_from_right_to_left_a_page_is_its_own_mirror_image(
    visitors: Visitors, token: str, gallery: Gallery, name: str, device: str
) -> None:
    visitor = visitors(Look(device))
    PAGES[name][1](visitor, token)
    places = visitor.page.evaluate(_PLACES)
    visitor.page.evaluate("document.documentElement.dir = 'rtl'")
    mirrored = visitor.page.evaluate(_PLACES)
    assert len(places) > 3
    assert all(abs(a[1] - b[1]) <= 1 for a, b in zip(places, mirrored, strict=True)), (places, mirrored)
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    gallery.take(visitor.page, name, f"{device}-right-to-left")


# Paper


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["consent", "error-provider-down"])
def test_on_paper_there_is_black_text_and_no_button(
    visitors: Visitors, token: str, gallery: Gallery, name: str, scheme: str
) -> None:
    visitor = visitors(Look(scheme=scheme))
    PAGES[name][1](visitor, token)
    visitor.page.emulate_media(media="print", color_scheme=scheme)
    assert visitor.page.locator("button:visible, a.button:visible").count() == 0
    assert _style(visitor, "h1", "color") == ["rgb(0, 0, 0)"]
    assert _style(visitor, "body", "backgroundColor", "color") == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert _style(visitor, "html", "colorScheme") == ["light"]
    gallery.take(visitor.page, name, f"print-{scheme}")


# The system's own colours


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["login", "homes", "code-wrong"])
def test_with_forced_colours_the_main_button_stands_out(
    visitors: Visitors, token: str, gallery: Gallery, name: str, scheme: str
) -> None:
    visitor = visitors(Look(scheme=scheme))
    PAGES[name][1](visitor, token)
    visitor.page.emulate_media(forced_colors="active", color_scheme=scheme)
    assert _violations(visitor.page) == []
    main, other = _style(visitor, ".primary", "backgroundColor"), _style(visitor, ".quiet", "backgroundColor")
    assert abs(sum(_color(main[0])) - sum(_color(other[0]))) > 300
    gallery.take(visitor.page, name, f"forced-colours-{scheme}")


# Motion


@pytest.mark.parametrize("motion, moves", [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_who_wants_no_motion(visitors: Visitors, token: str, motion: Any, moves: bool) -> None:
    visitor = visitors()
    visitor.open(token)
    visitor.page.emulate_media(reduced_motion=motion)
    visitor.page.evaluate("document.querySelector('form').classList.add('busy')")
    assert (visitor.page.evaluate("document.getAnimations().length") > 0) == moves
    assert (_style(visitor, ".primary", "transitionDuration") != ["0s"]) == moves


# The logo


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("answer", [{"status": 404}, {"body": "no image", "content_type": "image/svg+xml"}], ids=["missing", "broken"])
def test_a_logo_that_does_not_come_leaves_the_providers_name(
    visitors: Visitors, token: str, gallery: Gallery, scripts: bool, answer: dict[str, Any]
) -> None:
    visitor = visitors(Look("phone", scripts=scripts))
    visitor.page.route("**/logo.svg", lambda route: route.fulfill(**answer))
    visitor.open(token)
    brand = visitor.page.locator(".brand")
    name = brand.get_by_text("Lunar Energy") if scripts else brand.get_by_alt_text("Lunar Energy")
    expect(name).to_be_visible()
    box = name.bounding_box()
    assert box and box["height"] >= 20 and box["width"] >= 60


# Autofill


def test_password_managers_and_phones_know_every_field(visitors: Visitors, token: str) -> None:
    visitor = visitors()
    visitor.open(token)
    tokens = "[...document.querySelectorAll('input:not([type=hidden])')].map((field) => [field.type, field.autocomplete])"
    assert visitor.page.evaluate(tokens) == [["email", "username"], ["password", "current-password"]]
    visitor.log_in("code")
    assert visitor.page.evaluate(tokens) == [["text", "one-time-code"]]
    assert visitor.page.locator("input[name=otpCode]").get_attribute("inputmode") == "numeric"


# Weight


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_first_page_is_complete_in_14_kb(visitors: Visitors, token: str, language: str) -> None:
    """All that comes through nginx: status lines, header fields and bodies of the page, its styles and its script."""
    visitor = visitors(Look(language=language))
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    addresses: dict[str, str] = {}
    sizes: dict[str, float] = {}
    session.on("Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    visitor.open(token)
    visitor.page.wait_for_load_state("networkidle")
    ours = {a: sizes[i] for i, a in addresses.items() if a.startswith(visitor.stack.origin)}
    others = [a for a in addresses.values() if not a.startswith((visitor.stack.origin, "data:"))]
    assert others == [visitor.stack.sandbox.url + "/lunar/logo.svg"]
    assert len(ours) == 4 and all(size > 100 for size in ours.values())
    FIGURES.append(f"first page ({language}): {sum(ours.values()):.0f} bytes in {len(ours)} answers, header fields included")
    assert sum(ours.values()) < 14 * 1024


# The pictures are compared


#: Changes that people would see.
CHANGES = {
    "a text less": "document.querySelector('.lead').remove()",
    "other words": "document.querySelector('.primary').textContent = 'Give me your money'",
    "another colour": "document.documentElement.style.setProperty('--accent', '#ff0000')",
    "paler text": "document.documentElement.style.setProperty('--muted', '#c0c0c0')",
    "another size": "document.documentElement.style.fontSize = '17px'",
    "another place": "document.querySelector('.brand').style.marginBottom = '10px'",
    "no border": "document.querySelector('.field input').style.borderColor = 'transparent'",
}


def test_changes_that_people_see_are_noticed(visitors: Visitors, token: str) -> None:
    visitor = visitors(Look("phone"))
    workshop = visitor.context.new_page()

    def take() -> Thumbnail:
        return Thumbnail.of(visitor.page.screenshot(full_page=True, scale="css"), workshop)

    visitor.open(token)
    before = take()
    unseen = []
    for name, change in CHANGES.items():
        visitor.page.evaluate(change)
        if before.difference(take()) is None:
            unseen.append(name)
        visitor.page.reload()
        assert before.difference(take()) is None
    assert unseen == []
