"""Customers, FlatPeak and strangers, all at once and without end; nobody knows when something goes wrong."""

import http.client
import json
import random
import socket
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock

from .customer import Answer, Customer, Manners
from .faulty import Faulty
from .ledger import LEDGER
from .sandbox import CODE, PASSWORD, email
from .servers import TARIFF_PLAN_TOKEN
from .wire_faults import BROKEN, ENDLESS, LAWFUL

_NAMES = ["ada", "ada", "ada", "flat", "tiers", "homes", "thirty", "code", "export", "none", "gap"]
_NAMES += ["down", "late", "broken", "limited", "slow"]


@dataclass
class Tally:
    """What was asked, and what came of it."""

    asked: int = 0
    by_status: Counter[int] = field(default_factory=Counter)
    #: Requests without an answer, or with one that was not the responder's.
    unanswered: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @property
    def answered(self) -> int:
        return self.by_status.total()


class Visitor:
    """One thread of requests, one after the other."""

    def __init__(self, world: Faulty, tally: Tally, seed: int, stop: Event) -> None:
        self._world = world
        self._tally = tally
        self._random = random.Random(seed)
        self._stop = stop

    def run(self) -> None:
        acts: list[Callable[[], None]] = [self._travel] * 5 + [self._read] * 3 + [self._trespass] * 2 + [self._leave]
        while not self._stop.is_set():
            self._random.choice(acts)()
            self._stop.wait(self._random.uniform(0, 0.4))

    # What visitors do.

    def _travel(self) -> None:
        """A customer goes as far as the pages lead."""
        customer, token = self._customer(), self._token()
        name = self._random.choice(_NAMES)
        password = PASSWORD if self._random.random() < 0.9 else f"wrong-password-{self._random.randrange(10**9)}"
        answer = self._ask(lambda: customer.open(f"/?fp_cot={token}"))
        for _ in range(5):
            if answer is None or answer.url.startswith(self._world.stack.sandbox.url):
                return
            page = answer.page
            routes = [form.path for form in page.forms if form.path != "/action"]
            if not routes:
                return
            filled = {"login": email(name), "password": password, "otpCode": CODE}
            form = page.form(routes[0])
            filled = {name: value for name, value in filled.items() if name in form.values}
            filled |= {name: self._random.choice(values) for name, values in form.choices.items()}
            here = answer
            answer = self._ask(lambda: customer.follow(customer.submit(here, routes[0], filled)))

    def _read(self) -> None:
        """FlatPeak, or somebody who would like to be."""
        bearer = TARIFF_PLAN_TOKEN if self._random.random() < 0.8 else f"guess-{self._random.randrange(10**12):012}"
        LEDGER.keep("a bearer token", bearer)
        data = {"login": email(self._random.choice(_NAMES)), "password": PASSWORD}
        body = json.dumps({"auth_metadata": {"data": data}})
        if self._random.random() < 0.2:
            body = body[: self._random.randrange(len(body))]
        self._post("/api/tariff_plan", body, "application/json", {"Authorization": f"Bearer {bearer}"})

    def _trespass(self) -> None:
        """What no page offers."""
        token = self._token()
        form = "application/x-www-form-urlencoded"
        match self._random.randrange(7):
            case 0:
                self._post(f"/auth_metadata_capture?fp_cot={token}", "a=b&" * 10_000, form)
            case 1:
                self._post(f"/auth_metadata_capture?fp_cot={token}", "x" * 100_000, form)
            case 2:
                self._post("/api/tariff_plan", "[" * 100_000, "application/json")
            case 3:
                self._get(f"/?fp_cot={token}", {"Cookie": "; ".join(f"rb_{n:08x}=v1.{n:08x}.AAAA" for n in range(200))})
            case 4:
                self._get(f"/page?fp_cot={token}", {f"X-{n}": "y" * 500 for n in range(58)})
            case 5:
                self._get(f"/{self._random.choice(['nothing', 'assets/style.css', 'page', 'callback'])}", {})
            case 6:
                foreign = {"Sec-Fetch-Site": "cross-site"}
                self._post(f"/consent_capture?fp_cot={token}", "auth_metadata_id=1", form, foreign)

    def _leave(self) -> None:
        """Sends a part of a request, and goes: nobody is there to be answered."""
        head = f"POST /auth_metadata_capture?fp_cot={self._token()} HTTP/1.1\r\n"
        head += "Host: a\r\nContent-Length: 500\r\n\r\nlogin="
        with socket.create_connection(("127.0.0.1", int(self._world.origin.rpartition(":")[2]))) as connection:
            connection.sendall(head[: self._random.randrange(len(head))].encode())
            time.sleep(self._random.uniform(0, 0.3))

    # One request.

    def _customer(self, manners: Manners = Manners.BROWSER) -> Customer:
        return Customer(self._world.origin, manners)

    def _token(self) -> str:
        return self._world.stack.sandbox.token()

    def _get(self, path: str, fields: dict[str, str]) -> None:
        self._ask(lambda: self._customer().request("GET", path, fields))

    def _post(self, path: str, body: str, kind: str, fields: dict[str, str] | None = None) -> None:
        fields = {"Content-Type": kind, **(fields or {})}
        self._ask(lambda: self._customer(Manners.CURL).request("POST", path, fields, body))

    def _ask(self, request: Callable[[], Answer]) -> Answer | None:
        """Counts every request as asked, and those that got an answer of the responder's as answered."""
        try:
            answer = request()
        except (OSError, http.client.HTTPException) as error:
            with self._tally.lock:
                self._tally.asked += 1
                self._tally.unanswered.append(f"{type(error).__name__}: {error}")
            return None
        with self._tally.lock:
            self._tally.asked += 1
            if self._is_ours(answer):
                self._tally.by_status[answer.status] += 1
            else:
                self._tally.unanswered.append(f"{answer.status} of the web server's own")
        return answer

    def _is_ours(self, answer: Answer) -> bool:
        """The app's page at the end of a way is the responder's redirect."""
        return b"<center>nginx" not in answer.body


def trouble(world: Faulty, seed: int, stop: Event) -> None:
    """Every few seconds one of the two upstreams goes wrong for a second."""
    choice = random.Random(seed)
    faults = [*BROKEN.values(), *ENDLESS.values(), *LAWFUL.values()]
    while not stop.wait(choice.uniform(0.5, 3)):
        proxy = choice.choice([world.connect, world.provider])
        with proxy.refusing() if choice.random() < 0.1 else proxy.faulty(choice.choice(faults)):
            stop.wait(choice.uniform(0.3, 1.5))
