"""What the web servers of deploy/ have in common in the tests: each runs with its files as they are shipped."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from .ledger import LEDGER
from .places import DEPLOY, RESPONDER
from .process import Process
from .waiting import answers

#: The path that stands in the shipped files.
MOUNT = "/connect/lunar"


class Shipped(Process):
    """A web server in a folder of its own, at 127.0.0.1:`port`."""

    #: Whether it starts the responder itself, from a file of settings.
    starts_responder = False
    #: The mounts that its files are for.
    mounts: tuple[str, ...] = ("", MOUNT)
    scheme = "http"
    #: What it starts then.
    program = RESPONDER
    #: What begins the name of its logs.
    software = ""

    def __init__(self, folder: Path, port: int, mount: str, socket: Path | None, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.home = folder / f"{self.software}-{port}"
        self.home.mkdir()
        self.port = port
        self.mount = mount
        self.socket = socket
        self.settings = settings
        if os.geteuid() == 0:
            folder.chmod(0o755)
        for log in self.logs:
            LEDGER.watch(log)
        command = self.prepare()
        super().__init__(self.software, command, self.home / f"{self.software}.log", self.environment)
        try:
            self.wait_for(lambda: answers(port))
        except Exception:
            self.stop()
            raise

    def prepare(self) -> list[str | Path]:
        """Puts the files into `home`; the command to start."""
        raise NotImplementedError

    @property
    def environment(self) -> dict[str, str]:
        return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}

    @property
    def logs(self) -> list[Path]:
        """Those that may hold no secret."""
        return [self.home / "ratebridge-access.log"]

    def settle(self, places: Mapping[str, str], source: str) -> Path:
        """Copies a folder of deploy/, with this run's places for those of an installation."""
        target = self.home / "ratebridge"
        shutil.copytree(DEPLOY / source, target)
        files = [file for file in target.rglob("*") if file.is_file()]
        for shipped, ours in places.items():
            found = [file for file in files if shipped in file.read_text()]
            assert found, f"deploy/{source} does not name {shipped}"
            for file in found:
                file.write_text(file.read_text().replace(shipped, ours))
        return target

    def write_settings(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{name}={value}\n" for name, value in self.settings.items()))
        file.chmod(0o600)

    @staticmethod
    def certificate(folder: Path) -> None:
        """A self-signed one, under Let's Encrypt's names; for this machine's address, too."""
        folder.mkdir(parents=True)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
            + ["-addext", "subjectAltName=DNS:connect.example.com,IP:127.0.0.1", "-days", "1"]
            + ["-subj", "/CN=connect.example.com", "-keyout", "privkey.pem", "-out", "fullchain.pem"],
            cwd=folder,
            check=True,
            capture_output=True,
        )
