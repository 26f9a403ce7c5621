"""Three backends that share APP_SECRET behind one nginx, as deploy/scale-out has them: one dies, or is stopped."""

import asyncio
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from harness.backends import Passed, ScaledOut, scaled_out
from harness.fixtures import FIGURES
from harness.swarm import Member, Swarm, raise_descriptor_limit, swarm
from harness.texts import text
from harness.waiting import until

COUNT = 300
LOGIN = "POST /auth_metadata_capture"


@dataclass
class Loss:
    """What was in flight when a backend died, and what became of it."""

    world: ScaledOut
    crowd: Swarm
    logins: list[Passed]

    @property
    def served(self) -> list[Member]:
        return [m for m in self.crowd.members if m.location == self.world.path("/page", m.token)]

    @property
    def lost(self) -> list[Member]:
        return [m for m in self.crowd.members if m.location == self.world.link(m.token)]


async def _log_in_and_signal(world: ScaledOut, number: int) -> Swarm:
    """A crowd, all of it at the provider, when backend b gets a signal; then each goes where it was sent to."""
    crowd = swarm(world, COUNT)
    await crowd.open_sessions()
    provider = world.provider.process
    idle = provider.descriptors
    work = asyncio.create_task(crowd.log_in())
    while provider.descriptors < idle + COUNT:
        assert not work.done(), "they were answered before all were in flight"
        await asyncio.sleep(0.01)
    world.backends["b"].signal(number)
    await work
    await crowd.go_on()
    return crowd


@pytest.fixture
def world() -> Iterator[ScaledOut]:
    """One that a test may break."""
    raise_descriptor_limit()
    world = scaled_out()
    yield world
    world.stop()


@pytest.fixture(scope="module")
def loss() -> Iterator[Loss]:
    raise_descriptor_limit()
    world = scaled_out()
    crowd = asyncio.run(_log_in_and_signal(world, signal.SIGKILL))
    loss = Loss(world, crowd, [passed for passed in world.passed() if passed.request == LOGIN])
    held = sum(passed.asked == ["b"] for passed in loss.logins)
    FIGURES.append(f"{COUNT} logins on three backends, one killed: {held} held by it, {len(loss.lost)} lost")
    yield loss
    world.stop()


# kill -9


def test_only_the_logins_that_the_killed_backend_held_are_lost(loss: Loss) -> None:
    held = [passed for passed in loss.logins if passed.asked == ["b"]]
    assert 0 < len(held) < COUNT
    assert len(loss.lost) == len(held)
    assert len(loss.served) == COUNT - len(held)


def test_no_login_that_was_sent_is_tried_at_another_backend(loss: Loss) -> None:
    assert [passed for passed in loss.logins if len(passed.asked) != 1] == []
    assert {tuple(loss.world.sandbox.routes(m.token)) for m in loss.lost} == {("start_tariff_integration",) * 2}


def test_who_lost_a_login_is_at_the_login_page_again_and_not_at_an_error(loss: Loss) -> None:
    assert {m.page.heading for m in loss.lost if m.page} == {text("login.title")}


def test_sessions_go_on_at_the_other_backends(loss: Loss) -> None:
    assert {m.page.heading for m in loss.served if m.page} == {text("consent.title")}


def test_who_lost_a_login_logs_in_elsewhere(loss: Loss) -> None:
    again = Swarm(loss.world, loss.lost)
    asyncio.run(again.log_in())
    assert {m.status for m in again.members} == {303}
    assert all(m.location == loss.world.path("/page", m.token) for m in again.members)


def test_a_dead_backend_is_passed_over_whatever_the_request(loss: Loss) -> None:
    """Until a POST is the first to find the socket dead, and goes to the next."""
    world = loss.world

    def login_that_was_passed_on() -> bool:
        crowd = swarm(world, 6)
        asyncio.run(crowd.open_sessions())
        # fail_timeout: after it, nginx gives the dead one another chance.
        time.sleep(3)
        asyncio.run(crowd.log_in())
        assert {m.location for m in crowd.members} == {world.path("/page", m.token) for m in crowd.members}
        return any(p.request == LOGIN and p.asked[0] == "b" and len(p.asked) == 2 for p in world.passed())

    until(login_that_was_passed_on, "a login was passed on", 60)


def test_a_get_that_a_killed_backend_held_is_answered_by_another(world: ScaledOut) -> None:
    token = world.sandbox.token()
    # Only the first call hangs.
    world.sandbox.fault("hang", token)
    idle = {key: backend.descriptors for key, backend in world.backends.items()}

    def holder() -> str | None:
        return next((key for key, backend in world.backends.items() if backend.descriptors >= idle[key] + 2), None)

    with ThreadPoolExecutor() as pool:
        answer = pool.submit(world.customer().open, world.link(token))
        until(holder, "a backend holds the request")
        killed = holder() or ""
        world.backends[killed].signal(signal.SIGKILL)
        assert answer.result(30).page.heading == text("login.title")
    assert world.passed()[-1].asked[0] == killed


# One after another


def test_a_backend_that_is_stopped_under_load_loses_none(world: ScaledOut) -> None:
    crowd = asyncio.run(_log_in_and_signal(world, signal.SIGTERM))
    assert [m.status for m in crowd.members] == [303] * COUNT
    assert {m.page.heading for m in crowd.members if m.page} == {text("consent.title")}
    assert world.backends["b"].wait() == 0
