"""Several responders behind one nginx, with the configuration of deploy/scale-out."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from .ledger import LEDGER
from .places import FASTEST, NGINX, NGINX_CONF, OUR_PARAMETERS, REPOSITORY
from .process import Process
from .servers import Responder, responder_environment
from .stack import Layout, Stack
from .waiting import answers, free_port

CONF = REPOSITORY / "deploy/scale-out/ratebridge.conf"


@dataclass
class Passed:
    """A line of the access log."""

    request: str
    status: int
    #: The backends that were asked, in turn.
    asked: list[str]


class ScaledOut(Stack):
    """Three backends that share nothing but their settings; `port` and `origin` are those of the nginx before them."""

    def _start(self) -> None:
        super()._start()
        environment = responder_environment(**self.settings)
        self.backends = {key: Responder(self.folder, environment, key, FASTEST) for key in "abc"}
        self.port = free_port()
        self.origin = self.url = f"http://127.0.0.1:{self.port}"
        self._home = self.folder / "scale-out"
        self._home.mkdir()
        self._started += [*self.backends.values(), self._front()]

    def _front(self) -> Process:
        conf = CONF.read_text()
        if self.layout.is_for_load:
            # A crowd of customers at one address.
            conf = conf.replace("    include ratebridge/limits.conf;\n", "")
        for shipped, ours in [
            ("/run/ratebridge/", f"{self.folder}/"),
            ("/var/log/nginx/", f"{self._home}/"),
            ("listen 80;", f"listen 127.0.0.1:{self.port} backlog=4096;"),
            ("include ratebridge/", f"include {OUR_PARAMETERS.parent}/"),
        ]:
            assert shipped in conf, f"deploy/scale-out has no {shipped}"
            conf = conf.replace(shipped, ours)
        # The frame of deploy/up: one folder, and this machine alone.
        frame, _, _ = NGINX_CONF.read_text().partition("    upstream ratebridge")
        user = "user root;\n" if os.geteuid() == 0 else ""
        (self._home / "nginx.conf").write_text(user + frame.replace("@FOLDER@", str(self._home)) + conf + "}\n")
        LEDGER.watch(self.access_log)
        command = [NGINX, "-e", self._home / "error.log", "-p", self._home, "-c", self._home / "nginx.conf"]
        front = Process("scale-out", command, self._home / "nginx.log", {})
        front.wait_for(lambda: answers(self.port))
        return front

    @property
    def access_log(self) -> Path:
        return self._home / "ratebridge-access.log"

    def passed(self) -> list[Passed]:
        """What nginx passed on so far."""
        pattern = re.compile(r'"(\w+ \S+)" (\d+) \S+ \w+ (.+?) [\d, -]+$')
        lines = [pattern.search(line) for line in self.access_log.read_text().splitlines()]
        return [Passed(m[1], int(m[2]), re.findall(r"/(\w)\.sock", m[3])) for m in lines if m]


def scaled_out(*, is_for_load: bool = True) -> ScaledOut:
    return ScaledOut(Layout(is_for_load=is_for_load))
