"""Every page, at every mount: no address leads away from it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.customer import Answer, Customer
from harness.fixtures import Stacks
from harness.journey import reach_consent, sign_in
from harness.ledger import LEDGER
from harness.sandbox import PASSWORD, email
from harness.stack import Layout, Stack
from harness.texts import text

LAYOUTS = [
    Layout(),
    Layout(mount="/connect/lunar"),
    Layout(stock_parameters=True),
    Layout(mount="/connect/lunar", stock_parameters=True, public_url=True),
]


def _after(name: str) -> Callable[[Stack, Customer, str], Answer]:
    return lambda stack, customer, token: reach_consent(stack, customer, token, name)


def _connect_down(stack: Stack, customer: Customer, token: str) -> Answer:
    stack.sandbox.fault("down", token)
    return customer.open(stack.link(token))


def _session_lost(stack: Stack, customer: Customer, token: str) -> Answer:
    page = customer.open(stack.link(token))
    customer.cookies = {}
    return customer.submit(page, "/auth_metadata_capture", {"login": email("ada"), "password": PASSWORD})


PAGES: dict[str, Callable[[Stack, Customer, str], Answer]] = {
    "login": lambda stack, customer, token: customer.open(stack.link(token)),
    "failed login": lambda stack, customer, token: sign_in(stack, customer, token, "nobody-at-mounts"),
    "code": _after("code"),
    "homes": _after("homes"),
    "no tariffs": _after("none"),
    "consent": _after("ada"),
    "provider down": _after("down"),
    "Connect down": _connect_down,
    "session lost": _session_lost,
    "no token": lambda stack, customer, _: customer.open(stack.path("/")),
    "not found": lambda stack, customer, token: customer.open(stack.path("/nothing", token)),
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_every_address_on_a_page_is_below_the_mount(stacks: Stacks, layout: Layout, page: str) -> None:
    stack = stacks(layout)
    answer = PAGES[page](stack, stack.customer(), stack.sandbox.token())
    ours = [a for a in answer.page.addresses if not a.startswith((stack.sandbox.url + "/", "data:"))]
    assert ours
    assert [a for a in ours if not a.startswith(stack.mount + "/") or a.startswith("//")] == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_every_redirect_on_the_way_to_a_page_is_below_the_mount(stacks: Stacks, layout: Layout, page: str) -> None:
    stack = stacks(layout)
    customer = stack.customer()
    PAGES[page](stack, customer, stack.sandbox.token())
    locations = [answer.location for answer in customer.history if answer.location]
    assert [location for location in locations if not location.startswith(stack.mount + "/")] == []


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_doubled_slashes_never_make_a_host_of_a_path(stacks: Stacks, layout: Layout) -> None:
    stack = stacks(layout)
    answer = stack.customer().request("GET", f"{stack.origin}//evil.example/%2e%2e{stack.path('/page')}")
    assert "evil" not in (answer.location or "")
    assert "//evil" not in answer.text


@pytest.mark.parametrize("layout", [LAYOUTS[0], LAYOUTS[1]], ids=str)
def test_the_commands_of_curl_go_through_the_journey(stacks: Stacks, layout: Layout, tmp_path: Path) -> None:
    stack = stacks(layout)
    token = stack.sandbox.token()
    jar = tmp_path / "cookies"

    def curl(route: str, *arguments: str) -> str:
        command: list[str | Path] = [
            "curl",
            "-sS",
            "-b",
            jar,
            "-c",
            jar,
            "-w",
            "%{http_code}",
            "-o",
            tmp_path / "body",
            *arguments,
        ]
        url = stack.origin + stack.path(route, token)
        return subprocess.run([*command, url], capture_output=True, text=True, check=True, timeout=60).stdout

    login = ["--data-urlencode", f"login={email('ada')}", "--data-urlencode", f"password={PASSWORD}"]
    assert curl("/") == "200"
    assert curl("/auth_metadata_capture", *login) == "303"
    assert curl("/page") == "200"
    assert curl("/consent_capture", "-d", "") == "303"
    assert stack.sandbox.routes(token) == ["start_tariff_integration", "auth_metadata_capture", "consent_capture"]
    LEDGER.keep("a form's password", PASSWORD)


def test_the_page_route_without_a_session_leads_to_the_start_below_the_mount(stacks: Stacks) -> None:
    stack = stacks(LAYOUTS[3])
    token = stack.sandbox.token()
    assert stack.customer().request("GET", stack.path("/page", token)).location == stack.link(token)
    assert stack.customer().open(stack.path("/page", token)).page.heading == text("login.title")
