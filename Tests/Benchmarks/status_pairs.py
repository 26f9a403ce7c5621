"""What reading the status takes of the throughput, in pairs: a second in which it is read, and one in which it is not.

    Tests/bench --quick pages      once: installs and builds what is needed
    python3 Tests/Benchmarks/status_pairs.py [--pairs 300] [--reads 10]

One responder answers an error page, which asks nobody, so that nothing hides the cost, to a wrk that never pauses. Both seconds
are of one process and one wrk: two processes that do not differ go further apart than what is weighed here. What a reading
takes is little even so: read ten times a second it stands out, and a tenth of that is what one takes. The counters run whether
STATUS_PATH is set or not; status_cost.py says what they take.
"""

import argparse
import math
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from signal import SIGINT
from urllib.parse import urlsplit

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "Servers")]

from bench.backend import Started, processor_time, responder
from bench.front import Front
from harness.servers import Responder

#: Pairs, between two reports.
SAY_EVERY = 50


class Page:
    """A page that is read again and again, on one connection."""

    def __init__(self, origin: str, path: str, must_have: str) -> None:
        self._connection = HTTPConnection(urlsplit(origin).netloc, timeout=10)
        self._path, self._must_have = path, must_have

    def read(self) -> str:
        self._connection.request("GET", self._path)
        text = self._connection.getresponse().read().decode()
        assert self._must_have in text, f"{self._path}: {text[:200]}"
        return text


class Load:
    """A responder, an nginx that counts, and a wrk."""

    def __init__(self, folder: Path, started: Started, seconds: float) -> None:
        front = Front(folder)
        self._process: Responder = started.add(responder(folder, STATUS_PATH="/status"))
        origin = front.responder(self._process.socket, keep=True)
        counter = front.site("location / { stub_status; }")
        started.add(front.start())
        self.status = Page(origin, "/status?format=prometheus", "# TYPE")
        self._counter = Page(counter, "/", "requests")
        command = ["wrk", "-t1", "-c16", f"-d{math.ceil(seconds)}s", "--timeout", "30s", f"{origin}/"]
        self._wrk = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.callback(self._wrk.kill)

    def second(self, reads: int, *, are_made: bool) -> tuple[float, float]:
        """Requests a second, readings not counted, and the responder's processor time for each."""
        began, requests, time_before = time.monotonic(), self._requests(), processor_time(self._process)
        for number in range(1, reads + 1):
            if are_made:
                self.status.read()
            time.sleep(max(0, began + number / reads - time.monotonic()))
        # Its own way of counting is one of them.
        answered = self._requests() - requests - 1 - reads * are_made
        return answered / (time.monotonic() - began), (processor_time(self._process) - time_before) / answered

    def _requests(self) -> int:
        """`server accepts handled requests`, and below it three numbers."""
        return int(re.findall(r"\d+ \d+ (\d+)", self._counter.read())[0])

    def end(self) -> None:
        """Sees to it that wrk was answered as it should be: by nothing else than the error page."""
        self._wrk.send_signal(SIGINT)
        output = self._wrk.communicate(timeout=60)[0]
        total, refused = (int(re.findall(pattern, output)[0]) for pattern in (r"(\d+) requests in", r"Non-2xx.*: (\d+)"))
        assert total == refused and "Socket errors" not in output, output


def said(ratios: list[float], reads: int) -> str:
    """What one reading a second takes, and its 95 %, in percent, where the ratio is what the readings leave."""
    mean, margin = statistics.fmean(ratios), 1.96 * statistics.stdev(ratios) / math.sqrt(len(ratios))
    middle, low, high = ((1 - ratio) / reads * 100 for ratio in (mean, mean + margin, mean - margin))
    return f"{middle:.3f} % (95 %: {low:.3f} to {high:.3f})"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--reads", type=int, default=10, metavar="A_SECOND")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ratebridge-bench-"))
    folder.chmod(0o755)
    pairs = []
    with Started() as started:
        load = Load(folder, started, 2.2 * arguments.pairs + 30)
        time.sleep(2)
        for number in range(1, arguments.pairs + 1):
            # Each goes first in every other pair, so that what drifts meets both alike.
            order = (True, False) if number % 2 else (False, True)
            seconds = {are_made: load.second(arguments.reads, are_made=are_made) for are_made in order}
            pairs.append((seconds[True], seconds[False]))
            if number % SAY_EVERY and number != arguments.pairs or number == 1:
                continue
            rates = [read[0] / unread[0] for read, unread in pairs]
            times = [unread[1] / read[1] for read, unread in pairs]
            usual = statistics.median(unread[0] for _, unread in pairs)
            print(f"{number} pairs, {usual:,.0f} requests/s where it is not read; one reading a second takes")
            print(f"  of the throughput {said(rates, arguments.reads)}")
            print(f"  of the responder's processor time {said(times, arguments.reads)}", flush=True)
        load.end()
    shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
