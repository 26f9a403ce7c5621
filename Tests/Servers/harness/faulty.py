"""A responder with a fault proxy before Connect and another before the provider, and the three ways to meet a fault."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .customer import Answer, Customer, Manners
from .fault_proxy import FaultProxy
from .journey import reach_consent
from .places import BIN
from .sandbox import PASSWORD, email
from .servers import TARIFF_PLAN_TOKEN, Responder, responder_environment
from .stack import Stack
from .texts import text


@dataclass
class Faulty:
    """At `origin`, on the stack's sandbox."""

    stack: Stack
    connect: FaultProxy
    provider: FaultProxy
    settings: dict[str, str] = field(default_factory=dict)
    binaries: Path = BIN
    responder: Responder = field(init=False)
    origin: str = field(init=False)

    def __post_init__(self) -> None:
        settings = {
            **self.stack.sandbox.environment,
            "CONNECT_API_URL": self.connect.url + "/connect",
            "LUNAR_ENERGY_API_URL": self.provider.url + "/lunar",
            "UPSTREAM_TIMEOUT": "2s",
            **self.settings,
        }
        name = f"behind-{self.connect.port}-{self.provider.port}"
        self.responder = Responder(self.stack.folder, responder_environment(**settings), name, self.binaries)
        self.origin = self.stack.add(self.responder)

    def customer(self) -> Customer:
        customer = self.stack.customer()
        customer.origin = self.origin
        return customer

    def read_tariff(self) -> Answer:
        body = json.dumps({"auth_metadata": {"data": {"login": email("ada"), "password": PASSWORD}}})
        fields = {"Authorization": f"Bearer {TARIFF_PLAN_TOKEN}", "Content-Type": "application/json"}
        return Customer(self.origin, Manners.CURL).request("POST", "/api/tariff_plan", fields, body)

    def goes_on(self, customer: Customer, token: str) -> bool:
        """Whether the session can be brought to its end, and tariffs be read."""
        page = reach_consent(self.stack, customer, token)
        return (
            page.page.heading == text("consent.title")
            and customer.submit(page, "/consent_capture").status == 303
            and self.read_tariff().status == 200
        )


@contextmanager
def faulty(stack: Stack, binaries: Path = BIN) -> Iterator[Faulty]:
    proxies = FaultProxy(stack.sandbox.port), FaultProxy(stack.sandbox.port)
    yield Faulty(stack, *proxies, binaries=binaries)
    for proxy in proxies:
        proxy.stop()
