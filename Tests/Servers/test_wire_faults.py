"""What comes of answers that are late, cut off or no HTTP: Connect's, the provider's, and in `/api/tariff_plan`."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from harness.checks import check_api_error, check_problem
from harness.customer import Answer
from harness.fault_proxy import Call, Fault, FaultProxy
from harness.faulty import Faulty, faulty
from harness.journey import sign_in
from harness.sandbox import PASSWORD, email
from harness.stack import Stack
from harness.texts import text
from harness.wire_faults import BROKEN, ENDLESS, LAWFUL, SMUGGLED, TWO_ANSWERS, cut, in_turn, reset, stall

#: What arrives as an answer and is none that the provider gives: 502 rather than 503.
UNUSABLE = {"a length that is too short", "compressed unasked", "switching protocols"} | {
    name for name in BROKEN if "gigabyte" in name
}
#: Every byte of a head is among them, and of a body every fortieth.
PLACES = [*range(300), *range(300, 600, 40)]


@pytest.fixture(scope="module")
def world(stack: Stack) -> Iterator[Faulty]:
    with faulty(stack) as world:
        yield world


@dataclass
class Way:
    """How a fault is met: who is called, by which request, and the answer that a failure has."""

    proxy: FaultProxy
    ask: Callable[[], Answer]
    check: Callable[[Answer, str], object]

    def all_at_once(self, faults: list[Fault]) -> list[Answer]:
        """A request for each fault."""
        with self.proxy.faulty(in_turn(faults)), ThreadPoolExecutor(len(faults)) as pool:
            return list(pool.map(lambda _: self.ask(), faults))


@pytest.fixture(params=["connect", "provider", "tariff_plan"])
def way(request: pytest.FixtureRequest, world: Faulty, token: str) -> Way:
    customer = world.customer()
    link = world.stack.link(token)

    def page(down: tuple[int, str], late: tuple[int, str]) -> Callable[[Answer, str], object]:
        return lambda answer, fault: check_problem(answer, *(late if fault == "late" else down), world.stack, token)

    if request.param == "connect":
        return Way(world.connect, lambda: customer.open(link), page((502, "connectDown"), (504, "connectTimeout")))
    if request.param == "provider":
        login = customer.open(link)
        cookies = dict(customer.cookies)

        def log_in() -> Answer:
            # A session that is further already would not ask the provider again.
            again = world.customer()
            again.cookies = dict(cookies)
            return again.submit(login, "/auth_metadata_capture", {"login": email("ada"), "password": PASSWORD})

        return Way(world.provider, log_in, page((503, "providerDown"), (504, "providerTimeout")))
    codes = {"late": "provider_timeout", "down": "provider_unavailable"}
    return Way(world.provider, world.read_tariff, lambda answer, fault: check_api_error(answer, 400, codes[fault]))


# Answers that break HTTP


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_of_connect_is_a_502_page_and_trying_again_works(
    world: Faulty, token: str, name: str
) -> None:
    customer = world.customer()
    with world.connect.faulty(BROKEN[name]):
        answer = customer.open(world.stack.link(token))
    check_problem(answer, 502, "connectDown", world.stack, token)
    assert text("problem.connectDown.lead") in answer.page.text
    assert world.goes_on(customer, token)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_of_the_provider_is_a_page_and_the_session_goes_on(
    world: Faulty, token: str, name: str
) -> None:
    customer = world.customer()
    with world.provider.faulty(BROKEN[name]):
        answer = sign_in(world.stack, customer, token)
    check_problem(answer, 502 if name in UNUSABLE else 503, "providerDown", world.stack, token)
    assert text("problem.providerDown.lead") in answer.page.text
    assert world.goes_on(customer, token)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_of_the_provider_is_a_400_for_flatpeak(world: Faulty, name: str) -> None:
    with world.provider.faulty(BROKEN[name]):
        message = check_api_error(world.read_tariff(), 400, "provider_unavailable")
    assert message.endswith(".")
    assert world.read_tariff().status == 200


# Wherever it happens


def test_wherever_an_answer_is_cut_off_it_is_a_failure_and_no_answer(way: Way, world: Faulty, token: str) -> None:
    length = _length(way)
    for place in (place for place in PLACES if place < length):
        with way.proxy.faulty(cut(place) if place % 2 else reset(place)):
            way.check(way.ask(), "down")
    assert world.goes_on(world.customer(), token)


def test_wherever_an_answer_stops_it_is_a_time_out(way: Way, world: Faulty, token: str) -> None:
    length = _length(way)
    faults = [*ENDLESS.values(), *(stall(place) for place in PLACES if place < length)]
    start = time.monotonic()
    for answer in way.all_at_once(faults):
        way.check(answer, "late")
    assert time.monotonic() - start < 30
    assert world.goes_on(world.customer(), token)


def test_while_nobody_listens_it_is_a_failure_at_once(way: Way, world: Faulty, token: str) -> None:
    with way.proxy.refusing():
        way.check(way.ask(), "down")
    assert world.goes_on(world.customer(), token)


def _length(way: Way) -> int:
    """Of the answer to the first call."""
    lengths: list[int] = []

    async def note(call: Call) -> bool:
        lengths.append(len(call.answer))
        await call.send(call.answer)
        return True

    with way.proxy.faulty(note):
        way.ask()
    return lengths[0]


# Answers that are odd, and lawful


@pytest.mark.parametrize("name", LAWFUL)
def test_an_odd_and_lawful_answer_counts(world: Faulty, token: str, name: str) -> None:
    with world.connect.faulty(LAWFUL[name]), world.provider.faulty(LAWFUL[name]):
        assert world.goes_on(world.customer(), token)


def test_what_stands_behind_an_answer_is_nobodys(world: Faulty) -> None:
    """The call that meets it on its connection fails, or has a connection of its own: it is never answered with it."""
    customers = [world.customer() for _ in range(20)]
    with world.connect.faulty(TWO_ANSWERS), world.provider.faulty(TWO_ANSWERS):
        answers = [sign_in(world.stack, customer, world.stack.sandbox.token()) for customer in customers]
        answers += [world.read_tariff() for _ in customers]
    assert {answer.status for answer in answers} <= {200, 303, 400, 503}
    for answer in answers + [answer for customer in customers for answer in customer.history]:
        assert SMUGGLED not in answer.text
    assert world.goes_on(world.customer(), world.stack.sandbox.token())


def test_gigabytes_at_once_are_not_kept(world: Faulty) -> None:
    gigabytes = [fault for name, fault in BROKEN.items() if "gigabyte" in name]
    with world.provider.faulty(in_turn(gigabytes * 10)), ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(lambda _: world.read_tariff(), range(30)))
    assert {answer.status for answer in answers} == {400}
    # Thirty answers of at most 4 MB, in pieces that are joined.
    assert world.responder.status("VmHWM") < 400 * 1024
