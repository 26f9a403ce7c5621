"""Sandbox, responder and nginx together, as deploy/up starts them."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from .customer import Customer, Manners
from .places import BIN, FASTEST, OUR_PARAMETERS, STOCK_PARAMETERS
from .sandbox import Sandbox
from .servers import TARIFF_PLAN_TOKEN, Nginx, Responder, responder_environment
from .waiting import free_port
from .web_servers import WEB_SERVERS

#: The scratch folders of this run.
FOLDERS: list[Path] = []


@dataclass(frozen=True)
class Layout:
    """How the parts are put together."""

    mount: str = ""
    keep_conn: bool = True
    stock_parameters: bool = False
    public_url: bool = False
    #: The provider is a process of its own, so that what goes on there can be counted; the fastest executables.
    is_for_load: bool = False
    load_delay: float = 2
    settings: tuple[tuple[str, str], ...] = field(default=())
    #: One of WEB_SERVERS, with its files of deploy/; empty for nginx with loopback.conf.
    server: str = ""

    def __str__(self) -> str:
        mount = self.mount.strip("/").replace("/", "+") or "root"
        if self.server:
            return f"{self.server}-{mount}"
        return "-".join(
            [mount, "kept" if self.keep_conn else "closed"]
            + ["stock"] * self.stock_parameters
            + ["public-url"] * self.public_url
            + ["load"] * self.is_for_load
        )


#: Every web server of deploy/, at every mount that its files are for. Shared hosts take a script's name into the path,
#: so that there PUBLIC_URL says where customers find it.
SHIPPED = [
    Layout(server=name, mount=mount, public_url=name.startswith("shared-hosting"))
    for name, server in WEB_SERVERS.items()
    for mount in server.mounts
]


class Stack:
    def __init__(self, layout: Layout = Layout()) -> None:
        self.layout = layout
        self.mount = layout.mount
        self.folder = Path(tempfile.mkdtemp(prefix="ratebridge-tests-"))
        FOLDERS.append(self.folder)
        self._started: list[object] = []
        self.port = free_port()
        #: Scheme and host, as in Origin.
        scheme = WEB_SERVERS[layout.server].scheme if layout.server else "http"
        self.origin = f"{scheme}://127.0.0.1:{self.port}"
        self.url = self.origin + self.mount
        try:
            self._start()
        except Exception:
            self.stop()
            raise

    def _start(self) -> None:
        layout = self.layout
        binaries = FASTEST if layout.is_for_load else BIN
        # FlatPeak reads without TLS: the sandbox does not take a certificate that is signed by itself.
        self.plain_port = free_port() if self.origin.startswith("https") else None
        reading = f"http://127.0.0.1:{self.plain_port}" if self.plain_port else self.url
        self.sandbox = self.provider = Sandbox(
            self.folder, reading, TARIFF_PLAN_TOKEN, layout.load_delay, binaries=binaries
        )
        self._started.append(self.sandbox.process)
        settings = {**self.sandbox.environment, **dict(layout.settings)}
        if layout.is_for_load:
            self.provider = Sandbox(self.folder, self.url, TARIFF_PLAN_TOKEN, layout.load_delay, "provider", binaries)
            self._started.append(self.provider.process)
            # On a slow machine all are answered later, not fewer.
            settings["UPSTREAM_TIMEOUT"] = "600s"
            settings["LUNAR_ENERGY_API_URL"] = self.provider.environment["LUNAR_ENERGY_API_URL"]
        if layout.public_url:
            settings["PUBLIC_URL"] = self.url
        #: What a responder of this stack has to be told.
        self.settings = settings
        if layout.server:
            self._start_shipped(settings)
            return
        self.responder = Responder(self.folder, responder_environment(**settings), binaries=binaries)
        self._started.append(self.responder)
        self.nginx = Nginx(
            self.folder,
            self.responder.socket,
            self.port,
            mount=self.mount,
            keep_conn=layout.keep_conn,
            parameters=STOCK_PARAMETERS if layout.stock_parameters else OUR_PARAMETERS,
            read_timeout=600 if layout.is_for_load else 60,
        )
        self._started.append(self.nginx)

    def _start_shipped(self, settings: dict[str, str]) -> None:
        server = WEB_SERVERS[self.layout.server]
        environment = responder_environment(**settings)
        socket = None
        if not server.starts_responder:
            self.responder = Responder(self.folder, environment)
            self._started.append(self.responder)
            socket = self.responder.socket
            if self.plain_port:
                self._started.append(Nginx(self.folder, socket, self.plain_port))
        self.server = server(self.folder, self.port, self.mount, socket, environment)
        self._started.append(self.server)

    def customer(self, manners: Manners = Manners.BROWSER) -> Customer:
        return Customer(self.origin, manners)

    def link(self, token: str) -> str:
        """The address that the app sends the customer to."""
        return f"{self.mount}/?fp_cot={token}"

    def path(self, route: str, token: str | None = None) -> str:
        return self.mount + route + (f"?fp_cot={token}" if token else "")

    def add(self, responder: Responder, **options: object) -> str:
        """A further nginx for another responder; its origin."""
        port = free_port()
        self._started += [responder, Nginx(self.folder, responder.socket, port, **options)]  # type: ignore[arg-type]
        return f"http://127.0.0.1:{port}"

    def stop(self) -> None:
        """The last started goes first: nobody calls what has gone."""
        for process in reversed(self._started):
            process.stop()  # type: ignore[attr-defined]

    @property
    def logs(self) -> list[Path]:
        return [*self.folder.glob("*.log"), *self.folder.glob("*/*.log")]
