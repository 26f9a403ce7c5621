"""nginx, Apache (three ways), lighttpd and shared hosting, with the files of deploy/ as they are shipped."""

from urllib.parse import urlsplit

import pytest
from test_journey import (  # noqa: F401
    test_a_forged_host_changes_nothing,
    test_connect_received_exactly_the_bodies_of_the_protocol,
    test_consent_leads_back_to_the_app,
    test_every_address_of_ours_on_the_pages_exists,
    test_every_address_on_every_page_is_root_relative_below_the_mount,
    test_every_step_answers_with_its_status,
    test_flatpeak_reads_the_tariff_afterwards,
    test_no_page_is_kept_by_a_cache,
    test_pages_carry_the_security_headers,
    test_the_app_shows_the_tariff,
    test_the_login_leads_to_the_page_route_below_the_mount,
    test_the_session_ends_with_the_return_to_the_app,
    test_what_the_pages_load_may_be_kept_for_a_year,
)

from harness.checks import check_api_error, check_problem
from harness.customer import Answer, Customer
from harness.journey import Journey, reach_consent, travel
from harness.sandbox import PASSWORD
from harness.servers import TARIFF_PLAN_TOKEN
from harness.stack import Stack
from harness.texts import text
from harness.waiting import until

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
API = {"Authorization": f"Bearer {TARIFF_PLAN_TOKEN}", "Content-Type": "application/json"}
#: Those with mod_fcgid's own limit of 128 KB, which .htaccess cannot raise.
FCGID_OF_A_HOST = ("shared-hosting", "shared-hosting-fcgid")
LOGIN = f"login=ada%40lunar.example&password={PASSWORD}".encode()


@pytest.fixture(scope="module")
def journey(shipped: Stack) -> Journey:
    return travel(shipped)


@pytest.fixture
def visit(shipped: Stack) -> tuple[Customer, str]:
    """A customer on the login page, and the token."""
    token = shipped.sandbox.token()
    customer = shipped.customer()
    assert customer.open(shipped.link(token)).page.heading == text("login.title")
    return customer, token


def _get(stack: Stack, path: str, headers: dict[str, str] | None = None) -> Answer:
    return stack.customer().request("GET", stack.origin + path, headers)


# What has to arrive at the responder


def test_the_bearer_token_arrives(shipped: Stack) -> None:
    read = {**API, "Authorization": "Bearer another-token"}
    check_api_error(
        shipped.customer().request("POST", shipped.path("/api/tariff_plan"), API, "{}"), 422, "invalid_request"
    )
    check_api_error(
        shipped.customer().request("POST", shipped.path("/api/tariff_plan"), read, "{}"), 401, "unauthorised"
    )


def test_a_chunked_body_without_a_length_arrives(shipped: Stack, visit: tuple[Customer, str]) -> None:
    customer, token = visit
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (LOGIN[:7], LOGIN[7:], b""))
    fields = {**FORM, "Transfer-Encoding": "chunked"}
    assert customer.request("POST", shipped.path("/auth_metadata_capture", token), fields, chunks).status == 303


def test_a_post_without_a_body_is_a_form_without_fields(shipped: Stack, visit: tuple[Customer, str]) -> None:
    customer, token = visit
    check_problem(customer.post(shipped.path("/action", token), {}), 400, "unreadable", shipped, token)


@pytest.mark.parametrize("fields", [1, 2])
def test_two_sessions_of_one_browser_arrive(shipped: Stack, fields: int) -> None:
    """Servers join fields of one name: nginx with a semicolon, Apache with a comma."""
    one, other = shipped.sandbox.token(), shipped.sandbox.token()
    customer = shipped.customer()
    reach_consent(shipped, customer, one)
    customer.open(shipped.link(other))
    cookies = [f"{name}={value}" for name, (value, _) in customer.cookies.items()]
    assert len(cookies) == 2
    customer.cookies = {}
    sent = {"Cookie": "; ".join(cookies)} if fields == 1 else dict(zip(("Cookie", "cookie"), cookies, strict=True))
    titles = [customer.request("GET", shipped.path("/page", token), sent).page.heading for token in (one, other)]
    assert titles == [text("consent.title"), text("login.title")]


def test_bytes_that_are_no_utf_8_arrive(shipped: Stack, visit: tuple[Customer, str]) -> None:
    customer, token = visit
    fields = {"Accept-Language": b"\xff\xfe, en", "X-Odd": b"\xc3"}
    assert customer.request("GET", shipped.path("/page", token), fields).status == 200  # type: ignore[arg-type]


def test_a_query_without_an_equals_sign_is_no_argument(shipped: Stack) -> None:
    check_problem(_get(shipped, shipped.mount + "/?--help"), 400, "missingToken", shipped, None)


def test_a_head_request_has_the_head_of_the_page_alone(shipped: Stack) -> None:
    answer = shipped.customer().request("HEAD", shipped.link(shipped.sandbox.token()))
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_connections_of_customers_are_kept(shipped: Stack) -> None:
    connection = Customer.connection(urlsplit(shipped.origin))
    try:
        for path in ("/assets/style.css", "/nothing", "/assets/page.js"):
            connection.request("GET", shipped.path(path))
            own = connection.sock
            answer = connection.getresponse()
            answer.read()
            assert connection.sock is own, path
    finally:
        connection.close()


# Where it is mounted


@pytest.mark.parametrize("path", ["//page", "/%70age", "/assets/../page", "/assets/%2e%2e/page"])
def test_other_spellings_of_a_path_are_the_same_page(shipped: Stack, visit: tuple[Customer, str], path: str) -> None:
    customer, token = visit
    answer = customer.request("GET", f"{shipped.url}{path}?fp_cot={token}")
    assert answer.page.heading == text("login.title")


def test_the_mount_without_its_slash_is_the_first_page(shipped: Stack) -> None:
    token = shipped.sandbox.token()
    answer = shipped.customer().open(f"{shipped.origin}{shipped.mount}?fp_cot={token}")
    assert answer.page.heading == text("login.title")


def test_a_path_that_begins_like_the_mount_is_not_ours(shipped: Stack) -> None:
    if shipped.mount:
        answer = _get(shipped, f"{shipped.mount}tic/")
        assert "rb_" not in str(answer.headers)
        assert text("problem.notFound.title") not in answer.text


@pytest.mark.parametrize(
    "path", ["/a%2fb", "/assets%2fstyle.css", "/a%00b", "/a%0d%0aSet-Cookie:%20a=b", "/%ff%fe", "/a%3fb"]
)
def test_what_is_encoded_in_a_path_makes_no_other_route(shipped: Stack, path: str) -> None:
    answer = _get(shipped, shipped.mount + path)
    assert answer.status in (400, 403, 404) or path == "/assets%2fstyle.css"
    assert answer.headers["Set-Cookie"] is None


# What a customer may not decide


def test_a_customer_cannot_say_that_it_is_https(shipped: Stack) -> None:
    if shipped.origin.startswith("https"):
        return
    forged = {"X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "on", "Forwarded": "proto=https", "Https": "on"}
    (cookie,) = _get(shipped, shipped.link(shipped.sandbox.token()), forged).set_cookies
    assert "Secure" not in cookie


def test_a_customer_cannot_name_a_proxy(shipped: Stack) -> None:
    answer = _get(shipped, shipped.link(shipped.sandbox.token()), {"Proxy": "http://127.0.0.1:1"})
    assert answer.page.heading == text("login.title")


def test_a_customer_cannot_say_that_the_limit_is_reached(shipped: Stack) -> None:
    answer = _get(shipped, shipped.link(shipped.sandbox.token()), {"Rate-Limited": "60", "Rate_Limited": "60"})
    assert answer.status == 200


def test_trace_repeats_nothing(shipped: Stack) -> None:
    if not shipped.layout.server.startswith("shared-hosting"):  # There it is the host's to say.
        answer = shipped.customer().request("TRACE", shipped.path("/"), {"Cookie": "a=secret"})
        assert answer.status == 405
        assert "secret" not in answer.text


# Bad requests get our answers


def test_an_unknown_path_is_our_404(shipped: Stack) -> None:
    check_problem(_get(shipped, shipped.path("/nothing")), 404, "notFound", shipped, None)


def test_a_wrong_method_is_our_405(shipped: Stack) -> None:
    token = shipped.sandbox.token()
    answer = shipped.customer().request("PUT", shipped.path("/page", token), FORM, "a=b")
    check_problem(answer, 405, "methodNotAllowed", shipped, token)
    assert answer.headers["Allow"] == "GET, HEAD"


def test_a_form_beyond_64_kb_is_our_413(shipped: Stack, visit: tuple[Customer, str]) -> None:
    customer, token = visit
    body = b"login=" + b"a" * 65_536
    answer = customer.request("POST", shipped.path("/auth_metadata_capture", token), FORM, body)
    check_problem(answer, 413, "tooLarge", shipped, token)


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 3 * 1024 * 1024], ids=["a byte", "two megabytes"])
def test_json_that_is_too_large_is_a_413(shipped: Stack, size: int) -> None:
    answer = shipped.customer().request("POST", shipped.path("/api/tariff_plan"), API, b" " * size)
    assert answer.status == (500 if shipped.layout.server in FCGID_OF_A_HOST else 413)


def test_json_of_a_megabyte_is_read(shipped: Stack) -> None:
    if shipped.layout.server in FCGID_OF_A_HOST:
        return
    body = b'{"auth_metadata":"' + b"x" * (1024 * 1024 - 20) + b'"}'
    answer = shipped.customer().request("POST", shipped.path("/api/tariff_plan"), API, body)
    check_api_error(answer, 422, "invalid_request")


def test_a_head_beyond_32_kb_is_our_431(shipped: Stack) -> None:
    answer = _get(shipped, shipped.path("/page"), {f"X-{n}": "x" * 7_000 for n in range(5)})
    check_problem(answer, 431, "tooLarge", shipped, None)


def test_a_field_is_refused_or_arrives_whole(shipped: Stack, visit: tuple[Customer, str]) -> None:
    """mod_proxy_fcgi drops what is longer than 16 KB: the session's cookie would be gone."""
    customer, token = visit
    customer.cookies["padding"] = ("x" * 20_000, "/")
    answer = customer.request("GET", shipped.path("/page", token))
    assert answer.status == 400 or answer.page.heading == text("login.title")


# Logs


def test_the_access_log_has_the_path_and_not_the_query(shipped: Stack) -> None:
    token = shipped.sandbox.token()
    _get(shipped, shipped.path("/page", token), {"Referer": shipped.url + shipped.link(token)})
    log = shipped.server.logs[0]
    until(lambda: shipped.path("/page") in log.read_text(), "the line is in the log")
    assert token not in log.read_text()


def test_an_error_log_has_no_token(shipped: Stack) -> None:
    token = shipped.sandbox.token()
    fields = {**FORM, "Referer": shipped.url + f"/?fp_cot={token}", "X-Long": "x" * 60_000}
    shipped.customer().request("POST", shipped.path("/auth_metadata_capture", token), fields, b"x" * 3_000_000)
    assert [log.name for log in shipped.server.logs if token in log.read_text(errors="replace")] == []
