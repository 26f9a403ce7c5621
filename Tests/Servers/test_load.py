"""Two thousand logins in flight on a provider that takes two seconds (with an unoptimised build, five hundred)."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass

import pytest

from harness.fixtures import FIGURES, Stacks
from harness.places import FASTEST, RELEASE
from harness.stack import Layout
from harness.swarm import raise_descriptor_limit, swarm

OPTIMISED = FASTEST == RELEASE
#: An unoptimised build needs ten times the processor for the same work: it shows that nothing is lost, no figures.
COUNT = 2_000 if OPTIMISED else 500
MEGABYTES = 100 if OPTIMISED else 150


@dataclass
class Load:
    statuses: Counter[int]
    locations_right: int
    peak: int
    peak_at_provider: int
    threads: int
    high_water_mb: float
    seconds: float
    descriptors: int

    def __str__(self) -> str:
        return ", ".join(
            [
                f"{COUNT} logins",
                f"{self.peak} in flight at once",
                f"{self.peak_at_provider} of them at the provider",
                f"statuses {dict(self.statuses)}",
                f"{self.seconds:.1f} s",
                f"at most {self.threads} threads",
                f"{self.descriptors} descriptors more",
                f"{self.high_water_mb:.0f} MB ({FASTEST.name} build)",
            ]
        )


@pytest.fixture(scope="module")
def load(stacks: Stacks) -> Load:
    raise_descriptor_limit()
    layout = Layout(keep_conn=False, is_for_load=True, settings=(("LOG_LEVEL", "info"),))
    stack = stacks(layout)
    result = asyncio.run(_load(stack))
    FIGURES.append(str(result))
    return result


async def _load(stack) -> Load:  # type: ignore[no-untyped-def]
    crowd = swarm(stack, COUNT)
    await crowd.open_sessions()
    threads = descriptors = peak = 0
    idle = stack.provider.process.descriptors
    # Those to Connect, of the pages before, are kept for a while.
    kept = stack.responder.descriptors
    start = time.monotonic()
    work = asyncio.create_task(crowd.log_in())
    while not work.done():
        threads = max(threads, stack.responder.status("Threads"))
        descriptors = max(descriptors, stack.responder.descriptors - kept)
        peak = max(peak, stack.provider.process.descriptors - idle)
        await asyncio.wait({work}, timeout=0.25)
    await work
    return Load(
        Counter(member.status for member in crowd.members),
        sum(member.location == stack.path("/page", member.token) for member in crowd.members),
        crowd.peak,
        peak,
        threads,
        stack.responder.status("VmHWM") / 1024,
        time.monotonic() - start,
        descriptors,
    )


def test_all_of_them_are_answered_with_the_way_on(load: Load) -> None:
    assert load.statuses == {303: COUNT}
    assert load.locations_right == COUNT


def test_all_of_them_were_in_flight_together(load: Load) -> None:
    assert load.peak == COUNT


def test_a_handful_of_threads_does_it(load: Load) -> None:
    assert load.threads < 20


def test_each_takes_two_descriptors(load: Load) -> None:
    assert load.descriptors <= 2 * COUNT + 64


def test_the_memory_stays_within_bounds(load: Load) -> None:
    assert load.high_water_mb < MEGABYTES
