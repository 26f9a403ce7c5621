"""What STATUS_PATH costs while it is read once a second, in pairs: the same load with it, and without.

    Tests/bench --quick pages      once: installs and builds what is needed
    python3 Tests/Benchmarks/status_pairs.py [ROUNDS]

Three responders of one release file behind one nginx answer an error page, which asks nobody, so that nothing hides the cost: one
with STATUS_PATH, two without. The second one without says how far two go apart that do not differ. They take turns of a tenth of
a second, so that what drifts meets all alike; a round is 25 s, each with new processes, as no two lie alike in memory.
"""

import ctypes
import math
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from signal import SIGCONT, SIGINT, SIGSTOP
from urllib.parse import urlsplit

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "Servers")]

from bench.backend import Started, processor_time, responder
from bench.front import Front
from harness.servers import Responder

TURN = 0.1
#: Each is once forwards and once backwards.
TURNS = 42
#: Of the turns of the one with the status; between two readings it has run for a second.
READ_EVERY = 10


class Side:
    """A responder below a load that stands still until it is its turn."""

    def __init__(self, process: Responder, origin: str) -> None:
        self.process, self.ran = process, 0.0
        self._before = processor_time(process)
        command = ["wrk", "-t1", "-c16", "-d600s", "--timeout", "30s", f"{origin}/"]
        self._wrk = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self._wrk.send_signal(SIGSTOP)

    def turn(self, reader: "Reader | None" = None) -> None:
        began = time.monotonic()
        self._wrk.send_signal(SIGCONT)
        if reader:
            reader.read()
        time.sleep(max(0, began + TURN - time.monotonic()))
        self._wrk.send_signal(SIGSTOP)
        self.ran += time.monotonic() - began

    def end(self) -> tuple[float, float]:
        """Requests for each second of its turns; seconds of processor time for each request."""
        began = time.monotonic()
        # To the thread that waits for it: which one gets a signal that a process finds when it goes on is left to chance.
        ctypes.CDLL(None).tgkill(self._wrk.pid, self._wrk.pid, SIGINT)
        self._wrk.send_signal(SIGCONT)
        output = self._wrk.communicate(timeout=60)[0]
        self.ran += time.monotonic() - began
        total, refused = (int(re.findall(pattern, output)[0]) for pattern in (r"(\d+) requests in", r"Non-2xx.*: (\d+)"))
        assert total == refused and "Socket errors" not in output, output
        return total / self.ran, (processor_time(self.process) - self._before) / total


class Reader:
    """What reads the status, on one connection."""

    def __init__(self, origin: str) -> None:
        self._connection = HTTPConnection(urlsplit(origin).netloc, timeout=10)

    def read(self) -> None:
        self._connection.request("GET", "/status?format=prometheus")
        assert b"# TYPE" in self._connection.getresponse().read(), "the status could not be read"


def measured_round(folder: Path) -> dict[str, tuple[float, float]]:
    """What each of the three did: requests a second, and processor time for each."""
    with Started() as started:
        front = Front(folder)
        names = ["with", "without", "without too"]
        random.shuffle(names)
        ready = []
        for number, name in enumerate(names):
            settings = {"STATUS_PATH": "/status"} if name == "with" else {}
            process = started.add(responder(folder, f"responder{number}", **settings))
            ready.append((name, process, front.responder(process.socket, keep=True)))
        started.add(front.start())
        sides = {name: Side(process, origin) for name, process, origin in ready}
        reader = Reader(next(origin for name, _, origin in ready if name == "with"))
        for number in range(TURNS):
            for turn, name in enumerate(names + names[::-1]):
                reads = name == "with" and (2 * number + (turn > 2)) % READ_EVERY == 0
                sides[name].turn(reader if reads else None)
        return {name: side.end() for name, side in sides.items()}


def said(ratios: list[float]) -> str:
    """The mean and its 95 %, of logarithms: half and twice are as far from 1."""
    logarithms = [math.log(ratio) for ratio in ratios]
    mean = statistics.fmean(logarithms)
    margin = 1.96 * statistics.stdev(logarithms) / math.sqrt(len(logarithms))
    low, middle, high = (math.exp(mean + far) for far in (-margin, 0, margin))
    return f"{middle:.4f} (95 %: {low:.4f} to {high:.4f})"


def main() -> int:
    count = max(2, int(sys.argv[1])) if len(sys.argv) > 1 else 40
    folder = Path(tempfile.mkdtemp(prefix="ratebridge-bench-"))
    folder.chmod(0o755)
    rounds = []
    for number in range(1, count + 1):
        place = folder / str(number)
        place.mkdir()
        rounds.append(measured_round(place))
        if number == 1 or (number % 5 and number != count):
            continue
        print(f"{number} rounds, as a share of one without:")
        for name in ("with", "without too"):
            for which, what in enumerate(("throughput", "processor time a request")):
                print(f"  {name}: {what} {said([each[name][which] / each['without'][which] for each in rounds])}", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
