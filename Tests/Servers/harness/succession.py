"""A responder whose place others take: upgrades in place, and restarts on a socket that stays."""

import os
import re
import signal
import socket
from pathlib import Path

from .ledger import LEDGER
from .places import BIN
from .process import Process
from .servers import Nginx, responder_environment
from .stack import Stack
from .waiting import free_port, until


def successor(log: str) -> int:
    return int(re.findall(r"the new process serves.* pid=(\d+)", log)[-1])


def is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


class Succession:
    """A responder that may be succeeded by another, and nginx before it."""

    def __init__(
        self, world: Stack, kind: str, keep_conn: bool, binaries: Path = BIN, **settings: str
    ) -> None:
        self.log = world.folder / f"{kind}.log"
        LEDGER.watch(self.log)
        self.path = world.folder / f"{kind}.sock"
        environment = responder_environment(**world.settings, **settings)
        address: Path | str = self.path
        options: dict[str, object] = {}
        command: list[str | Path] = [binaries / "ratebridge-fcgi"]
        if kind == "unix":
            command += ["--listen", f"unix:{self.path}"]
        elif kind == "tcp":
            address = f"127.0.0.1:{free_port()}"
            command += ["--listen", address]
        elif kind == "inherited":
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.bind(str(self.path))
            self.socket.listen(4096)
            options["stdin"] = self.socket
        else:
            command = ["systemd-socket-activate", "-l", self.path, *command]
            command[1:1] = [option for name in environment for option in ("-E", name)]
            environment["PATH"] = os.environ["PATH"]
        self._start = lambda: Process(kind, command, self.log, environment, **dict(options))
        self.process = self._start()
        self.process.wait_for(self.path.exists if kind != "tcp" else lambda: "serving" in self.process.text())
        self.port = free_port()
        self.nginx = Nginx(world.folder, address, self.port, keep_conn=keep_conn)
        self.children: list[int] = []

    def reload(self) -> None:
        self.process.signal(signal.SIGHUP)

    def succeed(self) -> None:
        pid = self.children[-1] if self.children else self.process.pid
        count = self.process.text().count("the new process serves")
        os.kill(pid, signal.SIGUSR2)
        until(lambda: self.process.text().count("the new process serves") > count, "a new process serves")
        self.children.append(successor(self.process.text()))

    def restart(self) -> None:
        """As a service manager does that keeps the socket: the next one starts when the last has ended."""
        self.process.signal(signal.SIGTERM)
        assert self.process.wait(70) == 0
        self.process = self._start()

    def stop(self) -> None:
        self.nginx.stop()
        for child in self.children:
            if is_alive(child):
                os.kill(child, signal.SIGTERM)
                until(lambda child=child: not is_alive(child), "the new process has ended")
        self.process.stop()
