"""What gets lost between the steps: the process, its keys, the session, the cookies. There is a way on from everywhere."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from harness.places import CHROMIUM
from harness.sandbox import CODE, email
from harness.stack import Stack
from harness.texts import text
from restarting import RestartingStack
from visitor import BROWSER_ARGUMENTS, Look, Visitor, Visitors

SCRIPTS = pytest.mark.parametrize("look", [Look(), Look(scripts=False)], ids=str)


@pytest.fixture(scope="module")
def restarting() -> Iterator[RestartingStack]:
    stack = RestartingStack()
    yield stack
    stack.stop()


class Steps:
    """The longest way: a one-time code (wrong at first), several homes, consent."""

    def __init__(self, visitor: Visitor, token: str) -> None:
        self.visitor = visitor
        self.token = token

    def open(self) -> None:
        self.visitor.open(self.token)

    def log_in(self) -> None:
        self.visitor.log_in("codehomes")

    def wrong_code(self) -> None:
        self._code("000000")

    def right_code(self) -> None:
        self._code(CODE)

    def choose(self) -> None:
        self.visitor.page.get_by_label("The Old Lighthouse").check()
        self.visitor.press("common.submit")

    def consent(self) -> None:
        self.visitor.press("consent.allow")

    def _code(self, code: str) -> None:
        self.visitor.page.get_by_label(text("code.label")).fill(code)
        self.visitor.press("common.submit")

    @property
    def all(self) -> list[tuple[Callable[[], None], str]]:
        """What is done, and the page that it leads to."""
        return [
            (self.open, text("login.title")),
            (self.log_in, text("code.title")),
            (self.wrong_code, text("code.title")),
            (self.right_code, text("accounts.title")),
            (self.choose, text("consent.title")),
        ]

    def go(self, between: Callable[[], None]) -> None:
        """To the end, and something happens after every step."""
        for step, heading in self.all:
            step()
            assert self.visitor.heading == heading
            between()
        self.consent()
        self.check_end()

    def check_end(self) -> None:
        assert self.visitor.outcome == "connected"
        assert "Lunar Weekender" in self.visitor.page.locator("table").inner_text()
        assert (self.visitor.complaints, self.visitor.faults) == ([], [])


@SCRIPTS
def test_the_responder_may_be_restarted_between_any_two_steps(
    visitors: Visitors, restarting: RestartingStack, look: Look
) -> None:
    Steps(visitors(look, at=restarting), restarting.sandbox.token()).go(restarting.restart)


@SCRIPTS
def test_the_keys_may_be_rotated_between_any_two_steps(
    visitors: Visitors, restarting: RestartingStack, look: Look
) -> None:
    Steps(visitors(look, at=restarting), restarting.sandbox.token()).go(restarting.rotate_keys)
    restarting.restart()


#: Pages of the way, and how many steps lead to each.
LOST = {"login": 1, "code": 2, "choice": 4, "consent": 5}


@SCRIPTS
@pytest.mark.parametrize("page", LOST)
def test_a_session_that_expired_is_told_and_can_be_begun_again(
    visitors: Visitors, restarting: RestartingStack, look: Look, page: str
) -> None:
    steps = _lose(visitors(look, at=restarting), restarting.sandbox.token(), page)
    restarting.restart_later(31 * 60)
    _go_on(steps, page, "problem.sessionLost.title")
    restarting.restart()


@SCRIPTS
@pytest.mark.parametrize("page", LOST)
def test_a_cookie_that_was_dropped_is_told_and_the_way_begins_again(
    visitors: Visitors, stack: Stack, look: Look, page: str
) -> None:
    steps = _lose(visitors(look), stack.sandbox.token(), page)
    steps.visitor.context.clear_cookies()
    _go_on(steps, page, "problem.cookiesBlocked.title")


@SCRIPTS
@pytest.mark.parametrize("page", LOST)
def test_a_page_whose_cookie_was_dropped_can_be_loaded_again(
    visitors: Visitors, stack: Stack, look: Look, page: str
) -> None:
    steps = _lose(visitors(look), stack.sandbox.token(), page)
    steps.visitor.context.clear_cookies()
    steps.visitor.page.reload()
    _finish(steps)


def _lose(visitor: Visitor, token: str, page: str) -> Steps:
    """Up to the page that will not go on."""
    steps = Steps(visitor, token)
    for step, _ in steps.all[: LOST[page]]:
        step()
    return steps


def _go_on(steps: Steps, page: str, problem: str) -> None:
    """The next step leads to the page that says what happened, and that one to the end."""
    following = [step for step, _ in steps.all] + [steps.consent]
    following[LOST[page]]()
    assert steps.visitor.heading == text(problem)
    steps.visitor.press("common.try_again")
    _finish(steps)


def _finish(steps: Steps) -> None:
    """Connect, asked afresh, begins with the login."""
    assert steps.visitor.heading == text("login.title")
    for step in (steps.log_in, steps.right_code, steps.choose, steps.consent):
        step()
    steps.check_end()


# Cookies blocked, by the browser's own setting.


@SCRIPTS
def test_who_blocks_cookies_is_told_and_can_set_the_tariff_by_hand(
    playwright: Playwright, stack: Stack, token: str, look: Look, tmp_path: Path
) -> None:
    preferences = tmp_path / "Default/Preferences"
    preferences.parent.mkdir()
    preferences.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
    context = playwright.chromium.launch_persistent_context(
        tmp_path,
        executable_path=CHROMIUM,
        args=BROWSER_ARGUMENTS,
        java_script_enabled=look.scripts,
        locale="en-GB",
    )
    try:
        visitor = Visitor(context, stack)
        for _ in range(2):
            visitor.open(token)
            visitor.log_in()
            assert visitor.heading == text("problem.cookiesBlocked.title")
            visitor.press("common.try_again")
            assert visitor.heading == text("login.title")
        assert context.cookies() == []
        visitor.press("common.manual")
        assert visitor.outcome == "manual"
        assert (visitor.complaints, visitor.faults) == ([], [])
    finally:
        context.close()


# The tariff by hand, from every page that offers it.


@SCRIPTS
@pytest.mark.parametrize("name", ["", "nobody", "code", "homes", "none", "down"])
def test_the_tariff_can_be_set_by_hand_from_every_page(
    visitors: Visitors, stack: Stack, token: str, look: Look, name: str
) -> None:
    visitor = visitors(look)
    visitor.open(token)
    if name:
        visitor.log_in(name)
    visitor.press({"homes": "accounts.not_listed"}.get(name, "common.manual"))
    assert visitor.outcome == "manual"
    assert {body["route"] for body in stack.sandbox.bodies(token)} == {
        "start_tariff_integration",
        "auth_metadata_capture",
    }
