"""nginx's limits on logins and on readings, as they are shipped."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from harness.backends import scaled_out
from harness.checks import check_api_error, check_problem
from harness.customer import Answer, Customer
from harness.fixtures import Stacks
from harness.sandbox import email
from harness.servers import TARIFF_PLAN_TOKEN
from harness.shipped import MOUNT
from harness.stack import Layout, Stack
from harness.texts import text

#: What deploy/nginx/limit-zones.conf and limits.conf let through at once.
TRIES = 6
READINGS = 101


@pytest.fixture(scope="module", params=["", MOUNT, "scale-out"], ids=["root", "sub-path", "scale-out"])
def limited(request: pytest.FixtureRequest, stacks: Stacks) -> Iterator[Stack]:
    if request.param != "scale-out":
        yield stacks(Layout(server="nginx", mount=request.param))
        return
    world = scaled_out(is_for_load=False)
    yield world
    world.stop()


def _guess(stack: Stack, customer: Customer, token: str, number: int) -> Answer:
    form = {"login": email(f"guess-{number}"), "password": "guessed"}
    return customer.post(stack.path("/auth_metadata_capture", token), form)


def test_whoever_guesses_passwords_is_stopped_and_told_how_long_to_wait(limited: Stack) -> None:
    token = limited.sandbox.token()
    customer = limited.customer()
    customer.open(limited.link(token))
    answers = [_guess(limited, customer, token, number) for number in range(TRIES + 2)]
    assert [answer.status for answer in answers] == [422] * TRIES + [429, 429]
    check_problem(answers[-1], 429, "rateLimited", limited, token)
    assert answers[-1].headers["Retry-After"] == "60"
    # The way on: the page can be opened, and another customer at the same address is not held up.
    assert customer.open(answers[-1].page.link(text("common.try_again"))).page.heading == text("login.title")
    other = limited.sandbox.token()
    customer.open(limited.link(other))
    assert _guess(limited, customer, other, 0).status == 422


def test_a_slash_at_the_end_is_no_way_around_the_limit(limited: Stack) -> None:
    token = limited.sandbox.token()
    path = limited.path("/auth_metadata_capture//", token)
    answers = [limited.customer().post(path, {"login": email("x"), "password": "y"}) for _ in range(TRIES + 1)]
    assert [answer.status == 429 for answer in answers] == [False] * TRIES + [True]


def test_other_spellings_of_the_token_are_no_way_around_the_limit(limited: Stack) -> None:
    token = limited.sandbox.token()
    decoys = [f"fp_cot=cot_decoy{number:08}&fp_cot={token}" for number in range(TRIES)]
    queries = [f"fp_cot={token[:-1]}%{ord(token[-1]):x}", f"fp%5Fcot={token}", f"fp_cot={token}&x", *decoys]
    answers = [limited.customer().post(limited.path("/auth_metadata_capture?" + query), {}) for query in queries]
    assert [answer.status for answer in answers[TRIES:]] == [429] * (len(queries) - TRIES)


def test_the_page_of_the_limit_is_in_the_customers_language(limited: Stack) -> None:
    token = limited.sandbox.token()
    customer = limited.customer()
    form = f"login=x&password=y&filler={'z' * 1000}"
    fields = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "de"}
    path = limited.path("/extra_auth_metadata_capture", token)
    answers = [customer.request("POST", path, fields, form) for _ in range(TRIES + 1)]
    assert (answers[-1].status, answers[-1].page.heading) == (429, "Bitte warten Sie ein paar Minuten")


def test_nothing_of_a_limited_login_is_in_nginxs_error_log(limited: Stack) -> None:
    token = limited.sandbox.token()
    customer = limited.customer()
    for number in range(TRIES + 1):
        _guess(limited, customer, token, number)
    logs = list(limited.folder.rglob("nginx-error.log"))
    assert logs and not any(token in log.read_text() for log in logs)


def test_readings_are_limited_with_an_error_object(limited: Stack) -> None:
    fields = {"Authorization": f"Bearer {TARIFF_PLAN_TOKEN}", "Content-Type": "application/json"}

    def read(path: str) -> Answer:
        return limited.customer().request("POST", limited.path(path), fields, "{}")

    # All at once, in each spelling: a slow machine earns some of them back, twenty a second.
    paths = ["/api/tariff_plan", "/api/tariff_plan/", "/api//tariff_plan//"] * READINGS
    with ThreadPoolExecutor(50) as pool:
        refused = [answer for answer in pool.map(read, paths) if answer.status == 429]
    assert refused
    check_api_error(refused[0], 429, "rate_limited")
    assert refused[0].headers["Retry-After"] == "60"


def test_pages_and_assets_are_not_limited(limited: Stack) -> None:
    customer = limited.customer()
    path = limited.path("/assets/style.css")
    assert {customer.request("GET", path).status for _ in range(2 * READINGS)} == {200}
