"""From the link to the app's page, in Chromium."""

import pytest

from harness.fixtures import Stacks
from harness.stack import Layout, Stack
from harness.texts import text
from visitor import Look, Visitor, Visitors

LOOKS = [Look(device, scripts=scripts) for device in ("desktop", "phone") for scripts in (True, False)]
SCRIPTS = pytest.mark.parametrize("look", [Look(), Look(scripts=False)], ids=str)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_journey_ends_on_the_apps_page_with_the_tariff(
    visitors: Visitors, stack: Stack, token: str, look: Look
) -> None:
    visitor = visitors(look)
    visitor.open(token)
    assert visitor.heading == text("login.title")
    visitor.log_in()
    assert visitor.heading == text("consent.title")
    visitor.press("consent.allow")
    assert visitor.page.url == f"{stack.sandbox.url}/app/return?fp_cot={token}"
    assert visitor.outcome == "connected"
    assert "Lunar Night Owl" in visitor.page.locator("table").inner_text()
    assert visitor.complaints == []


def test_the_journey_works_below_a_mount(visitors: Visitors, stacks: Stacks) -> None:
    stack = stacks(Layout(mount="/connect/lunar"))
    visitor = visitors(at=stack)
    visitor.open(stack.sandbox.token())
    visitor.log_in()
    visitor.press("consent.allow")
    assert visitor.outcome == "connected"
    assert visitor.complaints == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_failed_login_and_then_the_right_one(visitors: Visitors, token: str, look: Look) -> None:
    visitor = visitors(look)
    visitor.open(token)
    visitor.log_in("flat", "wrong-password-1")
    assert visitor.heading == text("failed_login.title")
    visitor.press("common.try_again")
    visitor.log_in("flat")
    assert visitor.heading == text("consent.title")
    assert visitor.complaints == []


@SCRIPTS
def test_a_wrong_code_and_then_the_right_one(visitors: Visitors, token: str, look: Look) -> None:
    visitor = visitors(look)
    visitor.open(token)
    visitor.log_in("code")
    for code in ("000000", "246810"):
        assert visitor.heading == text("code.title")
        visitor.page.get_by_label(text("code.label")).fill(code)
        visitor.press("common.submit")
    assert visitor.heading == text("consent.title")
    assert visitor.complaints == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_code_and_then_a_home(visitors: Visitors, token: str, look: Look) -> None:
    visitor = visitors(look)
    visitor.open(token)
    visitor.log_in("codehomes")
    visitor.page.get_by_label(text("code.label")).fill("246810")
    visitor.press("common.submit")
    visitor.page.get_by_label("The Old Lighthouse").check()
    visitor.press("common.submit")
    visitor.press("consent.allow")
    assert "Lunar Weekender" in visitor.page.locator("table").inner_text()
    assert visitor.complaints == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_home_of_several_is_connected(visitors: Visitors, token: str, look: Look) -> None:
    visitor = visitors(look)
    visitor.open(token)
    visitor.log_in("homes")
    visitor.page.get_by_label("The Old Lighthouse").check()
    visitor.press("common.submit")
    visitor.press("consent.allow")
    assert "Lunar Weekender" in visitor.page.locator("table").inner_text()
    assert visitor.complaints == []


@SCRIPTS
def test_deny_leads_to_the_tariff_by_hand(visitors: Visitors, token: str, look: Look) -> None:
    visitor = visitors(look)
    visitor.open(token)
    visitor.log_in()
    visitor.press("consent.deny")
    assert visitor.outcome == "manual"


@SCRIPTS
def test_without_a_contract_another_provider_can_be_chosen(visitors: Visitors, token: str, look: Look) -> None:
    visitor = visitors(look)
    visitor.open(token)
    visitor.log_in("none")
    visitor.press("no_tariffs.other_provider")
    assert visitor.outcome == "disconnected"


@SCRIPTS
def test_two_tabs_are_two_sessions(visitors: Visitors, stack: Stack, look: Look) -> None:
    tokens = [stack.sandbox.token(), stack.sandbox.token()]
    one = visitors(look)
    tabs = [one, Visitor(one.context, stack)]
    for tab, token in zip(tabs, tokens, strict=True):
        tab.open(token)
    for tab, name in zip(tabs, ("ada", "flat"), strict=True):
        tab.log_in(name)
    for tab in tabs:
        tab.press("consent.allow")
    assert [tab.page.locator("caption").inner_text() for tab in tabs] == ["Lunar Night Owl", "Lunar Simple"]


def test_a_deep_link_is_handed_to_the_app(visitors: Visitors, stack: Stack) -> None:
    token = stack.sandbox.token(connect_web_uri="myapp://oauth-callback/flatpeak")
    visitor = visitors()
    visitor.open(token)
    visitor.log_in()
    target = f"myapp://oauth-callback/flatpeak?fp_cot={token}"
    with (
        visitor.page.expect_request(lambda request: request.url == target),
        visitor.page.expect_response(lambda response: "/consent_capture" in response.url) as answer,
    ):
        visitor.button("consent.allow").click()
    assert (answer.value.status, answer.value.headers["location"]) == (303, target)
    assert visitor.complaints == []


# Comfort


def test_the_password_can_be_shown(visitors: Visitors, token: str) -> None:
    visitor = visitors()
    visitor.open(token)
    field = visitor.page.locator("input[name=password]")
    field.fill("moonlight")
    visitor.button("field.show_password").click()
    assert field.get_attribute("type") == "text"
    visitor.button("field.show_password").click()
    assert field.get_attribute("type") == "password"


def test_without_scripts_no_button_is_dead(visitors: Visitors, token: str) -> None:
    visitor = visitors(Look(scripts=False))
    visitor.open(token)
    assert not visitor.page.get_by_text(text("field.show_password")).is_visible()


def test_enter_logs_in(visitors: Visitors, token: str) -> None:
    visitor = visitors()
    visitor.open(token)
    visitor.page.locator("input[name=login]").fill("ada@lunar.example")
    visitor.page.locator("input[name=password]").fill("moonlight")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/page?*")
    assert visitor.heading == text("consent.title")


def test_scripts_cannot_read_the_session(visitors: Visitors, token: str) -> None:
    visitor = visitors()
    visitor.open(token)
    assert visitor.page.evaluate("document.cookie") == ""
    assert len(visitor.cookies()) == 1
