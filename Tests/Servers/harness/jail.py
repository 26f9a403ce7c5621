"""A folder that is the whole file system for the responder: the release file, what names and certificates need, /proc."""

import os
import shutil
import subprocess
from pathlib import Path

from .ledger import LEDGER
from .places import CHROOT, RELEASE
from .process import Process

ZONE = "usr/share/zoneinfo/Europe/London"


#: Ends with the program that it starts, and so does the mount.
_IN_JAIL = f'mount -t proc -o subset=pid proc "$0/proc" && exec "{CHROOT}" "$0" "$@"'


def is_possible() -> bool:
    """chroot(2) and mount(2) are root's, and not every container's."""
    return os.geteuid() == 0 and subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0


class Jail:
    """`chroot(8)` into it, with a /proc that shows processes and nothing else."""

    def __init__(self, root: Path, nameserver: str, hosts: list[str], ca: Path | None, *, zone: bool = True) -> None:
        self.root = root
        responder = RELEASE / "ratebridge-fcgi"
        assert responder.exists(), "there is no release file: run deploy/build"
        self._add("ratebridge-fcgi", responder)
        self._write("etc/resolv.conf", f"nameserver {nameserver}\noptions timeout:2 attempts:2\n")
        self._write("etc/hosts", "127.0.0.1 localhost\n" + "".join(f"127.0.0.1 {name}\n" for name in hosts))
        if ca:
            self._add("etc/ssl/certs/ca-certificates.crt", ca)
        if zone:
            self._add(ZONE, Path("/") / ZONE)
        (root / "proc").mkdir()

    @property
    def command(self) -> list[str | Path]:
        return ["unshare", "-m", "sh", "-c", _IN_JAIL, self.root, "/ratebridge-fcgi"]

    @property
    def log(self) -> Path:
        """Outside."""
        return self.root.with_suffix(".log")

    @property
    def files(self) -> set[str]:
        return {str(file.relative_to(self.root)) for file in self.root.rglob("*") if file.is_file()}

    def _add(self, path: str, source: Path) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, self.root / path)

    def _write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)


class JailedResponder(Process):
    """The responder on a unix socket inside its jail; `socket` is the path from outside."""

    def __init__(self, jail: Jail, environment: dict[str, str]) -> None:
        self.socket = jail.root / "fcgi.sock"
        LEDGER.watch(jail.log)
        super().__init__(jail.root.name, [*jail.command, "--listen", "unix:/fcgi.sock"], jail.log, environment)
        self.wait_for(self.socket.exists)
