"""A machine that has run out of descriptors, of memory, of space, or of an answer to a name."""

import resource
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harness.customer import Answer
from harness.fault_proxy import FaultProxy
from harness.jail import Jail, JailedResponder, is_possible
from harness.ledger import LEDGER
from harness.places import FASTEST
from harness.process import Process
from harness.sandbox import PASSWORD, email
from harness.servers import responder_environment
from harness.stack import Stack
from harness.texts import text
from harness.tls import TLSFront, make_certificates
from harness.waiting import free_port
from harness.wire_faults import repeats, stall


class Confined(Process):
    """`ratebridge-fcgi` under a limit of the shell's (bash, ulimit)."""

    def __init__(self, stack: Stack, limit: str, settings: dict[str, str], path: Path | None = None) -> None:
        self.socket = path or stack.folder / f"confined-{free_port()}.sock"
        command = ["bash", "-c", f'ulimit {limit}; exec "$0" "$@"', FASTEST / "ratebridge-fcgi"]
        command += ["--listen", f"unix:{self.socket}"]
        environment = {**responder_environment(**settings), "PATH": "/usr/bin:/bin"}
        log = stack.folder / f"confined-{free_port()}.log"
        LEDGER.watch(log)
        super().__init__("confined", command, log, environment)
        self.wait_for(lambda: "serving" in self.text())

    @property
    def processor_seconds(self) -> float:
        """proc(5), /proc/PID/stat: utime and stime, in hundredths."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100


@pytest.fixture
def provider(stack: Stack) -> Iterator[FaultProxy]:
    proxy = FaultProxy(stack.sandbox.port)
    yield proxy
    proxy.stop()


def _settings(stack: Stack, provider: FaultProxy) -> dict[str, str]:
    return {**stack.sandbox.environment, "LUNAR_ENERGY_API_URL": provider.url + "/lunar", "UPSTREAM_TIMEOUT": "1s"}


def test_without_descriptors_everybody_is_answered_and_no_processor_is_kept_busy(
    stack: Stack, provider: FaultProxy
) -> None:
    responder = Confined(stack, "-n 48", _settings(stack, provider))
    origin = stack.add(responder, keep_conn=False)  # type: ignore[arg-type]

    def log_in(_: int) -> Answer:
        customer = stack.customer()
        customer.origin = origin
        page = customer.open(stack.link(stack.sandbox.token()))
        form = {"login": email("ada"), "password": PASSWORD}
        return customer.submit(page, "/auth_metadata_capture", form) if page.status == 200 else page

    before = responder.processor_seconds
    start = time.monotonic()
    with provider.faulty(stall(0)), ThreadPoolExecutor(60) as pool:
        statuses = Counter(answer.status for answer in pool.map(log_in, range(60)))
    # Who finds no descriptor for the way to FlatPeak (502) or the provider (503) is told so; the others time out.
    assert set(statuses) <= {502, 503, 504} and statuses[504] > 0, statuses
    assert "accepting pauses" in responder.text()
    assert "Too many open files" in responder.text()
    assert responder.processor_seconds - before < (time.monotonic() - start) / 4
    assert log_in(0).status == 303


def test_the_first_call_takes_no_descriptors_but_its_connections(stack: Stack) -> None:
    """What the client needs for itself it has from the start: where it found none later, the process would end."""
    responder = Confined(stack, "-n 1024", stack.sandbox.environment)
    origin = stack.add(responder)  # type: ignore[arg-type]
    customer = stack.customer()
    customer.origin = origin
    enough = responder.descriptors + 2
    resource.prlimit(responder.pid, resource.RLIMIT_NOFILE, (enough, enough))
    assert customer.open(stack.link(stack.sandbox.token())).page.heading == text("login.title")


def test_without_memory_it_ends_by_a_signal_and_the_next_one_serves(stack: Stack, provider: FaultProxy) -> None:
    """What a supervisor is for: nothing is answered wrongly, and the next process takes the socket over."""
    settings = {**_settings(stack, provider), "UPSTREAM_TIMEOUT": "20s"}
    responder = Confined(stack, f"-v {256 * 1024}", settings)
    customer = stack.customer()
    customer.origin = stack.add(responder)  # type: ignore[arg-type]
    page = customer.open(stack.link(stack.sandbox.token()))

    def log_in(_: int) -> int:
        again = stack.customer()
        again.origin, again.cookies = customer.origin, dict(customer.cookies)
        form = {"login": email("ada"), "password": PASSWORD}
        return again.post(page.page.form("/auth_metadata_capture").action, form).status

    head = b"HTTP/1.1 200 OK\r\nContent-Length: 4190000\r\n\r\n"
    with provider.faulty(repeats(head, b"[" * 1024)), ThreadPoolExecutor(200) as pool:
        statuses = Counter(pool.map(log_in, range(200)))
    # The web server's own 502 are those that were in flight.
    assert set(statuses) <= {502, 503}
    assert responder.wait() in (-signal.SIGILL, -signal.SIGTRAP, -signal.SIGABRT, -signal.SIGSEGV)
    successor = Confined(stack, "-v unlimited", settings, responder.socket)
    assert customer.submit(page, "/auth_metadata_capture", {"login": email("ada"), "password": PASSWORD}).status == 303
    successor.stop()


@pytest.fixture
def silence() -> Iterator[str]:
    """The address of a name server that hears every question and answers none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.53.53.54", 53))
        yield "127.53.53.54"


@pytest.mark.skipif(not is_possible(), reason="chroot(2) and mount(2) are root's")
def test_a_name_server_that_is_silent_about_the_provider_leaves_connects_pages_as_they_are(
    stack: Stack, silence: str, tmp_path: Path
) -> None:
    tmp_path.chmod(0o755)
    connect, provider = "connect.ratebridge.test", "api.lunar.ratebridge.test"
    ca = make_certificates(tmp_path, [connect, provider])
    front = TLSFront(tmp_path, stack.sandbox.port, keepalive=0)
    settings = {"CONNECT_API_URL": f"https://{connect}:{front.port}/connect", "UPSTREAM_TIMEOUT": "2s"}
    settings["LUNAR_ENERGY_API_URL"] = f"https://{provider}:{front.port}/lunar"
    # Connect's name is in the hosts file.
    jail = Jail(tmp_path / "jail", silence, [connect], ca)
    origin = stack.add(JailedResponder(jail, responder_environment(**settings)))  # type: ignore[arg-type]

    def log_in(_: int) -> Answer:
        """Each waits for the provider's name, and looks Connect's up anew: the TLS front keeps no connection."""
        token = stack.sandbox.token()
        customer = stack.customer()
        customer.origin = origin
        page = customer.open(stack.link(token))
        assert page.page.heading == text("login.title")
        form = {"login": email("ada"), "password": PASSWORD}
        return customer.submit(page, "/auth_metadata_capture", form)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(log_in, range(16)))
    assert {answer.status for answer in answers} <= {503, 504}
    front.stop()
