"""A log that cannot be written: the responder goes on, and what it had to say is lost."""

import signal
import time

import pytest

from harness.places import RESPONDER
from harness.process import Process
from harness.servers import responder_environment
from harness.stack import Stack
from harness.texts import text
from harness.waiting import free_port

#: Where standard error leads (bash, REDIRECTION).
LOGS = {
    "a full disk": "2>/dev/full",
    "a file that takes no writing": "2</dev/null",
    "a pipe that nobody has open": "2> >(exec true)",
    "nowhere": "2>&-",
    "a pipe that nobody reads": "2> >(exec sleep 60 2>/dev/null)",
}


class Muffled(Process):
    """`ratebridge-fcgi` with its standard error led elsewhere."""

    def __init__(self, stack: Stack, redirection: str) -> None:
        self.socket = stack.folder / f"muffled-{free_port()}.sock"
        command = ["bash", "-c", f'exec "$0" "$@" {redirection}', RESPONDER, "--listen", f"unix:{self.socket}"]
        environment = {**responder_environment(**stack.sandbox.environment), "PATH": "/usr/bin:/bin"}
        super().__init__("muffled", command, self.socket.with_suffix(".log"), environment)
        self.wait_for(self.socket.exists)


@pytest.mark.parametrize("kind", LOGS)
def test_where_the_log_cannot_be_written_customers_are_served_all_the_same(stack: Stack, kind: str) -> None:
    responder = Muffled(stack, LOGS[kind])
    customer = stack.customer()
    customer.origin = stack.add(responder)  # type: ignore[arg-type]
    start = time.monotonic()
    # More lines than a pipe holds (64 KB).
    for _ in range(800 if "reads" in kind else 50):
        assert customer.request("GET", "/nothing").status == 404
    assert customer.open(stack.link(stack.sandbox.token())).page.heading == text("login.title")
    assert time.monotonic() - start < 30
    responder.signal(signal.SIGTERM)
    assert responder.wait() == 0


def test_lines_that_were_lost_are_counted_once_somebody_reads_again(stack: Stack) -> None:
    late = "2> >(sleep 3; exec cat >&1)"
    responder = Muffled(stack, late)
    customer = stack.customer()
    customer.origin = stack.add(responder)  # type: ignore[arg-type]
    while "log lines were lost" not in responder.text():
        assert customer.request("GET", "/nothing").status == 404
    assert "warning: log lines were lost: nobody read them lost=" in responder.text()
