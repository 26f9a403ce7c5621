"""While the provider answers: what the page says, and what can still be done."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from harness.texts import text
from visitor import Look, Visitor, Visitors

#: A page with a form that may take a while: who sees it after the login, its button, and what is said.
PAGES = {
    "login": ("", "login.submit", "wait.login"),
    "code": ("code", "common.submit", "wait.code"),
    "homes": ("homes", "common.submit", "wait.choice"),
    "consent": ("ada", "consent.allow", "wait.consent"),
}


def _fill(visitor: Visitor, page: str) -> None:
    if page == "login":
        visitor.fill_in("ada")
    elif page == "code":
        visitor.page.get_by_label(text("code.label")).fill("246810")
    elif page == "homes":
        visitor.page.get_by_label("The Old Lighthouse").check()


def _wait(visitor: Visitor, token: str, page: str = "login") -> Locator:
    """The form was sent, and no page has come; the button. (204 leaves the page, and Playwright can look at it.)"""
    name, button, _ = PAGES[page]
    visitor.page.clock.install()
    visitor.open(token)
    if name:
        visitor.log_in(name)
    _fill(visitor, page)
    visitor.page.route(re.compile("_capture"), lambda route: route.fulfill(status=204))
    pressed = visitor.button(button)
    pressed.click()
    return pressed


def _status(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("status")


@pytest.mark.parametrize("page", PAGES)
def test_the_page_says_what_is_waited_for(visitors: Visitors, token: str, page: str) -> None:
    visitor = visitors()
    button = _wait(visitor, token, page)
    expect(_status(visitor)).to_have_text(text(PAGES[page][2]))
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_be_focused()
    assert visitor.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_that_waits_is_accessible(visitors: Visitors, token: str, scheme: str) -> None:
    visitor = visitors(Look("phone", scheme))
    _wait(visitor, token)
    expect(_status(visitor)).not_to_be_empty()
    violations = Axe().run(visitor.page).response["violations"]
    assert [f"{v['id']}: {v['help']}: {v['nodes'][0]['html']}" for v in violations] == []


def test_after_some_seconds_it_says_how_long_it_can_take(visitors: Visitors, token: str) -> None:
    visitor = visitors()
    _wait(visitor, token)
    visitor.page.clock.run_for(7_000)
    expect(_status(visitor)).to_have_text(text("wait.login"))
    visitor.page.clock.run_for(2_000)
    expect(_status(visitor)).to_have_text(text("wait.long"))


def test_who_stopped_the_page_can_press_again_after_a_minute(visitors: Visitors, token: str) -> None:
    visitor = visitors()
    button = _wait(visitor, token)
    visitor.page.clock.run_for(66_000)
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(_status(visitor)).to_be_empty()


def test_a_page_that_the_browser_kept_is_as_new(visitors: Visitors, token: str) -> None:
    visitor = visitors()
    button = _wait(visitor, token)
    visitor.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(_status(visitor)).to_be_empty()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_tariff_can_be_set_by_hand_while_the_login_takes_its_time(visitors: Visitors, token: str, scripts: bool) -> None:
    visitor = visitors(Look(scripts=scripts))
    visitor.open(token)
    visitor.fill_in("slow")
    manual = visitor.button("common.manual").bounding_box()
    assert manual
    with visitor.page.expect_request(re.compile("/auth_metadata_capture")):
        visitor.button("login.submit").click(no_wait_after=True)
    # Playwright's own click would wait for the login's page first.
    with visitor.page.expect_event("load", lambda page: "/app/return" in page.url):
        visitor.page.mouse.click(manual["x"] + manual["width"] / 2, manual["y"] + manual["height"] / 2)
    assert visitor.outcome == "manual"


def _send_twice(visitor: Visitor, page: str) -> int:
    """How many posts a double click sends."""
    posts: list[str] = []
    visitor.page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    heading = visitor.heading
    visitor.button(PAGES[page][1]).dblclick(no_wait_after=True)
    expect(visitor.page.locator("h1")).not_to_have_text(heading)
    return len(posts)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("page", PAGES)
def test_a_double_click_leads_to_the_next_page(visitors: Visitors, token: str, page: str, scripts: bool) -> None:
    visitor = visitors(Look(scripts=scripts))
    visitor.open(token)
    if name := PAGES[page][0]:
        visitor.log_in(name)
    _fill(visitor, page)
    posts = _send_twice(visitor, page)
    assert posts == 1 or not scripts
    following: dict[str, Callable[[], bool]] = {"consent": lambda: visitor.outcome == "connected"}
    assert following.get(page, lambda: visitor.heading == text("consent.title"))()
    assert visitor.faults == []
