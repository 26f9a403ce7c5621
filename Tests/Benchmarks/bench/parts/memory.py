"""Logins in flight, each with a session of its own, on a provider that takes two seconds, or as long as it takes until
the last has come: so all are in flight at once, however slow the machine."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from harness.process import Process
from harness.swarm import Member, Swarm, raise_descriptor_limit

from ..backend import Started, processor_time, responder
from ..figures import Goal, Plot
from ..front import Front
from ..run import Run
from ..upstream import Upstream

SIZES = [1, 10, 100, 500, 1000, 2000, 4000, 8000]
QUICK_SIZES = [1, 100, 1000, 8000]
#: From here on the cost of one is to be read off; below, what the process takes once outweighs it.
FLAT_FROM = 100
MOST = 8000
LATENCY = 2.0
#: Logins a second. More than can be taken for long would come to more than a socket's backlog holds.
FASTEST = 2_000


@dataclass
class Crowd:
    answered: int
    at_once: int
    threads: int
    #: Of a process that has done nothing yet.
    rest_mb: float
    peak_mb: float
    #: Of the responder, for one login, in microseconds.
    processor_us: float

    def __str__(self) -> str:
        return (
            f"{self.answered} answered, {self.at_once} at once, {self.threads} threads, "
            f"{self.rest_mb:.1f} to {self.peak_mb:.1f} MB, {self.processor_us:.0f} µs of processor time each"
        )


@dataclass
class _Place:
    """What a swarm has to know of a stack."""

    port: int

    def link(self, token: str) -> str:
        return f"/?fp_cot={token}"

    def path(self, route: str, token: str) -> str:
        return f"{route}?fp_cot={token}"


class _Stream(asyncio.Barrier):
    """They come over two seconds, as they would to stay that many, or 2,000 a second, which two cores can take."""

    async def wait(self) -> int:
        place = await super().wait()
        await asyncio.sleep(place / min(self.parties / LATENCY, FASTEST))
        return place


def measure_memory(run: Run) -> None:
    raise_descriptor_limit()
    sizes = QUICK_SIZES if run.quick else SIZES
    rounds = 1 if run.quick else run.rounds
    crowds: dict[int, list[Crowd]] = {size: [] for size in sizes}
    with run.part("memory") as folder:
        for round in range(rounds):
            for size in sizes:
                crowds[size].append(_crowd(folder, f"{round}-{size}", size))
                run.say(f"{size} logins in flight, round {round + 1} of {rounds}: {crowds[size][-1]}")
    _report(run, crowds)


def _report(run: Run, crowds: dict[int, list[Crowd]]) -> None:
    sizes = list(crowds)
    run.add("at rest", "MB", [crowd.rest_mb for size in sizes for crowd in crowds[size]], Goal("<", 20))
    memory = {size: [crowd.peak_mb for crowd in crowds[size]] for size in sizes}
    steps = list(pairwise(size for size in sizes if size >= FLAT_FROM))
    each = [_kilobytes_each(memory, fewer, more) for fewer, more in steps]
    for (fewer, more), kilobytes in zip(steps, each, strict=True):
        run.add(f"a login more, from {fewer:,} to {more:,} in flight", "KB", kilobytes)
    run.add_ratio("a login more, the last step / the first", each[-1], each[0], Goal("≤", 1.1))
    time = {size: [crowd.processor_us for crowd in crowds[size]] for size in sizes}
    for size in (FLAT_FROM, MOST):
        run.add(f"processor time of a login, {size:,} in flight", "µs", time[size])
    most = crowds[MOST]
    run.add(f"in all, {MOST:,} in flight", "MB", [crowd.peak_mb for crowd in most], Goal("<", 250))
    # Of these, the worst round counts.
    run.add(f"answered of {MOST:,}", "", [min(crowd.answered for crowd in most)], Goal("=", MOST))
    run.add("waiting at the provider at once", "", [min(crowd.at_once for crowd in most)], Goal("=", MOST))
    run.add(f"threads, {MOST:,} in flight", "", [max(crowd.threads for crowd in most)], Goal("<", 20))
    for name, title, unit, values in [
        ("in-flight-time", "Processor time of a login", "µs", time),
        ("in-flight-memory", "Memory in all", "MB", memory),
    ]:
        curve = [(float(size), median(all_rounds)) for size, all_rounds in values.items()]
        run.plots.append(Plot(name, title, "logins in flight", unit, {"Ratebridge": curve}))


def _kilobytes_each(memory: dict[int, list[float]], fewer: int, more: int) -> list[float]:
    """What one more takes, whatever the process takes anyway."""
    return [(b - a) * 1024 / (more - fewer) for a, b in zip(memory[fewer], memory[more], strict=True)]


def _crowd(folder: Path, name: str, size: int) -> Crowd:
    """Processes of its own, so that its most memory is of this size alone."""
    place = folder / name
    place.mkdir()
    with Started() as started:
        upstream = started.add(Upstream(place, LATENCY, size))
        ours = started.add(responder(place, **upstream.settings, UPSTREAM_TIMEOUT="60s"))
        front = Front(place)
        port = int(front.responder(ours.socket, keep=False).rpartition(":")[2])
        started.add(front.start())
        rest = ours.status("VmRSS") / 1024
        members = [Member(number, f"cot_{number:024}") for number in range(size)]
        swarm = Swarm(_Place(port), members)  # type: ignore[arg-type]
        asyncio.run(swarm.open_sessions())
        threads, spent = asyncio.run(_log_in(swarm, ours))
        answered = Counter(member.status for member in members)[303]
        peak = ours.status("VmHWM") / 1024
        return Crowd(answered, upstream.peak, threads, rest, peak, spent / size * 1e6)


async def _log_in(swarm: Swarm, ours: Process) -> tuple[int, float]:
    """The most threads, and the processor time of the logins."""
    threads = 0
    before = processor_time(ours)
    work = asyncio.create_task(swarm.log_in(_Stream))
    while not work.done():
        threads = max(threads, ours.status("Threads"))
        await asyncio.wait({work}, timeout=0.25)
    await work
    return threads, processor_time(ours) - before
