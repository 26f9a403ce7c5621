"""The largest cookies that sessions can make, through web servers with the limits that they have by default."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.customer import Customer
from harness.journey import sign_in
from harness.ledger import LEDGER
from harness.process import Process
from harness.sandbox import CODE
from harness.stack import Stack
from harness.waiting import answers, free_port

APACHE = "/usr/sbin/apache2"
MODULES = Path("/usr/lib/apache2/modules")
#: Apache's LimitRequestFieldSize, for a whole line; nginx's large_client_header_buffers are two bytes larger.
FIELD_LIMIT = 8190
#: nginx's fastcgi_buffer_size, which has to hold an answer's head.
HEAD_LIMIT = 4096

CONFIGURATION = """
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {home}/apache.pid
ErrorLog {home}/apache-error.log
{modules}
User www-data
Group www-data
ProxyPass "/" "unix:{socket}|fcgi://localhost/"
"""


class Apache(Process):
    """A real Apache with nothing but its defaults before the responder."""

    def __init__(self, stack: Stack) -> None:
        self.port = free_port()
        home = stack.folder / f"apache-{self.port}"
        home.mkdir()
        names = ("mpm_event", "authz_core", "proxy", "proxy_fcgi")
        modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in names)
        conf = CONFIGURATION.format(port=self.port, home=home, modules=modules, socket=stack.responder.socket)
        (home / "httpd.conf").write_text(conf)
        if os.geteuid() == 0:
            # Its workers are another user, who has to reach the socket.
            stack.folder.chmod(0o755)
            stack.responder.socket.chmod(0o666)
        LEDGER.watch(home / "apache-error.log")
        super().__init__("apache", [APACHE, "-D", "FOREGROUND", "-f", home / "httpd.conf"], home / "apache.log", {})
        self.wait_for(lambda: answers(self.port))


@pytest.fixture(scope="module")
def apache(stack: Stack) -> Iterator[str]:
    """Its origin."""
    apache = Apache(stack)
    yield f"http://127.0.0.1:{apache.port}"
    apache.stop()


@pytest.fixture(params=["nginx", "apache"])
def customer(request: pytest.FixtureRequest, stack: Stack) -> Customer:
    customer = stack.customer()
    if request.param == "apache":
        customer.origin = request.getfixturevalue("apache")
    return customer


def _line(customer: Customer) -> int:
    """Bytes of the Cookie field, name and all."""
    return len("Cookie: " + "; ".join(f"{name}={value}" for name, (value, _) in customer.cookies.items()))


def _head(customer: Customer) -> int:
    """Bytes of the largest head that came."""
    return max(len(answer.headers.as_bytes()) for answer in customer.history)


def _choose(stack: Stack, customer: Customer, name: str) -> None:
    """A session that waits for the choice of a home, with the provider's token in it."""
    page = customer.follow(sign_in(stack, customer, stack.sandbox.token(), name))
    if name == "codehomes":
        customer.follow(customer.submit(page, "/extra_auth_metadata_capture", {"otpCode": CODE}))


@pytest.mark.parametrize("name", ["homes", "thirty", "codehomes"])
def test_as_many_sessions_as_there_can_be_pass(stack: Stack, customer: Customer, name: str) -> None:
    for _ in range(7):
        _choose(stack, customer, name)
    assert all(answer.status in (200, 303) for answer in customer.history)
    assert len(customer.cookies) >= 3
    # Enough to mean something, and room for the cookies of a site around us.
    assert 5_000 < _line(customer) < FIELD_LIMIT - 900
    assert _head(customer) < HEAD_LIMIT


def test_beside_a_kilobyte_of_others_cookies_they_pass(stack: Stack, customer: Customer) -> None:
    customer.cookies["site"] = ("x" * 900, "/")
    for _ in range(7):
        _choose(stack, customer, "homes")
    assert all(answer.status in (200, 303) for answer in customer.history)


def test_two_hundred_dead_cookies_of_ours_pass_and_go(stack: Stack, customer: Customer) -> None:
    customer.cookies = {f"rb_{number:08x}": (f"v1.{number:08x}.AAAA", "/") for number in range(200)}
    answer = customer.open(stack.link(stack.sandbox.token()))
    assert answer.status == 200
    assert 2_000 < _head(customer) < HEAD_LIMIT
    assert len(customer.cookies) < 180


def test_a_line_just_above_apaches_limit_is_apaches_own_400(apache: str, stack: Stack, token: str) -> None:
    """That the limit is the one that these tests are about."""
    customer = stack.customer()
    customer.origin = apache
    for length, status in ((FIELD_LIMIT, 200), (FIELD_LIMIT + 2, 400)):
        customer.cookies = {"x": ("y" * (length - len("Cookie: x=")), "/")}
        assert customer.request("GET", stack.link(token)).status == status
