"""The soak of Tests/soak, for as long as a test may take."""

import random
from collections.abc import Iterator

import pytest

from harness.faulty import faulty
from harness.fixtures import FIGURES
from harness.places import FASTEST
from harness.soak import Soak
from harness.stack import Stack


@pytest.fixture(scope="module")
def soak(stack: Stack) -> Iterator[Soak]:
    with faulty(stack, FASTEST) as world:
        soak = Soak(world)
        soak.run(20, 2, random.randrange(10**6))
        FIGURES.append(f"Soak:\n{soak}")
        yield soak


def test_under_mixed_traffic_and_faults_nothing_is_lost_leaked_or_told(soak: Soak) -> None:
    assert soak.tally.answered > 100
    assert soak.faults == []


def test_every_kind_of_answer_was_among_them(soak: Soak) -> None:
    assert {200, 400, 401, 422, 502, 503} <= set(soak.tally.by_status)
