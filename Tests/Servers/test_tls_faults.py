"""Upstreams whose certificates are not to be trusted: nothing is sent to them, and the customer sees a page."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.checks import check_api_error, check_problem
from harness.clock import ahead
from harness.fault_proxy import FaultProxy
from harness.faulty import Faulty
from harness.stack import Stack
from harness.tls import make_certificates

_TEN_DAYS = 10 * 86_400
#: The names and the clock that a certificate is made with. Each has an authority of its own.
CERTIFICATES = {
    "expired": (["localhost"], -_TEN_DAYS),
    "not valid yet": (["localhost"], _TEN_DAYS),
    "another host's": (["elsewhere.test"], 0),
    "of an authority that nobody knows": (["localhost"], 0),
}


@pytest.fixture(scope="module", params=CERTIFICATES)
def world(request: pytest.FixtureRequest, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    """Connect's certificate and the provider's are of that kind."""
    names, clock = CERTIFICATES[request.param]
    folder = tmp_path_factory.mktemp("certificates")
    ca = make_certificates(folder, names, ahead(clock, folder))
    if "nobody" in request.param:
        (folder / "other").mkdir()
        ca = make_certificates(folder / "other", names)
    proxies = [FaultProxy(stack.sandbox.port, _context(folder)) for _ in range(2)]
    yield Faulty(stack, *proxies, {"CA_FILE": str(ca)})
    for proxy in proxies:
        proxy.stop()


def _context(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return context


def test_connect_is_not_spoken_to(world: Faulty, token: str) -> None:
    check_problem(world.customer().open(world.stack.link(token)), 502, "connectDown", world.stack, token)
    assert world.connect.calls == 0


def test_the_provider_is_sent_no_password(world: Faulty, stack: Stack, token: str) -> None:
    customer = stack.customer()
    page = customer.open(stack.link(token))
    customer.origin = world.origin
    form = {"login": "ada@lunar.example", "password": "moonlight"}
    answer = customer.post(page.page.form("/auth_metadata_capture").action, form)
    check_problem(answer, 503, "providerDown", stack, token)
    assert world.provider.calls == 0


def test_flatpeak_gets_an_error_object(world: Faulty) -> None:
    check_api_error(world.read_tariff(), 400, "provider_unavailable")


def test_the_log_says_that_it_was_the_certificate(world: Faulty) -> None:
    world.read_tariff()
    log = world.responder.text()
    assert "TLS: " in log and ("CERTIFICATE_VERIFY_FAILED" in log or "the certificate is another host's" in log)


def test_a_certificate_that_is_in_order_is_taken(stack: Stack, token: str, tmp_path: Path) -> None:
    """That the refusals are about what they say."""
    ca = make_certificates(tmp_path, ["localhost"])
    proxies = [FaultProxy(stack.sandbox.port, _context(tmp_path)) for _ in range(2)]
    world = Faulty(stack, *proxies, {"CA_FILE": str(ca)})
    assert world.goes_on(world.customer(), token)
