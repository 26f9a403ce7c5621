"""Reloads, upgrades or restarts while wrk asks without a pause: every answer that is no 2xx or 3xx is a failed request.

    .build/venv/bin/python Tests/Servers/under_load.py --event upgrade --method POST --keep-conn on --seconds 60

The release files of .build/dist are taken where they are built. It needs wrk (apt-get install wrk), and for
restart-systemd-socket the rights of root. It ends with 1 where a request failed, or the responder logged a warning.
"""

import argparse
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.places import FASTEST
from harness.sandbox import PASSWORD, email
from harness.servers import TARIFF_PLAN_TOKEN
from harness.stack import FOLDERS, Layout, Stack
from harness.succession import Succession
from harness.swarm import raise_descriptor_limit
from harness.systemd import SystemdStack

#: An event is given this long to come to its end when wrk has stopped.
PATIENCE = 90
QUIET = (("LOG_LEVEL", "notice"),)

#: The first page, which is asked of Connect; a redirect and a style sheet, which are asked of nobody.
GET = """
local paths, turn = {{ "{link}", "{page}", "/assets/style.css" }}, 0
request = function()
    turn = turn % 3 + 1
    return wrk.format("GET", paths[turn])
end
"""
#: nginx sends a POST once, whatever happens. This one logs in at the provider and fetches a tariff.
POST = """
wrk.method = "POST"
wrk.path = "/api/tariff_plan"
wrk.headers["Authorization"] = "Bearer {bearer}"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{{"auth_metadata":{{"data":{{"login":"{login}","password":"{password}"}}}}}}'
"""


class Rig:
    """What is asked, what happens to it, and where it writes."""

    def __init__(self, stack: Stack, port: int, event: Callable[[], object], log: Path) -> None:
        self.stack, self.port, self.event, self.log = stack, port, event, log
        self.events = 0
        self.failure: Exception | None = None

    def run(self, method: str, seconds: int, connections: int, pause: float) -> str:
        """What wrk says; an event each `pause` seconds."""
        token = self.stack.sandbox.token()
        text = (GET if method == "GET" else POST).format(
            link=self.stack.link(token),
            page=self.stack.path("/page", token),
            bearer=TARIFF_PLAN_TOKEN,
            login=email("ada"),
            password=PASSWORD,
        )
        script = self.stack.folder / "wrk.lua"
        script.write_text(text)
        is_over = threading.Event()

        def happen() -> None:
            while not is_over.wait(pause) and not self.failure:
                try:
                    self.event()
                    self.events += 1
                except Exception as error:
                    self.failure = error

        thread = threading.Thread(target=happen)
        thread.start()
        options = ["-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "60s", "-s", str(script)]
        try:
            return subprocess.run(
                ["wrk", *options, f"http://127.0.0.1:{self.port}/"], check=True, capture_output=True, text=True
            ).stdout
        finally:
            is_over.set()
            thread.join(PATIENCE)


@contextmanager
def rig(event: str, keep_conn: bool) -> Iterator[Rig]:
    if event == "restart-systemd-socket":
        machine = SystemdStack(Layout(keep_conn=keep_conn, is_for_load=True, load_delay=0, settings=QUIET))
        try:
            restart = lambda: machine.systemctl("restart", "ratebridge.service")  # noqa: E731
            yield Rig(machine, machine.port, restart, machine.folder / "service.log")
        finally:
            machine.stop()
        return
    stack = Stack(Layout(is_for_load=True, load_delay=0, settings=QUIET))
    try:
        line = Succession(stack, "inherited" if event == "restart" else "unix", keep_conn, FASTEST)
        events = {"reload": line.reload, "upgrade": line.succeed, "restart": line.restart}
        try:
            yield Rig(stack, line.port, events[event], line.log)
        finally:
            line.stop()
    finally:
        stack.stop()


def report(rig: Rig, said: str) -> bool:
    """Prints the figures; whether nothing failed."""
    requests = int(re.findall(r"(\d+) requests in", said)[0])
    bad = int((re.findall(r"Non-2xx or 3xx responses: (\d+)", said) or ["0"])[0])
    broken = dict(re.findall(r"(connect|read|write|timeout) (\d+)", "".join(re.findall("Socket errors:.*", said))))
    rate = re.findall(r"Requests/sec:\s*(\S+)", said)[0]
    print(f"{requests} requests ({rate}/s), {rig.events} events, {bad} answers that are no 2xx or 3xx", end=", ")
    print("socket errors:", ", ".join(f"{kind} {count}" for kind, count in broken.items()) or "none")
    for log in sorted(rig.stack.folder.glob(f"nginx-{rig.port}/nginx-*.log")):
        lines = log.read_text(errors="replace").splitlines()
        if log.name == "nginx-access.log":
            # 499: wrk hung up, at its end.
            failures = re.findall(r'"(\S+ \S+)" ((?!499)[45]\d\d)', "\n".join(lines))
            for (what, status), count in Counter(failures).most_common(20):
                print(f"  nginx answered {count} × {status}: {what}")
        else:
            for line, count in Counter(_plain(line) for line in lines if "setrlimit" not in line).most_common(20):
                print(f"  nginx wrote {count} × {line}")
    logged = Counter(_plain(line) for line in rig.log.read_text(errors="replace").splitlines())
    for line, count in logged.most_common():
        print(f"  the responder logged {count} × {line}")
    is_quiet = not any(re.match("warning|error|critical", line) for line in logged)
    if rig.failure:
        print(f"  the event failed: {rig.failure!r}")
    is_whole = bad == 0 and not any(map(int, broken.values())) and not rig.failure
    return is_whole and is_quiet and rig.events > 0 and requests > 0


def _plain(line: str) -> str:
    """Without what differs from one line to the next."""
    line = re.sub(r"^\d{4}/\d\d/\d\d \S+ |\d+#\d+: (\*\d+ )?", "", line)
    return re.sub(r"(pid=|request=|, client: )[^ ,]+", r"\1…", line)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--event", choices=["reload", "upgrade", "restart", "restart-systemd-socket"], required=True)
    parser.add_argument("--method", choices=["GET", "POST"], default="GET")
    parser.add_argument("--keep-conn", choices=["on", "off"], default="on")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--every", type=float, default=5, metavar="SECONDS")
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        parser.error("wrk is not installed: apt-get install wrk")
    raise_descriptor_limit()
    with rig(options.event, options.keep_conn == "on") as made:
        said = made.run(options.method, options.seconds, options.connections, options.every)
        is_fine = report(made, said)
    if is_fine:  # What was logged of a failure stays.
        for folder in FOLDERS:
            shutil.rmtree(folder, ignore_errors=True)
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
