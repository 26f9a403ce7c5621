"""What STATUS_PATH costs while it is read once a second, in pairs: the same load with it, and without.

    Tests/bench --quick pages      once: installs and builds what is needed
    python3 Tests/Benchmarks/status_pairs.py [PAIRS]

Two responders of one release file behind one nginx answer an error page, which asks nobody, so that nothing hides the cost. A
pair is with, without, without, with, or the other way round, a second each: what drifts meets both alike.
"""

import math
import random
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "Servers")]

from bench.backend import Started, processor_time, responder
from bench.front import Front
from bench.wrk import requests
from harness.servers import Responder


class Side:
    """A responder, and what wrk counted and it took for its answers."""

    def __init__(self, process: Responder, origin: str, status: str | None) -> None:
        self.process, self.origin, self.status = process, origin, status
        self.was_read = False

    def measure(self) -> tuple[float, float]:
        """Requests a second; seconds of processor time for each."""
        with self._read_every_second():
            before = processor_time(self.process)
            count, rate = requests(f"{self.origin}/", 1, status=400)
            return rate, (processor_time(self.process) - before) / count

    @contextmanager
    def _read_every_second(self) -> Iterator[None]:
        if self.status is None:
            yield
            return
        self.was_read = False
        timer = threading.Timer(0.5, self._read)
        timer.start()
        yield
        timer.join()
        assert self.was_read, "the status could not be read"

    def _read(self) -> None:
        with urlopen(f"{self.origin}{self.status}", timeout=10) as answer:
            self.was_read = b"# TYPE" in answer.read()


def pair(with_it: Side, without: Side) -> tuple[float, float]:
    """Throughput, and processor time a request: with, as a share of without."""
    order = [with_it, without, without, with_it] if random.random() < 0.5 else [without, with_it, with_it, without]
    rates: dict[Side, float] = {with_it: 0, without: 0}
    times: dict[Side, float] = {with_it: 0, without: 0}
    for side in order:
        rate, time = side.measure()
        rates[side] += rate
        times[side] += time
    return rates[with_it] / rates[without], times[with_it] / times[without]


def said(ratios: list[float]) -> str:
    """The mean and its 95 %, of logarithms: half and twice are as far from 1."""
    logarithms = [math.log(ratio) for ratio in ratios]
    mean = statistics.fmean(logarithms)
    margin = 1.96 * statistics.stdev(logarithms) / math.sqrt(len(logarithms))
    low, middle, high = (math.exp(mean + far) for far in (-margin, 0, margin))
    return f"{middle:.4f} (95 %: {low:.4f} to {high:.4f}; median {statistics.median(ratios):.4f})"


def main() -> int:
    count = max(2, int(sys.argv[1])) if len(sys.argv) > 1 else 200
    folder = Path(tempfile.mkdtemp(prefix="ratebridge-bench-"))
    folder.chmod(0o755)
    with Started() as started:
        front = Front(folder)
        sides = []
        for name, settings in (("with", {"STATUS_PATH": "/status"}), ("without", {})):
            process = started.add(responder(folder, name, **settings))
            status = "/status?format=prometheus" if settings else None
            sides.append(Side(process, front.responder(process.socket, keep=True), status))
        started.add(front.start())
        for side in sides:
            side.measure()
        pairs = []
        for number in range(1, count + 1):
            pairs.append(pair(sides[0], sides[1]))
            if number > 1 and (number % 20 == 0 or number == count):
                throughput, time = zip(*pairs, strict=True)
                print(f"{number} pairs, with / without: throughput {said(list(throughput))}", end=", ")
                print(f"processor time a request {said(list(time))}", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
