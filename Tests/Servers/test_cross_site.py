"""What other sites send is refused, and nothing of it reaches Connect."""

from urllib.parse import urlsplit

import pytest

from harness.checks import check_problem
from harness.customer import Manners
from harness.fixtures import Stacks
from harness.journey import reach_consent
from harness.sandbox import CODE, PASSWORD, email
from harness.stack import Layout, Stack

FOREIGN = {
    "cross-site": {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    "same-site": {"Sec-Fetch-Site": "same-site", "Origin": ""},
    "typed or bookmarked": {"Sec-Fetch-Site": "none", "Origin": ""},
    "cross-site that claims our origin": {"Sec-Fetch-Site": "cross-site"},
    "another origin": {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
    "another port": {"Sec-Fetch-Site": "", "Origin": "http://127.0.0.1:1"},
    "no origin": {"Sec-Fetch-Site": "", "Origin": "null"},
    "an origin that begins like ours": {"Sec-Fetch-Site": "", "Origin": "http://127.0.0.1.evil.example"},
    "a broken origin": {"Sec-Fetch-Site": "", "Origin": "http://["},
}
POSTS: dict[str, dict[str, str]] = {
    "/auth_metadata_capture": {"login": email("ada"), "password": PASSWORD},
    "/extra_auth_metadata_capture": {"account": "LE-1001", "otpCode": CODE},
    "/consent_capture": {"auth_metadata_id": "amd_000000000000000000000000"},
    "/action": {"route": "auth_metadata_capture", "action": "DISMISS_DIRECT"},
}


@pytest.mark.parametrize("has_cookie", [True, False], ids=["with cookie", "without"])
@pytest.mark.parametrize("sender", FOREIGN)
@pytest.mark.parametrize("route", POSTS)
def test_a_foreign_post_is_a_403_and_nothing_reaches_connect(
    stack: Stack, token: str, route: str, sender: str, has_cookie: bool
) -> None:
    customer = stack.customer()
    if has_cookie:
        reach_consent(stack, customer, token)
    before = stack.sandbox.routes(token)
    answer = customer.post(stack.path(route, token), POSTS[route], FOREIGN[sender])
    check_problem(answer, 403, "crossSite", stack, token)
    assert stack.sandbox.routes(token) == before


def test_a_foreign_post_leaves_the_session_as_it_is(stack: Stack, token: str) -> None:
    customer = stack.customer()
    page = reach_consent(stack, customer, token)
    customer.post(stack.path("/consent_capture", token), {}, FOREIGN["cross-site"])
    assert (customer.submit(page, "/consent_capture").location or "").startswith(stack.sandbox.url)


@pytest.mark.parametrize("route", POSTS)
def test_a_post_that_says_nothing_needs_the_session(stack: Stack, token: str, route: str) -> None:
    answer = stack.customer(Manners.CURL).post(stack.path(route, token), POSTS[route])
    check_problem(answer, 400, "sessionLost", stack, token)
    assert stack.sandbox.calls(token) == []


@pytest.mark.parametrize("mode", ["no-cors", "cors", "same-origin", "websocket"])
def test_a_start_that_is_no_navigation_starts_nothing(stack: Stack, token: str, mode: str) -> None:
    answer = stack.customer().request(
        "GET", stack.link(token), {"Sec-Fetch-Mode": mode, "Sec-Fetch-Site": "cross-site"}
    )
    assert (answer.status, answer.set_cookies) == (403, [])
    assert stack.sandbox.calls(token) == []


def test_the_app_may_send_the_customer_here(stack: Stack, token: str) -> None:
    answer = stack.customer().request("GET", stack.link(token), {"Sec-Fetch-Site": "cross-site"})
    assert answer.status == 200


@pytest.mark.parametrize(
    "layout",
    [Layout(mount="/connect/lunar", stock_parameters=True, public_url=True), Layout(stock_parameters=True)],
    ids=str,
)
def test_an_old_browser_is_let_in_with_nginxs_own_parameters_and_a_foreigner_is_not(
    stacks: Stacks, layout: Layout
) -> None:
    stack = stacks(layout)
    token = stack.sandbox.token()
    customer = stack.customer(Manners.OLD_BROWSER)
    page = customer.open(stack.link(token))
    form = {"login": email("ada"), "password": PASSWORD}
    foreign = customer.post(page.page.form("/auth_metadata_capture").action, form, {"Origin": "http://localhost"})
    assert foreign.status == 403
    assert customer.submit(page, "/auth_metadata_capture", form).status == 303


def test_with_a_public_url_the_origin_must_match_its_port(stacks: Stacks) -> None:
    stack = stacks(Layout(mount="/connect/lunar", stock_parameters=True, public_url=True))
    token = stack.sandbox.token()
    customer = stack.customer(Manners.OLD_BROWSER)
    page = customer.open(stack.link(token))
    host = urlsplit(stack.origin).hostname
    form = {"login": email("ada"), "password": PASSWORD}
    action = page.page.form("/auth_metadata_capture").action
    assert customer.post(action, form, {"Origin": f"http://{host}:1"}).status == 403
