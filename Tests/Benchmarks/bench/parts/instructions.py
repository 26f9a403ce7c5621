"""Instructions of one page, counted by valgrind: a figure that no other load on the machine changes."""

import http.client
import re
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path

from harness.places import SPAWN_FCGI
from harness.process import Process

from ..answer import ask
from ..backend import Started, settings
from ..front import Front
from ..places import OUT, RESPONDER
from ..run import Run

VALGRIND = [shutil.which("valgrind") or "valgrind", "--tool=callgrind"]


def measure_instructions(run: Run) -> None:
    count = 100 if run.quick else 500
    with run.part("instructions") as folder:
        file = ask(settings(), "/").written(folder / "answer")
        programs: dict[str, list[str | Path]] = {
            "C on libfcgi": [SPAWN_FCGI or "spawn-fcgi", "-n", "-s", folder / "callgrind.sock", "--", *_counted(folder)]
            + [OUT / "floor", file, "2"],
            "Ratebridge": [*_counted(folder), RESPONDER, "--listen", f"unix:{folder}/callgrind.sock"],
        }
        for name, command in programs.items():
            # What start and end take is in both, and goes with the difference.
            once = _instructions(folder, command, count)
            twice = _instructions(folder, command, 2 * count)
            run.add(f"{name}, an error page", "instructions", [(twice - once) / count])
            run.say(name)


def _counted(folder: Path) -> list[str | Path]:
    return [*VALGRIND, f"--callgrind-out-file={folder}/callgrind.out"]


def _instructions(folder: Path, command: Sequence[str | Path], requests: int) -> int:
    """What the program ran in all, for so many requests one after another."""
    socket = folder / "callgrind.sock"
    socket.unlink(missing_ok=True)
    place = folder / f"{len(list(folder.iterdir()))}"
    place.mkdir()
    log = place / "callgrind.log"
    with Started() as started:
        process = started.add(Process("callgrind", command, log, settings() | {"PATH": "/usr/bin:/bin"}))
        process.wait_for(socket.exists)
        front = Front(place)
        port = int(front.responder(socket, keep=True).rpartition(":")[2])
        started.add(front.start(workers=1))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(requests):
            connection.request("GET", "/")
            connection.getresponse().read()
        process.signal(signal.SIGTERM)
        process.wait(60)
    return int(re.findall(r"Collected : (\d+)", log.read_text())[0])
