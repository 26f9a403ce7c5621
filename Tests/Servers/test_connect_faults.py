"""Connect that is down, slow, hanging, or answers what is no answer: at each step, a clear page and nothing lost."""

import time

import pytest

from harness.checks import check_problem
from harness.customer import Answer, Customer
from harness.journey import reach_consent, sign_in
from harness.servers import Responder, responder_environment
from harness.stack import Stack
from harness.texts import text

#: What Connect does, and the status and problem that the customer sees.
FAULTS = {
    "down": (502, "connectDown"),
    "error_500": (502, "connectDown"),
    "html": (502, "connectDown"),
    "empty": (502, "connectDown"),
    "truncated": (502, "connectDown"),
    "reset": (502, "connectDown"),
    "unknown_route": (502, "connectDown"),
    "no_data": (502, "connectDown"),
    "javascript_redirect": (502, "connectDown"),
    "error_page": (400, "connectRefused"),
    "bad_credentials": (403, "connectRefused"),
    "error_429": (429, "rateLimited"),
}
#: The steps that call Connect, by the route that it is called with.
STEPS = ["start_tariff_integration", "auth_metadata_capture", "consent_capture", "action"]


def _take(stack: Stack, customer: Customer, token: str, step: str, fault: str, **options: object) -> Answer:
    """Goes up to a step, and takes it with a fault."""
    route = "auth_metadata_capture" if step == "action" else step
    stack.sandbox.fault(fault, token, route=route, **options)
    match step:
        case "start_tariff_integration":
            return customer.request("GET", stack.link(token))
        case "auth_metadata_capture":
            return sign_in(stack, customer, token)
        case "consent_capture":
            return customer.submit(reach_consent(stack, customer, token), "/consent_capture")
        case _:
            return customer.submit(customer.open(stack.link(token)), "/action")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("step", STEPS)
def test_a_fault_of_connect_is_a_page_with_the_true_status(stack: Stack, token: str, step: str, fault: str) -> None:
    answer = _take(stack, stack.customer(), token, step, fault)
    check_problem(answer, *FAULTS[fault], stack, token)
    assert answer.location is None
    assert "javascript:" not in answer.text


@pytest.mark.parametrize("step", STEPS)
def test_try_again_works_once_connect_does(stack: Stack, token: str, step: str) -> None:
    customer = stack.customer()
    answer = _take(stack, customer, token, step, "down")
    assert customer.open(answer.page.link(text("common.try_again"))).page.heading == text("login.title")


def test_a_consent_that_failed_can_be_given_again(stack: Stack, token: str) -> None:
    customer = stack.customer()
    _take(stack, customer, token, "consent_capture", "down")
    page = customer.open(stack.path("/page", token))
    assert page.page.heading == text("consent.title")
    assert customer.submit(page, "/consent_capture").location == f"{stack.sandbox.url}/app/return?fp_cot={token}"


def test_a_login_that_connect_did_not_take_can_be_sent_again(stack: Stack, token: str) -> None:
    customer = stack.customer()
    _take(stack, customer, token, "auth_metadata_capture", "error_500")
    assert customer.follow(sign_in(stack, customer, token)).page.heading == text("consent.title")


@pytest.mark.parametrize("step", STEPS)
def test_a_connect_that_never_answers_is_a_504_in_time(impatient: Stack, step: str) -> None:
    token = impatient.sandbox.token()
    customer = impatient.customer()
    start = time.monotonic()
    answer = _take(impatient, customer, token, step, "hang")
    assert time.monotonic() - start < 10
    check_problem(answer, 504, "connectTimeout", impatient, token)


@pytest.mark.parametrize("step", STEPS)
def test_a_slow_connect_is_waited_for(stack: Stack, token: str, step: str) -> None:
    assert _take(stack, stack.customer(), token, step, "slow", seconds=0.5).status in (200, 303)


def test_flatpeaks_own_words_are_shown(stack: Stack, token: str) -> None:
    answer = _take(stack, stack.customer(), token, "start_tariff_integration", "error_page")
    assert "The session can't go on." in answer.page.text


@pytest.mark.parametrize("step", ["consent_capture", "action"])
def test_the_older_key_of_a_redirect_is_followed(stack: Stack, token: str, step: str) -> None:
    answer = _take(stack, stack.customer(), token, step, "redirect_uri")
    assert (answer.status, answer.location) == (303, f"{stack.sandbox.url}/app/return?fp_cot={token}")


def test_a_connect_that_is_not_there_is_a_502(stack: Stack, token: str) -> None:
    environment = responder_environment(**{**stack.sandbox.environment, "CONNECT_API_URL": "http://127.0.0.1:1"})
    origin = stack.add(Responder(stack.folder, environment, "without-connect"))
    check_problem(stack.customer().open(origin + stack.link(token)), 502, "connectDown", stack, token)


@pytest.mark.parametrize(
    "target", ["myapp://oauth-callback/flatpeak", "com.nova.app://back", "https://app.example/return?a=b#c"]
)
def test_deep_links_of_the_app_are_answered_as_they_are(stack: Stack, target: str) -> None:
    token = stack.sandbox.token(connect_web_uri=target)
    customer = stack.customer()
    answer = customer.submit(reach_consent(stack, customer, token), "/consent_capture")
    base, hash_mark, fragment = target.partition("#")
    query = ("&" if "?" in base else "?") + f"fp_cot={token}"
    assert (answer.status, answer.location) == (303, base + query + hash_mark + fragment)
