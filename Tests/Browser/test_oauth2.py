"""Signing in on the provider's own website and coming back, in Chromium."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe

from gallery import Gallery
from harness.ledger import LEDGER
from harness.servers import APP_SECRET
from harness.stack import Layout
from harness.texts import text
from references import picture_fault
from restarting import RestartingStack
from visitor import Look, Visitor, Visitors

NEXT_SECRET = "tests-only-9876543210-zyxwvutsrqponmlk"
LEDGER.keep("the next APP_SECRET", NEXT_SECRET)
LOOKS = [Look(device, scripts=scripts) for device in ("desktop", "phone") for scripts in (True, False)]


class TibberStack(RestartingStack):
    """A stack whose responder serves Tibber."""

    def _start(self) -> None:
        super()._start()
        self.restart()

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "PROVIDER": "tibber", "PUBLIC_URL": self.url}

    def change_keys(self) -> None:
        self.restart(APP_SECRET=NEXT_SECRET, APP_SECRET_PREVIOUS=APP_SECRET)


@pytest.fixture(scope="module", params=["", "/connect/tibber"], ids=["root", "mount"])
def tibber(request: pytest.FixtureRequest) -> Iterator[TibberStack]:
    stack = TibberStack(Layout(mount=request.param))
    yield stack
    stack.stop()


@pytest.fixture
def link(tibber: TibberStack) -> str:
    """A connect token of the provider."""
    return tibber.sandbox.token(provider="tibber")


class Steps:
    """The steps of the journey, one after the other."""

    def __init__(self, visitor: Visitor, token: str) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.token = token

    def open(self) -> None:
        self.visitor.open(self.token)
        assert self.visitor.heading == text("sign_in.title", provider="Tibber")

    def leave(self) -> None:
        self._press(text("sign_in.submit", provider="Tibber"))
        assert self.visitor.heading == "Sign in to Tibber"

    def sign_in(self, name: str = "kari") -> None:
        self.page.get_by_label("Email address").fill(f"{name}@tibber.example")
        self.page.get_by_label("Password").fill("moonlight")
        self._press("Sign in")
        assert self.visitor.heading == "Share your data?"

    def share(self) -> None:
        self._press("Allow")
        assert self.visitor.heading == text("consent.title")

    def deny(self) -> None:
        self._press("Deny")
        assert self.visitor.heading == text("problem.signInDenied.title")

    def consent(self) -> None:
        self.visitor.press("consent.allow")
        assert self.visitor.outcome == "connected"

    @property
    def all(self) -> list:
        return [self.open, self.leave, self.sign_in, self.share, self.consent]

    def _press(self, label: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=label, exact=True).click()


def _denied(steps: Steps) -> None:
    for step in (steps.open, steps.leave, steps.sign_in, steps.deny):
        step()


#: The two pages that only signing in elsewhere has.
PAGES = {"sign-in": Steps.open, "error-sign-in-denied": _denied}


@pytest.mark.parametrize("look", [*LOOKS[::2], Look("phone", "dark"), Look("desktop", "dark")], ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_its_pages_are_accessible_and_look_as_they_did(
    visitors: Visitors, tibber: TibberStack, link: str, gallery: Gallery, name: str, look: Look
) -> None:
    visitor = visitors(look, at=tibber)
    PAGES[name](Steps(visitor, link))
    assert Axe().run(visitor.page).response["violations"] == []
    assert picture_fault(f"{name}-{look}", gallery.take(visitor.page, name, str(look)), visitors().page) is None


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_journey_ends_on_the_apps_page(visitors: Visitors, tibber: TibberStack, link: str, look: Look) -> None:
    visitor = visitors(look, at=tibber)
    for step in Steps(visitor, link).all:
        step()
    assert "00:15" in visitor.page.locator("table").inner_text()
    assert visitor.complaints == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_who_denies_can_try_again(visitors: Visitors, tibber: TibberStack, link: str, scripts: bool) -> None:
    visitor = visitors(Look(scripts=scripts), at=tibber)
    steps = Steps(visitor, link)
    steps.open()
    steps.leave()
    steps.sign_in()
    steps.deny()
    visitor.press("common.try_again")
    for step in steps.all[1:]:
        step()


def test_who_denies_can_set_the_tariff_by_hand(visitors: Visitors, tibber: TibberStack, link: str) -> None:
    visitor = visitors(at=tibber)
    steps = Steps(visitor, link)
    steps.open()
    steps.leave()
    steps.sign_in()
    steps.deny()
    visitor.press("common.manual")
    assert visitor.outcome == "manual"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_every_page_can_be_loaded_again(visitors: Visitors, tibber: TibberStack, link: str, scripts: bool) -> None:
    visitor = visitors(Look(scripts=scripts), at=tibber)
    for step in Steps(visitor, link).all:
        step()
        heading = visitor.heading
        visitor.page.reload()
        assert visitor.heading == heading


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_back_from_the_providers_page_and_on_again(
    visitors: Visitors, tibber: TibberStack, link: str, scripts: bool
) -> None:
    visitor = visitors(Look(scripts=scripts), at=tibber)
    steps = Steps(visitor, link)
    steps.open()
    steps.leave()
    visitor.page.go_back()
    assert visitor.heading == text("sign_in.title", provider="Tibber")
    for step in steps.all[1:]:
        step()


def test_back_from_consent_and_allow_once_more(visitors: Visitors, tibber: TibberStack, link: str) -> None:
    """The provider sends the customer back a second time: the session is past it."""
    visitor = visitors(at=tibber)
    steps = Steps(visitor, link)
    for step in steps.all[:4]:
        step()
    visitor.page.go_back()
    assert visitor.heading == "Share your data?"
    steps.share()
    steps.consent()


def test_the_callback_gone_back_to_leads_forward(visitors: Visitors, tibber: TibberStack, link: str) -> None:
    visitor = visitors(at=tibber)
    steps = Steps(visitor, link)
    steps.open()
    steps.leave()
    steps.sign_in()
    with visitor.page.expect_request(lambda request: "/callback?" in request.url) as callback:
        steps.share()
    visitor.page.goto(callback.value.url)
    assert visitor.heading == text("consent.title")
    steps.consent()


def test_a_callback_in_another_browser_is_refused_with_words(
    visitors: Visitors, tibber: TibberStack, link: str
) -> None:
    visitor = visitors(at=tibber)
    steps = Steps(visitor, link)
    steps.open()
    steps.leave()
    steps.sign_in()
    with visitor.page.expect_request(lambda request: "/callback?" in request.url) as callback:
        steps.share()
    stranger = visitors(at=tibber)
    answer = stranger.page.goto(callback.value.url)
    assert answer and answer.status == 400
    assert stranger.heading == text("problem.signInLost.title")


def test_two_tabs_are_two_sign_ins(visitors: Visitors, tibber: TibberStack) -> None:
    first = visitors(at=tibber)
    tabs = [
        Steps(tab, tibber.sandbox.token(provider="tibber")) for tab in (first, Visitor(first.context, tibber))
    ]
    for number in range(5):
        for tab in tabs:
            tab.all[number]()
    assert [tab.visitor.outcome for tab in tabs] == ["connected", "connected"]


@pytest.mark.parametrize("change", ["restart", "change_keys"])
def test_the_responder_may_change_between_any_two_steps(
    visitors: Visitors, tibber: TibberStack, link: str, change: str
) -> None:
    visitor = visitors(at=tibber)
    for number, step in enumerate(Steps(visitor, link).all):
        step()
        # Keys change once; then the new ones stay.
        if change == "restart":
            tibber.restart()
        elif number == 1:
            tibber.change_keys()
    if change == "change_keys":
        tibber.restart()
    assert visitor.outcome == "connected"


@pytest.mark.parametrize("step", range(4))
def test_keys_may_change_after_each_step(visitors: Visitors, tibber: TibberStack, link: str, step: int) -> None:
    visitor = visitors(at=tibber)
    for number, action in enumerate(Steps(visitor, link).all):
        action()
        if number == step:
            tibber.change_keys()
    tibber.restart()
    assert visitor.outcome == "connected"
