"""FlatPeak, Connect, the app and the provider, simulated; and the desk that steers them."""

import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from .ledger import LEDGER
from .places import BIN
from .process import Process

PASSWORD = "moonlight"
CODE = "246810"
EXPIRED_CODE = "135790"


def email(name: str) -> str:
    return f"{name}@lunar.example"


class Sandbox:
    def __init__(
        self,
        folder: Path,
        integration_url: str,
        tariff_plan_token: str,
        load_delay: float = 2,
        name: str = "sandbox",
        binaries: Path = BIN,
    ) -> None:
        port_file = folder / f"{name}.port"
        self.process = Process(
            name,
            [
                binaries / "ratebridge",
                "sandbox",
                "--port",
                "0",
                "--port-file",
                port_file,
                "--integration-url",
                integration_url,
                "--tariff-plan-token",
                tariff_plan_token,
                "--load-delay",
                str(load_delay),
                "--responder-log",
                folder / "responder.log",
            ],
            folder / f"{name}.log",
            {},
        )
        self.process.wait_for(lambda: port_file.exists() and port_file.read_text().strip())
        self.port = int(port_file.read_text())
        self.url = f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What a responder has to be told."""
        return {
            "CONNECT_API_URL": self.url + "/connect",
            "FLATPEAK_API_URL": self.url + "/flatpeak",
            "LUNAR_ENERGY_API_URL": self.url + "/lunar",
            "TIBBER_API_URL": self.url + "/tibber/v1-beta/gql",
            "TIBBER_AUTHORIZE_URL": self.url + "/tibber/connect/authorize",
            "TIBBER_TOKEN_URL": self.url + "/tibber/connect/token",
            "TIBBER_CLIENT_ID": "ratebridge-sandbox",
            "TIBBER_CLIENT_SECRET": "sandbox-tibber-secret",
        }

    # The desk.

    def token(self, **members: str) -> str:
        """A connect token, bound to the provider."""
        members.setdefault("connect_web_uri", self.url + "/app/return")
        token: str = self._ask("POST", "token", members)["connect_token"]
        LEDGER.keep("a connect token", token)
        return token

    def fault(self, mode: str, token: str, **members: object) -> None:
        """The next call of that token goes wrong."""
        self._ask("POST", "connect-fault", {"mode": mode, "connect_token": token, **members})

    def calls(self, token: str) -> list[dict[str, str]]:
        """What Connect received for a token: `body`, `content_type`, `accept`."""
        calls: list[dict[str, str]] = self._ask("GET", "connect-log?" + urlencode({"connect_token": token}))["calls"]
        return calls

    def bodies(self, token: str) -> list[dict[str, object]]:
        return [json.loads(call["body"]) for call in self.calls(token)]

    def routes(self, token: str) -> list[object]:
        """The routes that were called for a token, in order."""
        return [body["route"] for body in self.bodies(token)]

    def call_count(self) -> int:
        """All that Connect received, whatever the token."""
        return len(self._ask("GET", "connect-log")["calls"])

    def read(self, token: str) -> dict[str, object]:
        """FlatPeak's newest reading of the tariff, once it is finished."""
        reads: list[dict[str, object]] = self._ask("GET", "reads?" + urlencode({"connect_token": token}))["reads"]
        return reads[-1]

    def read_again(self, token: str) -> dict[str, object]:
        """FlatPeak reads the contract that it read before."""
        return self._ask("POST", "read", {"connect_token": token})

    @contextmanager
    def later(self, seconds: int) -> Iterator[None]:
        """FlatPeak's clock goes ahead, and back."""
        self._ask("POST", "clock", {"advance_seconds": seconds})
        try:
            yield
        finally:
            self._ask("POST", "clock", {"advance_seconds": -seconds})

    def _ask(self, method: str, path: str, members: Mapping[str, object] | None = None) -> dict:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        try:
            body = None if members is None else json.dumps(members)
            connection.request(method, f"/control/{path}", body)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status != 200:
            raise RuntimeError(f"the desk's {path} answers {answer.status}: {text}")
        return json.loads(text)
