"""Instructions of one page, counted by valgrind: a figure that no other load on the machine changes."""

import http.client
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from harness.places import SPAWN_FCGI
from harness.process import Process

from ..answer import ask
from ..backend import Started, settings
from ..front import Front
from ..places import OUT, RESPONDER
from ..run import Run
from ..upstream import TOKEN, connect_by_nginx

VALGRIND = [shutil.which("valgrind") or "valgrind", "--tool=callgrind"]


def measure_instructions(run: Run) -> None:
    count = 100 if run.quick else 500
    with run.part("instructions") as folder, Started() as started:
        file = ask(settings(), "/").written(folder / "answer")
        socket = folder / "callgrind.sock"
        spawn: list[str | Path] = [SPAWN_FCGI or "spawn-fcgi", "-n", "-s", socket, "--"]
        floor = [*spawn, *_counted(folder), OUT / "floor", file, "2"]
        ours = [*_counted(folder), RESPONDER, "--listen", f"unix:{socket}"]
        connect, origin = connect_by_nginx(folder)
        started.add(connect)
        for name, command, target in [
            ("C on libfcgi, an error page", floor, "/"),
            ("Ratebridge, an error page", ours, "/"),
            ("Ratebridge, the first page of a session, with its call", ours, f"/?fp_cot={TOKEN}"),
        ]:
            # What start and end take is in both, and goes with the difference.
            once, twice = (
                _instructions(folder, command, target, requests, CONNECT_API_URL=origin)
                for requests in (count, 2 * count)
            )
            run.add(name, "instructions", [(twice - once) / count])
            run.say(name)


def _counted(folder: Path) -> list[str | Path]:
    return [*VALGRIND, f"--callgrind-out-file={folder}/callgrind.out"]


def _instructions(folder: Path, command: Sequence[str | Path], target: str, requests: int, **more: str) -> int:
    """What the program ran in all, for so many requests one after another."""
    socket = folder / "callgrind.sock"
    socket.unlink(missing_ok=True)
    place = folder / f"{len(list(folder.iterdir()))}"
    place.mkdir()
    log = place / "callgrind.log"
    with Started() as started:
        process = started.add(Process("callgrind", command, log, settings(**more) | {"PATH": "/usr/bin:/bin"}))
        process.wait_for(socket.exists)
        front = Front(place)
        port = int(front.responder(socket, keep=True).rpartition(":")[2])
        started.add(front.start(workers=1))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(requests):
            connection.request("GET", target)
            connection.getresponse().read()
        # One that comes between two system calls of libfcgi's is not seen under valgrind.
        for _ in range(60):
            process.signal(signal.SIGTERM)
            try:
                process.wait(1)
                break
            except subprocess.TimeoutExpired:
                continue
    return int(re.findall(r"Collected : (\d+)", log.read_text())[0])
