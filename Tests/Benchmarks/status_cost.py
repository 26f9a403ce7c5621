"""What the counters and STATUS_PATH cost, in instructions (valgrind's callgrind): a busy machine says the same as a quiet one.

    .build/venv/bin/python Tests/Benchmarks/status_cost.py [REQUESTS]

It needs valgrind (apt-get install valgrind), and deploy/build's unstripped file below .build/static.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "Servers"))

from harness.customer import Customer
from harness.places import REPOSITORY
from harness.process import Process
from harness.servers import Nginx, responder_environment
from harness.stack import Stack
from harness.waiting import free_port

PROGRAM = REPOSITORY / ".build/static/release/ratebridge-fcgi"
#: Functions that are there for the status alone, as `swift demangle --compact` names them.
COUNTING = re.compile(r"(FlowReport\) -> \(\) in Composition\.FlowResponder\.init|Composition\.(Metrics\.count|Histogram\.add)|FastCGI\.Tally\.)")
FORMS = ["text", "json", "prometheus"]


class Measured:
    """A responder below callgrind, and nginx before it."""

    def __init__(self, stack: Stack) -> None:
        self.folder = stack.folder
        environment = responder_environment(**{**stack.settings, "STATUS_PATH": "/status", "LOG_LEVEL": "notice"})
        socket = stack.folder / "measured.sock"
        # Names are needed; the rest of what a debugger wants is more than valgrind can read.
        program = stack.folder / "named"
        subprocess.run(["strip", "-g", "-o", program, PROGRAM], check=True)
        tool = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={stack.folder}/out"]
        command = [*tool, program, "--listen", f"unix:{socket}"]
        self.process = Process("measured", command, stack.folder / "measured.log", environment)
        self.process.wait_for(socket.exists)
        port = free_port()
        self.nginx = Nginx(stack.folder, socket, port)
        self.customer = Customer(f"http://127.0.0.1:{port}")
        self.dumps = 0

    def ask(self, path: str, count: int) -> None:
        for _ in range(count):
            assert self.customer.request("GET", path).status in {200, 400}

    def instructions(self, path: str, count: int) -> tuple[float, dict[str, float]]:
        """For one request: in all, and of each function that counts, with what it calls."""
        self.ask(path, 50)
        self._control("--instr=on")
        self.ask(path, 20)
        self._control("--zero")
        self.ask(path, count)
        self._control("--dump")
        self.dumps += 1
        command = ["callgrind_annotate", "--inclusive=yes", "--threshold=100", f"{self.folder}/out.{self.dumps}"]
        table = _output(command)
        table = _output(["swift", "demangle", "--compact"], table)
        rows = re.findall(r"^\s*([\d,]+) \([^)]*\)\s+(.*)$", table, re.M)
        total = next(_number(cost) for cost, name in rows if name == "PROGRAM TOTALS")
        self._control("--instr=off")
        return total / count, {name: _number(cost) / count for cost, name in rows if COUNTING.search(name)}

    def _control(self, option: str) -> None:
        subprocess.run(["callgrind_control", option, str(self.process.pid)], check=True, capture_output=True)

    def stop(self) -> None:
        self.nginx.stop()
        self.process.stop()


def _output(command: list[str], given: str = "") -> str:
    return subprocess.run(command, input=given, check=True, capture_output=True, text=True).stdout


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def main() -> int:
    if not shutil.which("valgrind") or not PROGRAM.exists():
        print("valgrind is missing (apt-get install valgrind), or the release file (deploy/build)", file=sys.stderr)
        return 1
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    stack = Stack()
    measured = Measured(stack)
    try:
        page, counting = measured.instructions("/", count)
        polls = {form: measured.instructions(f"/status?format={form}", count // 10)[0] for form in FORMS}
    finally:
        measured.stop()
        stack.stop()
    print(f"an error page: {page:,.0f} instructions; of them, with what is called:")
    for name, cost in sorted(counting.items(), key=lambda entry: -entry[1]):
        print(f"  {cost:6,.0f}  {cost / page:.3%}  {name.removeprefix('???:').split(' [')[0][:100]}")
    for form, poll in polls.items():
        shares = ", ".join(f"{poll / page / rate:.2%} at {rate:,}/s" for rate in (1000, 5000, 10_000))
        print(f"/status as {form}, once a second: {poll:,.0f} instructions, as {poll / page:.0f} error pages: {shares}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
