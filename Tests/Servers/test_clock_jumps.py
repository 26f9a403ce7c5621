"""The machine's clock is put forward or back while customers are on their way."""

from collections.abc import Iterator
from threading import Thread

import pytest

from harness.checks import check_problem
from harness.clock import Clock
from harness.customer import Answer, Customer
from harness.journey import reach_consent, sign_in
from harness.servers import Responder, responder_environment
from harness.stack import Stack
from harness.texts import text

_MINUTE, _DAY = 60, 86_400


@pytest.fixture(scope="module")
def clock(stack: Stack) -> Clock:
    return Clock(stack.folder)


@pytest.fixture(scope="module")
def origin(stack: Stack, clock: Clock) -> str:
    environment = {**responder_environment(**stack.sandbox.environment), **clock.environment}
    return stack.add(Responder(stack.folder, environment, "jumping"))


@pytest.fixture
def customer(stack: Stack, clock: Clock, origin: str) -> Iterator[Customer]:
    customer = stack.customer()
    customer.origin = origin
    yield customer
    clock.jump(0)


@pytest.mark.parametrize("jump", [20 * _MINUTE, -_MINUTE])
def test_over_a_small_jump_the_session_goes_on(
    stack: Stack, clock: Clock, customer: Customer, token: str, jump: int
) -> None:
    page = reach_consent(stack, customer, token)
    clock.jump(jump)
    assert customer.submit(page, "/consent_capture").status == 303


@pytest.mark.parametrize("jump", [_DAY, -_DAY])
def test_over_a_day_the_session_ends_with_a_page_and_a_new_one_can_be_begun(
    stack: Stack, clock: Clock, customer: Customer, token: str, jump: int
) -> None:
    page = reach_consent(stack, customer, token)
    clock.jump(jump)
    answer = customer.submit(page, "/consent_capture")
    check_problem(answer, 400, "sessionLost", stack, token)
    assert reach_consent(stack, customer, token).page.heading == text("consent.title")


def test_a_login_in_flight_is_answered_over_jumps(stack: Stack, clock: Clock, customer: Customer, token: str) -> None:
    """Deadlines go by a clock that nobody sets."""
    answers: list[Answer] = []
    login = Thread(target=lambda: answers.append(sign_in(stack, customer, token, "slow")))
    login.start()
    login.join(0.5)
    for jump in (_DAY, -_DAY, 0):
        assert login.is_alive()
        clock.jump(jump)
        login.join(0.3)
    login.join()
    assert answers[0].status == 303


def test_the_clock_of_these_tests_is_the_responders(stack: Stack, clock: Clock, customer: Customer) -> None:
    """That the jumps arrive."""
    clock.jump(400 * _DAY)
    answer = customer.open(stack.link(stack.sandbox.token()))
    assert answer.status == 200
    clock.jump(0)
    token = answer.url.rpartition("=")[2]
    check_problem(customer.open(stack.path("/page", token)), 400, "sessionLost", stack, token)
