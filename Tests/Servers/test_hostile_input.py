"""More fields than a form has, guesses at `/api/tariff_plan`, and what slow senders get."""

import json
import socket
import time

import pytest

from harness.checks import check_api_error, check_problem
from harness.customer import Answer, Manners
from harness.journey import reach_consent
from harness.sandbox import PASSWORD, email
from harness.servers import TARIFF_PLAN_TOKEN
from harness.stack import Stack
from harness.texts import text


@pytest.mark.parametrize("field", ["f{}=1", "login=a{}", "="], ids=["different", "the same", "empty"])
def test_a_form_of_ten_thousand_fields_is_a_400_page_and_reaches_nobody(stack: Stack, token: str, field: str) -> None:
    customer = stack.customer()
    page = customer.open(stack.link(token))
    form = "&".join(field.format(number % 1000) for number in range(10_000))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = customer.request("POST", page.page.form("/auth_metadata_capture").action, kind, form[: 64 * 1024])
    check_problem(answer, 400, "unreadable", stack, token)
    assert stack.sandbox.routes(token) == ["start_tariff_integration"]
    assert reach_consent(stack, customer, token).page.heading == text("consent.title")


def _ask(stack: Stack, bearer: str, body: str) -> Answer:
    fields = {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
    return stack.customer(Manners.CURL).request("POST", "/api/tariff_plan", fields, body)


def _body(name: str, password: str) -> str:
    return json.dumps({"auth_metadata": {"data": {"login": email(name), "password": password}}})


def _without_its_own(answer: Answer) -> tuple[int, dict[str, str], bytes]:
    """Status, header fields and body, but for the date."""
    return answer.status, {name: value for name, value in answer.headers.items() if name != "Date"}, answer.body


@pytest.mark.parametrize("reference", [None, "LE-1007"])
def test_a_customer_that_there_is_and_one_that_there_is_not_are_answered_alike(
    stack: Stack, reference: str | None
) -> None:
    answers = []
    for name in ("ada", "nobody-of-that-name"):
        body = json.loads(_body(name, "not-the-password"))
        body["auth_metadata"]["reference_id"] = reference
        answers.append(_ask(stack, TARIFF_PLAN_TOKEN, json.dumps(body)))
    check_api_error(answers[0], 400, "invalid_credentials")
    assert _without_its_own(answers[0]) == _without_its_own(answers[1])


@pytest.mark.parametrize("body", [_body("ada", PASSWORD), _body("nobody", "x"), "{}", "not JSON", "[" * 100_000])
def test_without_the_token_every_question_has_the_same_answer(stack: Stack, body: str) -> None:
    answer = _ask(stack, "guess", body)
    check_api_error(answer, 401, "unauthorised")
    assert _without_its_own(answer) == _without_its_own(_ask(stack, TARIFF_PLAN_TOKEN[:-1] + "X", "{}"))


@pytest.mark.parametrize("body", ['{"a":' * 100_000, "[" * 500_000, '{"auth_metadata":{"data":{"a":' + "[" * 100_000])
def test_json_without_a_bottom_is_a_422(stack: Stack, body: str) -> None:
    check_api_error(_ask(stack, TARIFF_PLAN_TOKEN, body), 422, "invalid_request")


def test_senders_that_never_end_do_not_hold_up_customers(stack: Stack, token: str) -> None:
    """Three hundred at the responder's own socket, half within the parameters and half within the body."""
    begin = b"\1\1\0\1\0\x08\0\0\0\1\0\0\0\0\0\0"
    pair = b"\x0e\4REQUEST_METHODPOST\x0e\3CONTENT_LENGTH100"
    head = begin + b"\1\4\0\1" + len(pair).to_bytes(2) + b"\0\0" + pair
    body = head + b"\1\4\0\1\0\0\0\0" + b"\1\5\0\1\0\x05\0\0login"
    slow = []
    for number in range(300):
        sender = socket.socket(socket.AF_UNIX)
        sender.connect(str(stack.responder.socket))
        sender.sendall((head[: 20 + number % 30], body)[number % 2])
        slow.append(sender)
    start = time.monotonic()
    assert reach_consent(stack, stack.customer(), token).page.heading == text("consent.title")
    assert time.monotonic() - start < 5
    for sender in slow:
        sender.close()
