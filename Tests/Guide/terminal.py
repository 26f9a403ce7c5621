"""Terminals in a copy of the repository that lasts as long as they do, with a loopback of their own."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
#: Writes go to `scratch`; the repository, and what is built in it, stay as they are. Ports are nobody else's.
PLACE = """
set -e
mkdir {scratch}/written {scratch}/work
mount -t overlay overlay -o lowerdir={repository},upperdir={scratch}/written,workdir={scratch}/work {repository}
python3 -c 'import fcntl, socket, struct
fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sh14x", b"lo", 0x41))'
cd {repository}
exec sleep infinity
"""


class Terminal:
    """A shell that keeps its variables and aliases from one command to the next."""

    def __init__(self, place: subprocess.Popen[bytes], log: Path) -> None:
        self._log = log.open("w+")
        inside = ["nsenter", f"--target={place.pid}", "--mount", "--net"]
        shell = [*inside, "bash", "-O", "expand_aliases"]
        # A session of its own, so that Ctrl-C reaches whatever runs in it.
        self._shell = subprocess.Popen(
            shell, stdin=subprocess.PIPE, stdout=self._log, stderr=self._log, text=True, start_new_session=True
        )
        self.run(f"trap : INT; cd {REPOSITORY}")

    def run(self, command: str, timeout: float = 300) -> str:
        """Runs a command to its end; what it said."""
        text = self.start(command, "\n[exit ", timeout)
        status = text.rsplit("\n[exit ", 1)[1]
        assert status.startswith("0]"), f"$ {command}\n{text}"
        return text

    def start(self, command: str, awaited: str, timeout: float = 300) -> str:
        """Runs a command until it has said something; what it said."""
        begin = os.fstat(self._log.fileno()).st_size
        assert self._shell.stdin
        self._shell.stdin.write(f'{command}\nprintf "\\n[exit %s]\\n" $?\n')
        self._shell.stdin.flush()
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            text = self.said(begin)
            if awaited in text:
                return text
            assert "\n[exit " not in text and self._shell.poll() is None, f"$ {command}\n{text}"
            time.sleep(0.1)
        raise AssertionError(f"$ {command}\nhas not said {awaited!r} within {timeout} s:\n{self.said(begin)}")

    def said(self, begin: int = 0) -> str:
        return Path(self._log.name).read_bytes()[begin:].decode(errors="replace")

    def interrupt(self) -> None:
        """Ctrl-C."""
        begin = os.fstat(self._log.fileno()).st_size
        os.killpg(self._shell.pid, signal.SIGINT)
        end = time.monotonic() + 30
        while "\n[exit " not in self.said(begin):
            assert time.monotonic() < end, f"Ctrl-C did not end it:\n{self.said()}"
            time.sleep(0.1)

    def close(self) -> None:
        try:
            os.killpg(self._shell.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._shell.wait()
        self._log.close()


@contextmanager
def terminals(scratch: Path) -> Iterator[list[Terminal]]:
    """The reader's two, and one in the place of the browser."""
    script = PLACE.format(scratch=scratch, repository=REPOSITORY)
    place = subprocess.Popen(["unshare", "--mount", "--net", "bash", "-c", script])
    opened: list[Terminal] = []
    try:
        while Path(f"/proc/{place.pid}/comm").read_text().strip() != "sleep":
            assert place.poll() is None, "no copy of the repository could be made: is this root?"
            time.sleep(0.05)
        for number in range(3):
            opened.append(Terminal(place, scratch / f"terminal-{number}.log"))
        yield opened
    finally:
        for terminal in opened:
            terminal.close()
        place.kill()
        place.wait()
