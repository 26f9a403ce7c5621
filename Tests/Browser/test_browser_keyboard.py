"""With the keyboard alone: Tab, Enter and Space, and always seeing where one is."""

import pytest

from harness.sandbox import CODE, PASSWORD, email
from harness.texts import text
from visitor import Look, Visitor, Visitors

#: What has the focus: its name, its role as people think of it, and how it is drawn.
_FOCUSED = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const box = focused.getBoundingClientRect(), style = getComputedStyle(focused);
    return {
        name: (focused.labels?.[0]?.querySelector(".strong") ?? focused.labels?.[0] ?? focused).textContent.trim(),
        ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        isInView: box.top >= 0 && box.bottom <= innerHeight && box.width > 0,
    };
}"""


def _tab(visitor: Visitor) -> str | None:
    """Goes on to the next control, which can be seen to have the focus; its name, or nothing after the last one."""
    visitor.page.keyboard.press("Tab")
    focused = visitor.page.evaluate(_FOCUSED)
    if focused is None:
        return None
    assert focused["ring"] >= 2 and focused["isInView"], focused
    return focused["name"]


def _tab_to(visitor: Visitor, name: str) -> None:
    names = [_tab(visitor)]
    while names[-1] != name:
        assert names[-1] is not None, names
        names.append(_tab(visitor))


def _press(visitor: Visitor, key: str) -> None:
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press(key)


def _order(visitor: Visitor) -> list[str]:
    names = []
    while (name := _tab(visitor)) is not None:
        names.append(name)
    return names


def test_the_whole_journey(visitors: Visitors, token: str) -> None:
    visitor = visitors(Look("phone"))
    visitor.open(token)
    _tab_to(visitor, "Email address of your account")
    visitor.page.keyboard.type(email("codehomes"))
    assert _tab(visitor) == text("field.password")
    visitor.page.keyboard.type(PASSWORD)
    assert _tab(visitor) == text("field.show_password")
    visitor.page.keyboard.press("Space")
    assert visitor.page.locator("input[name=password]").get_attribute("type") == "text"
    assert _tab(visitor) == text("login.submit")
    _press(visitor, "Enter")
    _tab_to(visitor, text("code.label"))
    visitor.page.keyboard.type(CODE)
    _press(visitor, "Enter")
    home = _tab(visitor)
    visitor.page.keyboard.press("Space")
    assert visitor.page.get_by_label(home or "").is_checked()
    _tab_to(visitor, text("common.submit"))
    _press(visitor, "Space")
    _tab_to(visitor, text("consent.allow"))
    _press(visitor, "Enter")
    assert visitor.outcome == "connected"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_the_order_is_that_of_the_page(visitors: Visitors, token: str, device: str, scheme: str) -> None:
    visitor = visitors(Look(device, scheme))
    visitor.open(token)
    assert _order(visitor) == [
        "Email address of your account",
        text("field.password"),
        text("field.show_password"),
        text("login.submit"),
        text("common.manual"),
    ]
    visitor.log_in()
    links = [text("consent.privacy"), text("consent.terms")]
    assert _order(visitor) == [text("consent.allow"), text("consent.deny"), *links]


def test_a_wrong_code_can_be_mended(visitors: Visitors, token: str) -> None:
    visitor = visitors()
    visitor.open(token)
    visitor.log_in("code")
    for code in ("000000", CODE):
        _tab_to(visitor, text("code.label"))
        visitor.page.keyboard.type(code)
        _press(visitor, "Enter")
    assert visitor.heading == text("consent.title")


def test_a_login_can_be_left(visitors: Visitors, token: str) -> None:
    visitor = visitors()
    visitor.open(token)
    _tab_to(visitor, text("common.manual"))
    _press(visitor, "Enter")
    assert visitor.outcome == "manual"
