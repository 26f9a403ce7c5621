"""The responder, and the nginx in front of it."""

import os
import re
from pathlib import Path

from .ledger import LEDGER
from .places import BIN, NGINX, NGINX_CONF, OUR_PARAMETERS
from .process import Process
from .waiting import answers

APP_SECRET = "tests-only-0123456789-abcdefghijklmnop"
TARIFF_PLAN_TOKEN = "tariff-plan-token-of-the-tests"
LEDGER.keep("APP_SECRET", APP_SECRET)
LEDGER.keep("TARIFF_PLAN_TOKEN", TARIFF_PLAN_TOKEN)


def responder_environment(**settings: str) -> dict[str, str]:
    """The settings of the tests; nothing of whoever runs them."""
    return {"APP_SECRET": APP_SECRET, "TARIFF_PLAN_TOKEN": TARIFF_PLAN_TOKEN, "LOG_LEVEL": "trace", **settings}


class Responder(Process):
    """`ratebridge-fcgi` on a unix socket."""

    def __init__(
        self, folder: Path, environment: dict[str, str], name: str = "responder", binaries: Path = BIN
    ) -> None:
        self.socket = folder / f"{name}.sock"
        log = folder / f"{name}.log"
        LEDGER.watch(log)
        super().__init__(name, [binaries / "ratebridge-fcgi", "--listen", f"unix:{self.socket}"], log, environment)
        try:
            self.wait_for(self.socket.exists)
        except Exception:
            self.stop()
            raise


class Nginx(Process):
    """A real nginx with our configuration, at 127.0.0.1:`port`."""

    def __init__(
        self,
        folder: Path,
        socket: Path | str,
        port: int,
        *,
        mount: str = "",
        keep_conn: bool = True,
        parameters: Path = OUR_PARAMETERS,
        read_timeout: int = 60,
    ) -> None:
        home = folder / f"nginx-{port}"
        home.mkdir()
        conf = self._configuration(home, socket, port, mount, keep_conn, parameters)
        conf = conf.replace("fastcgi_read_timeout 60s;", f"fastcgi_read_timeout {read_timeout}s;")
        (home / "nginx.conf").write_text(conf)
        if os.geteuid() == 0:
            folder.chmod(0o755)
        LEDGER.watch(home / "nginx-access.log")
        super().__init__(
            "nginx",
            [NGINX, "-e", home / "nginx-error.log", "-p", home, "-c", home / "nginx.conf"],
            home / "nginx.log",
            {},
        )
        self.wait_for(lambda: answers(port))

    @staticmethod
    def _configuration(home: Path, socket: Path | str, port: int, mount: str, keep_conn: bool, parameters: Path) -> str:
        conf = NGINX_CONF.read_text()
        if isinstance(socket, str):  # HOST:PORT
            conf = conf.replace("unix:@SOCKET@", socket)
        values = {
            "FOLDER": str(home),
            "SOCKET": str(socket),
            "PORT": str(port),
            "MOUNT": mount,
            "KEEPALIVE": "8",
            "KEEP_CONN": "on" if keep_conn else "off",
            "PARAMETERS": str(parameters),
        }
        for name, value in values.items():
            conf = conf.replace(f"@{name}@", value)
        assert not re.search("@[A-Z_]+@", conf), "a value of loopback.conf that the tests do not know"
        if parameters != OUR_PARAMETERS:
            # Who includes the stock parameters has no PATH_INFO either.
            conf = re.sub(r"\n\s*fastcgi_split_path_info[^\n]*", "", conf)
        # nginx as root gives the work to another user, who has to reach the socket.
        return ("user root;\n" if os.geteuid() == 0 else "") + conf
