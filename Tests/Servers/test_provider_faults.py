"""A provider that says no, is down, slow, hanging, or answers what is no answer."""

import time

import pytest

from harness.checks import check_problem
from harness.journey import reach_consent, sign_in
from harness.servers import Responder, responder_environment
from harness.stack import Stack
from harness.texts import text

FAULTS = {
    "down": (503, "providerDown"),
    "late": (503, "providerDown"),
    "broken": (502, "providerDown"),
    "limited": (429, "rateLimited"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_provider_is_a_page_with_the_true_status(stack: Stack, token: str, name: str) -> None:
    check_problem(sign_in(stack, stack.customer(), token, name), *FAULTS[name], stack, token)


@pytest.mark.parametrize("name", [*FAULTS, "nobody"])
def test_connect_hears_nothing_of_a_login_that_failed(stack: Stack, token: str, name: str) -> None:
    sign_in(stack, stack.customer(), token, name)
    assert stack.sandbox.routes(token) == ["start_tariff_integration"]


def test_a_rate_limit_says_when_to_come_back(stack: Stack, token: str) -> None:
    assert sign_in(stack, stack.customer(), token, "limited").headers["Retry-After"] == "120"


@pytest.mark.parametrize("name", FAULTS)
def test_the_tariff_can_be_set_by_hand_when_the_provider_fails(stack: Stack, token: str, name: str) -> None:
    customer = stack.customer()
    page = sign_in(stack, customer, token, name)
    end = customer.follow(customer.submit(page, "/action"))
    assert end.page.main["data-outcome"] == "manual"
    assert stack.sandbox.bodies(token)[-1] == {
        "connect_token": token,
        "route": "auth_metadata_capture",
        "type": "submit",
        "action": "DISMISS_DIRECT",
    }


@pytest.mark.parametrize("name", FAULTS)
def test_try_again_shows_the_login_again(stack: Stack, token: str, name: str) -> None:
    customer = stack.customer()
    page = sign_in(stack, customer, token, name)
    assert customer.open(page.page.link(text("common.try_again"))).page.heading == text("login.title")


def test_a_provider_that_never_answers_is_a_504_in_time(impatient: Stack) -> None:
    token = impatient.sandbox.token()
    start = time.monotonic()
    answer = sign_in(impatient, impatient.customer(), token, "hang")
    assert time.monotonic() - start < 10
    check_problem(answer, 504, "providerTimeout", impatient, token)


def test_a_slow_provider_is_waited_for(stack: Stack, token: str) -> None:
    assert reach_consent(stack, stack.customer(), token, "slow").page.heading == text("consent.title")


def test_a_provider_that_is_not_there_is_a_503(stack: Stack, token: str) -> None:
    environment = responder_environment(**{**stack.sandbox.environment, "LUNAR_ENERGY_API_URL": "http://127.0.0.1:1"})
    origin = stack.add(Responder(stack.folder, environment, "without-provider"))
    customer = stack.customer()
    customer.origin = origin
    check_problem(sign_in(stack, customer, token), 503, "providerDown", stack, token)


# Wrong passwords


def test_a_wrong_password_is_a_422_that_says_so(stack: Stack, token: str) -> None:
    answer = sign_in(stack, stack.customer(), token, "nobody-1", "wrong pässword")
    assert (answer.status, answer.page.heading) == (422, text("failed_login.title"))


def test_after_a_wrong_password_the_right_one_works(stack: Stack, token: str) -> None:
    customer = stack.customer()
    failed = sign_in(stack, customer, token, "flat", "wrong pässword")
    login = customer.open(failed.page.link(text("common.try_again")))
    assert login.page.heading == text("login.title")
    assert reach_consent(stack, customer, token, "flat").page.heading == text("consent.title")


def test_after_a_wrong_password_the_tariff_can_be_set_by_hand(stack: Stack, token: str) -> None:
    customer = stack.customer()
    failed = sign_in(stack, customer, token, "nobody-2")
    assert customer.follow(customer.submit(failed, "/action")).page.main["data-outcome"] == "manual"


def test_too_many_wrong_passwords_are_a_rate_limit_and_not_called_wrong(stack: Stack, token: str) -> None:
    customer = stack.customer()
    statuses = [sign_in(stack, customer, token, "nobody-3").status for _ in range(5)]
    assert statuses == [422] * 5
    check_problem(sign_in(stack, customer, token, "nobody-3"), 429, "rateLimited", stack, token)


def test_a_failed_login_does_not_repeat_the_password(stack: Stack, token: str) -> None:
    answer = sign_in(stack, stack.customer(), token, "nobody-4", "wrong-password-x")
    assert "wrong-password-x" not in answer.text


# What the other pages offer


def test_the_login_page_offers_to_set_the_tariff_by_hand(stack: Stack, token: str) -> None:
    customer = stack.customer()
    end = customer.follow(customer.submit(customer.open(stack.link(token)), "/action"))
    assert end.page.main["data-outcome"] == "manual"


def test_deny_sends_dismiss_with_the_consent_route(stack: Stack, token: str) -> None:
    customer = stack.customer()
    end = customer.follow(customer.submit(reach_consent(stack, customer, token), "/action"))
    assert end.page.main["data-outcome"] == "manual"
    assert stack.sandbox.bodies(token)[-1] == {
        "connect_token": token,
        "route": "consent_capture",
        "type": "submit",
        "action": "DISMISS_DIRECT",
    }
