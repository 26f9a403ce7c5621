"""Connect tokens that are missing, malformed, unknown, expired or used."""

from urllib.parse import quote

import pytest

from harness.checks import check_problem
from harness.journey import reach_consent, travel
from harness.stack import Stack

MALFORMED = {
    "short": "cot_1234567",
    "long": "cot_" + "a" * 65,
    "huge": "cot_" + "a" * 7000,
    "other prefix": "tok_5f1d2c3b4a59687786950413",
    "no prefix": "5f1d2c3b4a59687786950413",
    "markup": "cot_<script>alert(1)</script>",
    "attribute": 'cot_"onmouseover="alert(1)',
    "slash": "cot_5f1d2c3b/../../4a596877",
    "space": "cot_5f1d2c3b 4a596877",
    "line end": "cot_5f1d2c3b\r\nSet-Cookie: a=b",
    "letters beyond ASCII": "cot_äöüäöüäöü",
    "NUL": "cot_5f1d2c3b\x004a596877",
}
UNKNOWN = "cot_000000000000000000000000"
ROUTES = ["/", "/page"]
POSTS = ["/action", "/auth_metadata_capture", "/extra_auth_metadata_capture", "/consent_capture"]


@pytest.mark.parametrize("query", ["", "?", "?fp_cot=", "?fp_cot", "?other=1"])
@pytest.mark.parametrize("route", ROUTES)
def test_a_missing_token_is_a_400_that_says_so(stack: Stack, route: str, query: str) -> None:
    check_problem(stack.customer().open(route + query), 400, "missingToken", stack, None)


@pytest.mark.parametrize("kind", MALFORMED)
@pytest.mark.parametrize("route", ROUTES)
def test_a_malformed_token_is_a_400_that_does_not_repeat_it(stack: Stack, route: str, kind: str) -> None:
    before = stack.sandbox.call_count()
    answer = stack.customer().open(f"{route}?fp_cot={quote(MALFORMED[kind], safe='')}")
    check_problem(answer, 400, "invalidToken", stack, None)
    assert MALFORMED[kind] not in answer.text
    assert "alert(1)" not in answer.text
    assert answer.set_cookies == []
    assert stack.sandbox.call_count() == before


def test_bytes_that_are_no_utf8_are_a_400(stack: Stack) -> None:
    assert stack.customer().open("/?fp_cot=cot_%ff%fe%fd%fc%fb%fa%f9%f8").status == 400


def test_two_tokens_are_none(stack: Stack) -> None:
    one, other = stack.sandbox.token(), stack.sandbox.token()
    check_problem(stack.customer().open(f"/?fp_cot={one}&fp_cot={other}"), 400, "missingToken", stack, None)


@pytest.mark.parametrize("route", POSTS)
def test_a_post_without_a_token_is_a_400(stack: Stack, route: str) -> None:
    answer = stack.customer().post(route, {"login": "a", "password": "b"})
    check_problem(answer, 400, "missingToken", stack, None)


@pytest.mark.parametrize("route", POSTS + ["/page"])
def test_connect_token_is_a_synonym_at_the_start_only(stack: Stack, token: str, route: str) -> None:
    customer = stack.customer()
    method = "GET" if route == "/page" else "POST"
    assert customer.request(method, f"{route}?connect_token={token}").status == 400


def test_a_token_that_flatpeak_does_not_know_has_flatpeaks_status(stack: Stack) -> None:
    answer = stack.customer().open(stack.link(UNKNOWN))
    check_problem(answer, 404, "connectRefused", stack, UNKNOWN)
    assert answer.set_cookies == []


def test_an_expired_token_has_flatpeaks_status_and_words(stack: Stack, token: str) -> None:
    with stack.sandbox.later(86_401):
        answer = stack.customer().open(stack.link(token))
    check_problem(answer, 401, "connectRefused", stack, token)
    assert "This connect_token has expired." in answer.page.text


def test_a_token_that_expires_between_login_and_consent_is_said_so(stack: Stack, token: str) -> None:
    customer = stack.customer()
    page = reach_consent(stack, customer, token)
    with stack.sandbox.later(86_401):
        answer = customer.submit(page, "/consent_capture")
    check_problem(answer, 401, "connectRefused", stack, token)


def test_a_used_token_leads_to_an_error_page(stack: Stack) -> None:
    journey = travel(stack)
    answer = journey.customer.open(stack.link(journey.token))
    check_problem(answer, 422, "connectRefused", stack, journey.token)


def test_an_error_page_without_a_token_still_names_the_request(stack: Stack) -> None:
    (reference,) = stack.customer().open("/").page.definitions
    assert len(reference) >= 8
    assert f"request={reference}" in stack.responder.text()
