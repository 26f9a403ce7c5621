"""A stack whose responder can be restarted: the socket stays where it is."""

import subprocess

from harness.clock import ahead
from harness.ledger import LEDGER
from harness.places import BIN
from harness.servers import APP_SECRET, Responder, responder_environment
from harness.stack import Stack


class RestartingStack(Stack):
    @property
    def environment(self) -> dict[str, str]:
        return responder_environment(**self.sandbox.environment)

    def restart(self, **settings: str) -> None:
        """Another process takes over."""
        self.responder.stop()
        self._started.remove(self.responder)
        self.responder = Responder(self.folder, {**self.environment, **settings})
        self._started.append(self.responder)

    def restart_later(self, seconds: int) -> None:
        """The next process's clock is ahead."""
        self.restart(**ahead(seconds, self.folder))

    def rotate_keys(self) -> None:
        """As an operator does it: in the file, and then a restart. An empty variable counts as unset."""
        file = self.folder / ".env"
        if not file.exists():
            file.write_text(f"APP_SECRET={APP_SECRET}\n")
        subprocess.run([BIN / "ratebridge", "keys", "rotate"], cwd=self.folder, env={}, check=True, capture_output=True)
        for line in file.read_text().splitlines():
            for secret in line.partition("=")[2].split(","):
                LEDGER.keep("an APP_SECRET", secret)
        self.restart(APP_SECRET="")
