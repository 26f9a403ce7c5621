"""Signing in on the provider's own website: the way back to `/callback`, through every web server."""

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest

from harness.customer import Answer, Customer
from harness.stack import SHIPPED, Layout, Stack
from harness.texts import text

TIBBER = (("PROVIDER", "tibber"),)
#: One mount of each server; below a path where it has one. (With TLS the sandbox knows the client by another address.)
LAYOUTS = {
    shipped.server: Layout(server=shipped.server, mount=shipped.mount, public_url=True, settings=TIBBER)
    for shipped in SHIPPED
    if not shipped.server.endswith("-tls")
}


@pytest.fixture(scope="module", params=LAYOUTS.values(), ids=str)
def tibber(request: pytest.FixtureRequest) -> Iterator[Stack]:
    stack = Stack(request.param)
    yield stack
    stack.stop()


def _press(customer: Customer, page: Answer, button: str, **filled: str) -> Answer:
    """Fills in the form with that button and goes where it leads."""
    (form,) = [form for form in page.page.forms if form.button.strip() == button]
    address, values = urljoin(page.url, form.action), {**form.values, **filled}
    return customer.follow(customer.post(address, values))


def test_who_signs_in_elsewhere_comes_back_to_the_consent_page(tibber: Stack) -> None:
    customer = tibber.customer()
    start = customer.open(tibber.link(tibber.sandbox.token(provider="tibber")))
    site = _press(customer, start, text("sign_in.submit", provider="Tibber"))
    share = _press(customer, site, "Sign in", email="kari@tibber.example", password="moonlight")
    consent = _press(customer, share, "Allow")
    assert any(answer.url.startswith(f"{tibber.url}/callback?code=") for answer in customer.history)
    assert consent.page.heading == text("consent.title")
    end = customer.follow(customer.submit(consent, "/consent_capture"))
    assert end.page.main["data-outcome"] == "connected"
