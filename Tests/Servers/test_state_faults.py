"""STATE_DIR on a disk that is full or takes no writing: tariffs are read all the same, and the log says why."""

import json
import subprocess
from pathlib import Path

import pytest
from test_oauth2 import TIBBER, _press

from harness.customer import Answer, Customer, Manners
from harness.fixtures import Stacks
from harness.jail import is_possible
from harness.ledger import LEDGER
from harness.places import RESPONDER
from harness.process import Process
from harness.servers import TARIFF_PLAN_TOKEN, responder_environment
from harness.stack import Layout, Stack
from harness.texts import text
from harness.waiting import free_port

pytestmark = pytest.mark.skipif(not is_possible(), reason="mount(2) is root's")

#: $0 the folder; a small disk of its own, which nobody else sees.
_ON_A_SMALL_DISK = 'mount -t tmpfs -o size=16k,mode=700 tmpfs "$0" && exec "$@"'


class OnASmallDisk(Process):
    """`ratebridge-fcgi` with STATE_DIR on 16 KB."""

    def __init__(self, stack: Stack, folder: Path) -> None:
        self.state = folder / "state"
        self.state.mkdir()
        self.socket = stack.folder / f"state-{free_port()}.sock"
        command = ["unshare", "-m", "sh", "-c", _ON_A_SMALL_DISK, self.state, RESPONDER]
        command += ["--listen", f"unix:{self.socket}"]
        environment = responder_environment(**stack.settings, STATE_DIR=str(self.state))
        log = self.socket.with_suffix(".log")
        LEDGER.watch(log)
        super().__init__("state", command, log, {"PATH": "/usr/bin:/bin", **environment})
        self.wait_for(self.socket.exists)

    def spoil(self, command: str) -> None:
        """Runs a shell's command where the disk is seen."""
        inside = ["nsenter", "--target", str(self.pid), "--mount", "sh", "-c", command, str(self.state)]
        subprocess.run(inside, check=True, capture_output=True)


@pytest.fixture(scope="module")
def tibber(stacks: Stacks) -> Stack:
    return stacks(Layout(public_url=True, settings=TIBBER))


def _stored_data(stack: Stack) -> dict[str, object]:
    """What FlatPeak keeps of a customer whose access token has to be renewed at every reading."""
    customer = stack.customer()
    token = stack.sandbox.token(provider="tibber")
    start = customer.open(stack.link(token))
    site = _press(customer, start, text("sign_in.submit", provider="Tibber"))
    share = _press(customer, site, "Sign in", email="brief@tibber.example", password="moonlight")
    _press(customer, share, "Allow")
    (body,) = [body for body in stack.sandbox.bodies(token) if body["route"] == "auth_metadata_capture"]
    return body["data"]  # type: ignore[return-value]


def _read(origin: str, data: dict[str, object]) -> Answer:
    fields = {"Authorization": f"Bearer {TARIFF_PLAN_TOKEN}", "Content-Type": "application/json"}
    body = json.dumps({"auth_metadata": {"data": data}})
    return Customer(origin, Manners.CURL).request("POST", "/api/tariff_plan", fields, body)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        ('head -c 100000 /dev/zero >"$0/filler" || :', "No space left on device"),
        ('mount -o remount,ro "$0"', "Read-only file system"),
    ],
    ids=["full", "read-only"],
)
def test_renewed_tokens_that_cannot_be_kept_are_still_answered_and_the_log_says_why(
    tibber: Stack, tmp_path: Path, spoil: str, reason: str
) -> None:
    data = _stored_data(tibber)
    responder = OnASmallDisk(tibber, tmp_path)
    origin = tibber.add(responder)  # type: ignore[arg-type]
    responder.spoil(spoil)
    answer = _read(origin, data)
    assert answer.status == 200
    renewed = answer.json["auth_metadata"]["data"]
    assert renewed != data
    assert reason in responder.text()
    # What the answer brought is what FlatPeak can go on with.
    assert _read(origin, renewed).status == 200
