"""Session cookies that are tampered with, expired, foreign, swapped, too many."""

from collections.abc import Callable

import pytest

from harness.checks import check_problem
from harness.clock import ahead
from harness.customer import Customer, Manners
from harness.journey import reach_consent, sign_in
from harness.sandbox import PASSWORD, email
from harness.servers import APP_SECRET, Responder, responder_environment
from harness.stack import Stack
from harness.texts import text

OTHER_SECRET = "another-secret-9876543210-zyxwvutsrq"


def _flip(text: str, place: int) -> str:
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]


TAMPERED: dict[str, Callable[[str], str]] = {
    "a changed byte": lambda value: _flip(value, 40),
    "a changed key id": lambda value: "v1.00000000." + value.split(".")[2],
    "a changed version": lambda value: "v2" + value[2:],
    "a cut": lambda value: value[:-10],
    "an addition": lambda value: value + "AAAA",
    "nothing": lambda _: "",
    "no sealed text": lambda _: "hello",
    "two kilobytes of noise": lambda _: "v1." + "x" * 2000,
    "quotes and percent": lambda _: '"%00%ff"',
}


def _tamper(customer: Customer, change: Callable[[str], str]) -> None:
    customer.cookies = {name: (change(value), path) for name, (value, path) in customer.cookies.items()}


@pytest.mark.parametrize("change", TAMPERED)
def test_a_tampered_cookie_is_a_page_that_offers_to_start_again(stack: Stack, token: str, change: str) -> None:
    customer = stack.customer()
    reach_consent(stack, customer, token)
    _tamper(customer, TAMPERED[change])
    answer = customer.request("GET", stack.path("/page", token))
    check_problem(answer, 400, "sessionLost", stack, token)
    assert customer.cookies == {}
    assert customer.open(answer.page.link(text("common.try_again"))).page.heading == text("login.title")


@pytest.mark.parametrize("route", ["/auth_metadata_capture", "/extra_auth_metadata_capture", "/consent_capture"])
def test_a_post_with_a_tampered_cookie_reaches_nobody(stack: Stack, token: str, route: str) -> None:
    customer = stack.customer()
    reach_consent(stack, customer, token)
    before = stack.sandbox.routes(token)
    _tamper(customer, TAMPERED["a changed byte"])
    answer = customer.post(stack.path(route, token), {"login": email("ada"), "password": PASSWORD})
    check_problem(answer, 400, "sessionLost", stack, token)
    assert stack.sandbox.routes(token) == before


def test_a_tampered_cookie_does_not_vouch_for_a_post_that_says_nothing(stack: Stack, token: str) -> None:
    customer = stack.customer(Manners.CURL)
    page = customer.open(stack.link(token))
    _tamper(customer, TAMPERED["a changed byte"])
    check_problem(customer.submit(page, "/action"), 400, "sessionLost", stack, token)


def test_a_cookie_of_another_secret_is_a_page_that_offers_to_start_again(stack: Stack, token: str) -> None:
    customer = stack.customer()
    reach_consent(stack, customer, token)
    environment = responder_environment(**{**stack.sandbox.environment, "APP_SECRET": OTHER_SECRET})
    origin = stack.add(Responder(stack.folder, environment, "other-secret"))
    answer = _elsewhere(stack, customer, origin).request("GET", stack.path("/page", token))
    check_problem(answer, 400, "sessionLost", stack, token)


def test_a_cookie_of_a_previous_secret_goes_on(stack: Stack, token: str) -> None:
    customer = stack.customer()
    reach_consent(stack, customer, token)
    settings = {"APP_SECRET": OTHER_SECRET, "APP_SECRET_PREVIOUS": APP_SECRET}
    environment = responder_environment(**{**stack.sandbox.environment, **settings})
    elsewhere = _elsewhere(stack, customer, stack.add(Responder(stack.folder, environment, "next-secret")))
    page = elsewhere.open(stack.path("/page", token))
    assert page.page.heading == text("consent.title")
    assert elsewhere.submit(page, "/consent_capture").status == 303


@pytest.mark.parametrize(
    ("minutes", "lives"),
    [(29, True), (31, False), (-1, True), (-3, False)],
    ids=["29 minutes idle", "31 minutes idle", "a clock a minute behind", "a clock three minutes behind"],
)
def test_a_session_lives_for_half_an_hour(stack: Stack, token: str, minutes: int, lives: bool) -> None:
    customer = stack.customer()
    reach_consent(stack, customer, token)
    clock = ahead(60 * minutes, stack.folder)
    environment = {**responder_environment(**stack.sandbox.environment), **clock}
    origin = stack.add(Responder(stack.folder, environment, f"clock-{minutes}"))
    answer = _elsewhere(stack, customer, origin).request("GET", stack.path("/page", token))
    if lives:
        assert answer.page.heading == text("consent.title")
    else:
        check_problem(answer, 400, "sessionLost", stack, token)


def _elsewhere(stack: Stack, customer: Customer, origin: str) -> Customer:
    """The same customer at another responder."""
    other = stack.customer()
    other.origin = origin
    other.cookies = dict(customer.cookies)
    return other


def test_a_cookie_cannot_be_moved_to_another_token(stack: Stack) -> None:
    mine, other = stack.sandbox.token(), stack.sandbox.token()
    customer = stack.customer()
    reach_consent(stack, customer, mine)
    (sealed,) = customer.cookies.values()
    customer.open(stack.link(other))
    (name,) = [name for name, cookie in customer.cookies.items() if cookie != sealed]
    customer.cookies = {name: sealed}
    check_problem(customer.request("GET", stack.path("/page", other)), 400, "sessionLost", stack, other)


def test_without_a_cookie_the_page_route_starts_anew(stack: Stack, token: str) -> None:
    answer = stack.customer().request("GET", stack.path("/page", token))
    assert (answer.status, answer.location) == (303, stack.link(token))


def test_a_browser_without_cookies_is_told_instead_of_sent_in_circles(stack: Stack, token: str) -> None:
    customer = stack.customer()
    page = customer.open(stack.link(token))
    customer.cookies = {}
    answer = customer.submit(page, "/auth_metadata_capture", {"login": email("ada"), "password": PASSWORD})
    check_problem(answer, 400, "cookiesBlocked", stack, token)
    assert stack.sandbox.routes(token) == ["start_tariff_integration"]


def test_two_tabs_are_two_sessions(stack: Stack) -> None:
    one, other = stack.sandbox.token(), stack.sandbox.token()
    customer = stack.customer()
    first = customer.open(stack.link(one))
    second = reach_consent(stack, customer, other, "flat")
    login = customer.submit(first, "/auth_metadata_capture", {"login": email("ada"), "password": PASSWORD})
    for page in (customer.follow(login), second):
        assert customer.follow(customer.submit(page, "/consent_capture")).page.main["data-outcome"] == "connected"
    names = [stack.sandbox.read(token)["tariff"]["display_name"] for token in (one, other)]  # type: ignore[index]
    assert names == ["Lunar Night Owl", "Lunar Simple"]


def test_a_browser_holds_five_sessions_and_the_oldest_goes(stack: Stack) -> None:
    customer = stack.customer()
    tokens = [stack.sandbox.token() for _ in range(7)]
    for token in tokens:
        customer.open(stack.link(token))
    assert len(customer.cookies) == 5
    assert customer.open(stack.path("/page", tokens[-1])).page.heading == text("login.title")


def test_cookies_of_others_are_left_alone(stack: Stack, token: str) -> None:
    customer = stack.customer()
    customer.cookies = {f"other{n}": ("x" * 100, "/") for n in range(30)}
    customer.cookies['odd"'] = ('"a=b"', "/")
    customer.follow(sign_in(stack, customer, token))
    assert len(customer.cookies) == 32


def test_on_https_the_cookie_is_secure_and_bound_to_the_host(stack: Stack, token: str) -> None:
    settings = {**stack.sandbox.environment, "PUBLIC_URL": "https://connect.example"}
    origin = stack.add(Responder(stack.folder, responder_environment(**settings), "https"))
    (field,) = stack.customer().open(origin + stack.link(token)).set_cookies
    assert field.startswith("__Host-rb_")
    assert field.endswith("; Path=/; Max-Age=7200; HttpOnly; SameSite=Lax; Secure")


def test_on_https_below_a_mount_the_cookie_is_secure(stack: Stack, token: str) -> None:
    settings = {**stack.sandbox.environment, "PUBLIC_URL": "https://connect.example/connect/lunar"}
    responder = Responder(stack.folder, responder_environment(**settings), "https-mount")
    origin = stack.add(responder, mount="/connect/lunar")
    (field,) = stack.customer().open(f"{origin}/connect/lunar{stack.link(token)}").set_cookies
    assert field.startswith("__Secure-rb_")
    assert "; Path=/connect/lunar; " in field
