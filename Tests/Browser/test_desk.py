"""The developer's page: each of its states in light and dark, on a phone and a desktop; live, and without scripts."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from harness.places import REPOSITORY
from harness.stack import Layout, Stack
from visitor import Look, Visitor, Visitors

SCREENSHOTS = REPOSITORY / ".build/screenshots"
LOOKS = [Look(device, scheme) for device in ("phone", "desktop") for scheme in ("light", "dark")]


@pytest.fixture(scope="module")
def desk_stack() -> Iterator[Stack]:
    running = Stack(Layout(settings=(("LOG_FORMAT", "json"),)))
    yield running
    running.stop()


def _to_consent(customer: Visitor, name: str = "ada") -> None:
    customer.open(customer.stack.sandbox.token())
    customer.log_in(name)


def _connected(customer: Visitor, name: str = "ada") -> None:
    _to_consent(customer, name)
    customer.press("consent.allow")
    customer.page.wait_for_load_state()
    assert customer.outcome == "connected"


def _refused(customer: Visitor) -> None:
    _to_consent(customer, "nobody")


def _failed(customer: Visitor) -> None:
    customer.page.request.post(customer.stack.sandbox.url + "/control/provider-fault", data={"mode": "down"})
    _to_consent(customer)
    customer.page.request.post(customer.stack.sandbox.url + "/control/provider-fault", data={"mode": "hang", "times": 2})


#: Name of the state, and the way there.
STATES: dict[str, Callable[[Visitor], None]] = {
    "empty": lambda _: None,
    "consent": _to_consent,
    "connected": _connected,
    "tiers": lambda customer: _connected(customer, "tiers"),
    "refused": _refused,
    "failed": _failed,
}


def _open_desk(visitor: Visitor) -> None:
    # The stream of events never ends, so that the network is never idle.
    visitor.page.goto(visitor.stack.sandbox.url + "/desk/")


def _reset(stack: Stack, visitor: Visitor) -> None:
    visitor.page.request.post(stack.sandbox.url + "/control/reset")


@pytest.fixture(scope="module", params=LOOKS, ids=str)
def look(request: pytest.FixtureRequest) -> Look:
    return request.param


@pytest.fixture(scope="module", params=STATES)
def desk(
    request: pytest.FixtureRequest, lasting_visitors: Visitors, desk_stack: Stack, look: Look
) -> Iterator[Visitor]:
    """The page in a state, a line of it open, and pictured."""
    customer, visitor = lasting_visitors(Look(), desk_stack), lasting_visitors(look, desk_stack)
    _reset(desk_stack, customer)
    STATES[request.param](customer)
    _open_desk(visitor)
    expect(visitor.page.locator("#live")).to_have_text("updates itself")
    if request.param in ("consent", "failed"):
        visitor.page.locator(".nested summary").last.click()
    visitor.page.locator("img.chart").evaluate_all("(images) => Promise.all(images.map((image) => image.decode()))")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    visitor.page.screenshot(path=SCREENSHOTS / f"desk-{request.param}-{look}.png", full_page=True)
    yield visitor
    customer.context.close()
    visitor.context.close()


def test_axe_finds_no_violation(desk: Visitor) -> None:
    violations = Axe().run(desk.page).response["violations"]
    assert [f"{v['id']}: {v['help']}: {v['nodes'][0]['html']}" for v in violations] == []


def test_the_browser_has_no_complaint(desk: Visitor) -> None:
    assert desk.complaints == []


def test_nothing_sticks_out_to_the_side(desk: Visitor) -> None:
    widths = desk.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]


@pytest.fixture
def pair(visitors: Visitors, desk_stack: Stack) -> tuple[Visitor, Visitor]:
    """A customer, and somebody at the desk."""
    customer, visitor = visitors(at=desk_stack), visitors(at=desk_stack)
    _reset(desk_stack, customer)
    return customer, visitor


def test_every_address_is_whole(desk: Visitor) -> None:
    lines = desk.page.locator("#customers code").evaluate_all("(parts) => parts.map((part) => part.getClientRects().length)")
    assert set(lines) == {1}


def test_the_chart_is_drawn_for_the_width_it_has(desk: Visitor) -> None:
    scales = desk.page.locator("img.chart").evaluate_all("(images) => images.map((image) => image.width / image.naturalWidth)")
    assert all(scale > 0.7 for scale in scales)


def test_what_happens_is_shown_without_a_reload(pair: tuple[Visitor, Visitor]) -> None:
    customer, visitor = pair
    _open_desk(visitor)
    expect(visitor.page.locator("#live")).to_have_text("updates itself")
    _connected(customer)
    expect(visitor.page.get_by_text("all 19 rules kept")).to_be_visible()


def test_a_call_stands_below_the_request_of_the_browser(pair: tuple[Visitor, Visitor]) -> None:
    customer, visitor = pair
    _to_consent(customer)
    _open_desk(visitor)
    lines = visitor.page.locator(".timeline li").filter(has_text="POST auth_metadata_capture")
    expect(lines.locator("xpath=following-sibling::li[1]")).to_have_class("nested")


def test_an_open_line_stays_open_when_more_happens(pair: tuple[Visitor, Visitor]) -> None:
    customer, visitor = pair
    _to_consent(customer)
    _open_desk(visitor)
    expect(visitor.page.locator("#live")).to_have_text("updates itself")
    visitor.page.locator(".timeline summary").first.press("Enter")
    before = visitor.page.locator(".timeline li").count()
    customer.press("consent.allow")
    expect(visitor.page.locator(".timeline li").nth(before)).to_be_visible()
    expect(visitor.page.locator(".timeline details[open]")).to_have_count(1)


def test_it_is_of_use_without_scripts(visitors: Visitors, desk_stack: Stack) -> None:
    customer, visitor = visitors(at=desk_stack), visitors(Look(scripts=False), desk_stack)
    _reset(desk_stack, customer)
    _open_desk(visitor)
    _to_consent(customer)
    visitor.page.reload()
    expect(visitor.page.locator("#timeline-title")).to_have_text("Session 1 of 1")
    visitor.page.get_by_role("button", name="Fail once: FlatPeak").click()
    expect(visitor.page.get_by_text("FlatPeak is down: 503", exact=True)).to_be_visible()


def test_a_session_starts_in_another_tab(pair: tuple[Visitor, Visitor]) -> None:
    _, visitor = pair
    _open_desk(visitor)
    with visitor.context.expect_page() as opened:
        visitor.page.get_by_role("button", name="Start a session").click()
    opened.value.wait_for_load_state()
    assert opened.value.url.startswith(visitor.stack.url + "/?fp_cot=cot_")


def test_nothing_is_asked_of_anybody_else(pair: tuple[Visitor, Visitor]) -> None:
    customer, visitor = pair
    _connected(customer)
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    _open_desk(visitor)
    expect(visitor.page.locator("#live")).to_have_text("updates itself")
    assert [url for url in asked if not url.startswith((visitor.stack.sandbox.url, "data:"))] == []


def test_no_secret_is_on_the_page(pair: tuple[Visitor, Visitor]) -> None:
    customer, visitor = pair
    _connected(customer)
    _open_desk(visitor)
    timeline = visitor.page.locator("#timeline").inner_html()
    assert "moonlight" not in timeline and "cot_" not in timeline
