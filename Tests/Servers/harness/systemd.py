"""A systemd of the tests' own, in namespaces of its own, that has the units of deploy/systemd and nothing else."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .ledger import LEDGER
from .places import FASTEST, REPOSITORY
from .process import Process
from .servers import Nginx, responder_environment
from .stack import Stack
from .waiting import free_port, until

UNITS = REPOSITORY / "deploy/systemd"
SYSTEMD = "/lib/systemd/systemd"
_SOCKET = "run/ratebridge/fcgi.sock"

#: What the units wait for, or are wanted by.
_TARGETS = "tests sysinit basic sockets multi-user network-online shutdown"

#: $1 the stack's folder, $2 the responder. What it would write on this machine, it writes to memory.
_BOOT = f"""
set -e
mount --make-rprivate /
mount -t proc proc /proc
for folder in /run /var/lib /usr/local/bin; do mount -t tmpfs tmpfs $folder; done
cp "$2" /usr/local/bin/ratebridge-fcgi
mkdir -p /run/units/ratebridge.service.d
cp {UNITS}/ratebridge.* /run/units
sed -i "s|/etc/ratebridge/env|$1/env|" /run/units/ratebridge.service
printf '[Service]\\nStandardError=append:%s\\n' "$1/service.log" >/run/units/ratebridge.service.d/log.conf
mkdir -p /run/systemd/journald.conf.d
printf '[Journal]\\nStorage=volatile\\nReadKMsg=no\\nAudit=no\\n' >/run/systemd/journald.conf.d/tests.conf
printf '[Unit]\\nDefaultDependencies=no\\n[Service]\\nExecStart=/lib/systemd/systemd-journald\\n' >/run/units/journal.service
for target in {_TARGETS}; do printf '[Unit]\\nDefaultDependencies=no\\n' >/run/units/$target.target; done
export container=other SYSTEMD_UNIT_PATH=/run/units
exec {SYSTEMD} --system --unit=tests.target --log-target=null --show-status=no
"""


class CannotBoot(Exception):
    """This machine (a container, perhaps) lets nobody start a systemd."""


class SystemdStack(Stack):
    """Sandbox and nginx as ever; the responder is systemd's."""

    _systemd: Process | None = None

    def _start(self) -> None:
        super()._start()
        lines = (f"{name}={value}\n" for name, value in responder_environment(**self.settings).items())
        # What is written last counts; above it, all that the sample leaves empty.
        (self.folder / "env").write_text((REPOSITORY / ".env.blank").read_text() + "".join(lines))
        LEDGER.watch(self.folder / "service.log")
        namespaces = ["unshare", "--pid", "--fork", "--kill-child", "--mount", "--cgroup", "--uts", "--ipc"]
        command = [*namespaces, "sh", "-c", _BOOT, "boot", self.folder, FASTEST / "ratebridge-fcgi"]
        self._systemd = Process("systemd", command, self.folder / "systemd.log", {"PATH": os.environ["PATH"]})
        self._started.append(self._systemd)
        try:
            until(lambda: self.systemctl("is-active", "tests.target") == "active", "systemd is up", 10)
        except TimeoutError as error:
            raise CannotBoot(self._systemd.text()) from error
        self.systemctl("start", "ratebridge.socket")
        self.port = free_port()
        self.origin = self.url = f"http://127.0.0.1:{self.port}"
        socket = Path(f"/proc/{self._init}/root/{_SOCKET}")
        self._started.append(Nginx(self.folder, socket, self.port, keep_conn=self.layout.keep_conn))

    def stop(self) -> None:
        # It takes a SIGTERM for a wish to be executed anew.
        if self._systemd:
            self._systemd.signal(signal.SIGKILL)
        super().stop()

    @property
    def _init(self) -> str:
        """The number that systemd, which is 1 in there, has out here."""
        assert self._systemd
        return Path(f"/proc/{self._systemd.pid}/task/{self._systemd.pid}/children").read_text().strip()

    def systemctl(self, *arguments: str) -> str:
        command = ["nsenter", "--target", self._init or "0", "--all", "systemctl", *arguments]
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()

    @contextmanager
    def changed(self, *lines: str, **settings: str) -> Iterator[None]:
        """The service with further lines in its [Service] section, and other settings."""
        # Later in the alphabet than log.conf; and of two files of settings, the later one wins.
        file, env = "/run/units/ratebridge.service.d/of-a-test.conf", "/run/of-a-test.env"
        write = 'printf "%s\\n" "$@" >"$0"'
        self.systemctl("stop", "ratebridge.service")
        self.run_inside("sh", "-c", write, env, *(f"{name}={value}" for name, value in settings.items()))
        self.run_inside("sh", "-c", write, file, "[Service]", f"EnvironmentFile={env}", *lines)
        self.systemctl("daemon-reload")
        try:
            yield
        finally:
            self.run_inside("rm", file)
            self.systemctl("stop", "ratebridge.service")
            self.systemctl("daemon-reload")
            self.systemctl("reset-failed", "ratebridge.service", "ratebridge.socket")
            self.systemctl("start", "ratebridge.socket")

    def show(self, property: str) -> str:
        return self.systemctl("show", f"--property={property}", "--value", "ratebridge.service")

    def run_inside(self, *command: str) -> str:
        return subprocess.run(
            ["nsenter", "--target", self._init, "--all", *command], capture_output=True, text=True, check=True
        ).stdout
