"""What nginx's shipped files keep to themselves: the query, and the paths below the mount."""

import socket
import ssl

import pytest

from harness.fixtures import Stacks
from harness.shipped import MOUNT
from harness.stack import Layout, Stack


@pytest.fixture(scope="module", params=["nginx", "nginx-tls"])
def host(request: pytest.FixtureRequest, stacks: Stacks) -> Stack:
    """One that has nothing but Ratebridge."""
    return stacks(Layout(server=request.param))


def _send(stack: Stack, head: str) -> bytes:
    """A head that no client of ours would send; the first bytes of the answer."""
    with socket.create_connection(("127.0.0.1", stack.port), timeout=10) as connection:
        if stack.origin.startswith("https"):
            context = ssl._create_unverified_context()
            connection = context.wrap_socket(connection)
        connection.sendall(head.encode())
        return connection.recv(12)


@pytest.mark.parametrize("field", ["Host: b", "X: " + "x" * 40_000], ids=["two hosts", "too large"])
def test_the_query_of_a_refused_head_is_in_no_access_log(host: Stack, field: str) -> None:
    token = host.sandbox.token()
    assert _send(host, f"GET {host.link(token)} HTTP/1.1\r\nHost: a\r\n{field}\r\n\r\n") == b"HTTP/1.1 400"
    logs = [log.read_text() for log in host.server.home.glob("*access.log")]
    assert len(logs) == 2
    assert not any(token in log for log in logs)


def test_a_sites_own_patterns_take_nothing_below_the_mount_away(stacks: Stacks) -> None:
    stack = stacks(Layout(server="nginx", mount=MOUNT))
    assert stack.customer().request("GET", stack.origin + "/style.css").text == "a file of the site"
    answer = stack.customer().request("GET", stack.path("/assets/style.css"))
    assert answer.headers["Content-Type"].startswith("text/css")
