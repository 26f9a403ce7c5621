"""The responder that is measured: the release file on a unix socket."""

import resource
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from harness.places import RELEASE
from harness.process import Process
from harness.servers import Responder, responder_environment

from .front import DESCRIPTORS

P = TypeVar("P", bound=Process)


def settings(**more: str) -> dict[str, str]:
    """As an operator has them, without a line for each request: the others write none."""
    return responder_environment(**{"LOG_LEVEL": "info", "ACCESS_LOG": "off", **more})


def responder(folder: Path, name: str = "responder", **more: str) -> Responder:
    """With as many descriptors as a process is assumed to have."""
    process = Responder(folder, settings(**more), name, RELEASE)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = min(DESCRIPTORS, hard)
    resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (limit, limit))
    return process


def processor_time(process: Process) -> float:
    """Seconds that all of its threads have run."""
    return sum(_nanoseconds(task) for task in Path(f"/proc/{process.pid}/task").iterdir()) / 1e9


def _nanoseconds(task: Path) -> int:
    try:
        return int((task / "schedstat").read_text().split()[0])
    except (FileNotFoundError, ProcessLookupError):
        return 0  # It has ended meanwhile.


class Started(ExitStack):
    """Processes that end together, the last first."""

    def add(self, process: P) -> P:
        self.callback(process.stop)
        return process
