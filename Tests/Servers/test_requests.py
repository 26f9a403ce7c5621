"""Unknown paths, wrong methods, bodies that are too large or no forms."""

import pytest

from harness.checks import check_api_error, check_problem
from harness.customer import Answer, Customer
from harness.fixtures import Stacks
from harness.journey import sign_in
from harness.sandbox import PASSWORD, email
from harness.servers import TARIFF_PLAN_TOKEN
from harness.stack import Layout, Stack

FORM = "application/x-www-form-urlencoded"
FORM_LIMIT = 64 * 1024
JSON_LIMIT = 1024 * 1024
API = {"Authorization": f"Bearer {TARIFF_PLAN_TOKEN}", "Content-Type": "application/json"}
METHODS = {
    "/": "GET, HEAD",
    "/page": "GET, HEAD",
    "/assets/style.css": "GET, HEAD",
    "/action": "POST",
    "/auth_metadata_capture": "POST",
    "/extra_auth_metadata_capture": "POST",
    "/consent_capture": "POST",
}
WRONG = [
    (route, method)
    for route, allowed in METHODS.items()
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "BREW", "GET", "HEAD", "POST")
    if method not in allowed.split(", ")
]


# Paths


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/index.php",
        "/page/",
        "/page/more",
        "/PAGE",
        "/api",
        "/api/tariff_plans",
        "/assets",
        "/assets/",
        "/assets/nothing.css",
        "/assets/..%2fpages%2ferror.mustache",
        "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/assets/accent/zzzzzz.css",
        "/%00",
        "/%ff%fe",
        "/<script>alert(1)<%2fscript>",
        "/a%0d%0aSet-Cookie:%20a=b",
    ],
)
def test_an_unknown_path_is_a_404_page(stack: Stack, path: str) -> None:
    answer = stack.customer().open(path.replace(" ", "%20"))
    if path == "/page/":
        # Slashes at the end or doubled make no other page.
        assert answer.status == 400
        return
    if answer.status == 400 and "nginx" in answer.text:
        return  # nginx refuses a NUL in the path itself.
    check_problem(answer, 404, "notFound", stack, None)
    assert "alert(1)" not in answer.text


def test_an_unknown_path_below_a_mount_is_a_404_page(stacks: Stacks) -> None:
    stack = stacks(Layout(mount="/connect/lunar"))
    check_problem(stack.customer().open("/connect/lunar/nothing"), 404, "notFound", stack, None)


def test_a_404_keeps_the_token_for_whoever_asks_for_help(stack: Stack, token: str) -> None:
    check_problem(stack.customer().open(f"/nothing?fp_cot={token}"), 404, "notFound", stack, token, retry=False)


# Methods


@pytest.mark.parametrize(("route", "method"), WRONG)
def test_a_wrong_method_is_a_405_that_names_the_right_ones(stack: Stack, token: str, route: str, method: str) -> None:
    answer = stack.customer().request(method, f"{route}?fp_cot={token}")
    assert (answer.status, answer.headers["Allow"]) == (405, METHODS[route])
    if method != "HEAD":
        check_problem(answer, 405, "methodNotAllowed", stack, token)
    assert stack.sandbox.calls(token) == []


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_wrong_method_of_the_api_is_a_405_object(stack: Stack, method: str) -> None:
    answer = stack.customer().request(method, "/api/tariff_plan")
    check_api_error(answer, 405, "invalid_request")
    assert answer.headers["Allow"] == "POST"


# Sizes


def _login(stack: Stack, customer: Customer, token: str, body: str | bytes, content_type: str = FORM) -> Answer:
    customer.open(stack.link(token))
    return customer.request("POST", stack.path("/auth_metadata_capture", token), {"Content-Type": content_type}, body)


def test_a_form_beyond_64_kb_is_a_413_page(stack: Stack, token: str) -> None:
    answer = _login(stack, stack.customer(), token, b"login=" + b"a" * FORM_LIMIT)
    check_problem(answer, 413, "tooLarge", stack, token)


def test_a_form_of_64_kb_is_read(stack: Stack, token: str) -> None:
    body = b"login=nobody%40lunar.example&password=x&filler="
    assert _login(stack, stack.customer(), token, body + b"x" * (FORM_LIMIT - len(body))).status == 422


def test_a_password_of_64_kb_is_a_413_page(stack: Stack, token: str) -> None:
    body = b"login=nobody%40lunar.example&password="
    answer = _login(stack, stack.customer(), token, body + b"x" * (FORM_LIMIT - len(body)))
    check_problem(answer, 413, "tooLarge", stack, token)


def test_json_of_1_mb_is_read(stack: Stack) -> None:
    body = b'{"auth_metadata":"' + b"x" * (JSON_LIMIT - 20) + b'"}'
    assert len(body) == JSON_LIMIT
    answer = stack.customer().request("POST", "/api/tariff_plan", API, body)
    check_api_error(answer, 422, "invalid_request")


def test_json_beyond_1_mb_is_a_413_object(stack: Stack) -> None:
    answer = stack.customer().request("POST", "/api/tariff_plan", API, b" " * (JSON_LIMIT + 1))
    check_api_error(answer, 413, "payload_too_large")


# Bodies


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
def test_a_body_that_is_no_form_is_a_400_page_and_reaches_nobody(stack: Stack, token: str, content_type: str) -> None:
    answer = _login(stack, stack.customer(), token, f"login=ada%40lunar.example&password={PASSWORD}", content_type)
    check_problem(answer, 400, "unreadable", stack, token)
    assert stack.sandbox.routes(token) == ["start_tariff_integration"]


@pytest.mark.parametrize(
    "body",
    [b"\x00\x01\x02", b"login=%00&password=x", b"login=%ff%fe&password=x", b"&".join(b"a%d=1" % n for n in range(100))],
    ids=["binary", "NUL", "no UTF-8", "a hundred fields"],
)
def test_a_form_that_cannot_be_read_is_a_400_page(stack: Stack, token: str, body: bytes) -> None:
    check_problem(_login(stack, stack.customer(), token, body), 400, "unreadable", stack, token)
    assert stack.sandbox.routes(token) == ["start_tariff_integration"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "login=",
        "login=ada%40lunar.example",
        f"password={PASSWORD}",
        "login=&password=",
        f"login=a&login=b&password={PASSWORD}",
        "%%%",
        "=&=&=",
        "login",
    ],
)
def test_a_login_with_a_field_missing_is_refused_before_it_reaches_anybody(stack: Stack, token: str, body: str) -> None:
    assert _login(stack, stack.customer(), token, body).status in (400, 422)
    assert stack.sandbox.routes(token) == ["start_tariff_integration"]


def test_fields_that_the_form_never_had_are_not_forwarded(stack: Stack, token: str) -> None:
    customer = stack.customer()
    page = customer.open(stack.link(token))
    customer.submit(
        page,
        "/auth_metadata_capture",
        {
            "login": email("ada"),
            "password": PASSWORD,
            "admin": "1",
            "access_token": "x",
            "contract_id": "LE-9999",
            "direction": "EXPORT",
            "connect_token": "cot_000000000000000000000000",
        },
    )
    data = stack.sandbox.bodies(token)[1]["data"]
    assert set(data) == {"login", "password", "access_token", "contract_id"}  # type: ignore[call-overload]
    assert data["contract_id"] == "LE-1001"  # type: ignore[index]
    assert data["access_token"].startswith("v1.")  # type: ignore[index]


def test_the_consent_that_is_given_is_the_sessions_own(stack: Stack, token: str) -> None:
    customer = stack.customer()
    page = customer.follow(sign_in(stack, customer, token))
    answer = customer.submit(page, "/consent_capture", {"auth_metadata_id": "amd_000000000000000000000000"})
    assert (answer.location or "").startswith(stack.sandbox.url + "/app/return")


def test_what_a_customer_types_reaches_flatpeak_character_for_character(stack: Stack) -> None:
    typed = " pä$$ wörd+%&=;\"'\\<>\t€🔑 "
    token = stack.sandbox.token()
    customer = stack.customer()
    page = customer.open(stack.link(token))
    customer.submit(page, "/auth_metadata_capture", {"login": "ADA@Lunar.Example", "password": PASSWORD})
    assert stack.sandbox.bodies(token)[1]["data"]["login"] == "ADA@Lunar.Example"  # type: ignore[index]
    answer = customer.submit(page, "/auth_metadata_capture", {"login": email("typed"), "password": typed})
    # The session has moved on; nothing of this form goes anywhere.
    assert answer.location == stack.path("/page", token)


def test_a_chunked_form_is_read(stack: Stack, token: str) -> None:
    customer = stack.customer()
    customer.open(stack.link(token))
    body = f"login=ada%40lunar.example&password={PASSWORD}".encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    answer = customer.request(
        "POST",
        stack.path("/auth_metadata_capture", token),
        {"Content-Type": FORM, "Transfer-Encoding": "chunked"},
        chunked,
    )
    assert answer.status == 303


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"action": "DISMISS_DIRECT"},
        {"route": "consent_capture"},
        {"action": "DROP", "route": "consent_capture"},
        {"action": "DISMISS_DIRECT", "route": "session_restore"},
        {"action": "DISMISS_DIRECT", "route": "<script>"},
    ],
    ids=str,
)
def test_an_action_that_no_page_offers_is_a_400_and_reaches_nobody(
    stack: Stack, token: str, action: dict[str, str]
) -> None:
    customer = stack.customer()
    customer.open(stack.link(token))
    answer = customer.post(stack.path("/action", token), action)
    check_problem(answer, 400, "unreadable", stack, token)
    assert stack.sandbox.routes(token) == ["start_tariff_integration"]
