"""A program that runs beside the tests, with its log."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .waiting import until

_libc = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def _end_with_the_tests() -> None:
    """prctl(2): however the tests end, what they started ends too."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Process:
    """Started on creation; `stop` ends it."""

    def __init__(
        self, name: str, command: Sequence[str | Path], log: Path, environment: Mapping[str, str], **options: object
    ) -> None:
        self.name = name
        self.log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(  # type: ignore[call-overload]
                [str(part) for part in command],
                stdin=options.pop("stdin", subprocess.DEVNULL),
                stdout=out,
                stderr=subprocess.STDOUT,
                env=dict(environment),
                cwd=log.parent,
                preexec_fn=_end_with_the_tests,
                **options,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_for(self, condition: Callable[[], object]) -> None:
        """Until the condition holds, as long as the program lives."""

        def holds() -> object:
            if condition():
                return True
            if self._process.poll() is not None:
                raise RuntimeError(f"{self.name} ended ({self._process.returncode}):\n{self.text()}")
            return False

        until(holds, f"{self.name} is ready")

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    def wait(self, seconds: float = 30) -> int:
        """The exit code, once it has ended."""
        return self._process.wait(seconds)

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        if self.is_running:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def text(self) -> str:
        return self.log.read_text(errors="replace")

    def status(self, field: str) -> int:
        """A number of /proc/PID/status, such as Threads or VmHWM (in kB)."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1])
        raise KeyError(field)

    @property
    def descriptors(self) -> int:
        return len(os.listdir(f"/proc/{self.pid}/fd"))
