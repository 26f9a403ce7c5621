"""A host name of its own, with TLS, as deploy/nginx and deploy/apache have it."""

import http.client
import subprocess

import pytest

from harness.fixtures import Stacks
from harness.journey import travel
from harness.stack import Layout, Stack


@pytest.fixture(scope="module", params=["nginx-tls", "apache-tls"])
def secure(request: pytest.FixtureRequest, stacks: Stacks) -> Stack:
    return stacks(Layout(server=request.param))


def test_the_cookie_is_secure_and_bound_to_the_host(secure: Stack) -> None:
    (field,) = secure.customer().open(secure.link(secure.sandbox.token())).set_cookies
    assert field.startswith("__Host-rb_")
    assert field.endswith("; Path=/; Max-Age=7200; HttpOnly; SameSite=Lax; Secure")


def test_whoever_came_by_https_is_told_to_stay_there(secure: Stack) -> None:
    for answer in travel(secure).ours:
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_form_of_the_same_name_on_plain_http_is_refused(secure: Stack) -> None:
    token = secure.sandbox.token()
    customer = secure.customer()
    page = customer.open(secure.link(token))
    plain = {"Sec-Fetch-Site": "", "Origin": secure.origin.replace("https:", "http:")}
    assert (
        customer.post(page.page.form("/auth_metadata_capture").action, {"login": "a", "password": "b"}, plain).status
        == 403
    )


def test_http_2_is_answered(stacks: Stacks) -> None:
    stack = stacks(Layout(server="nginx-tls"))
    url = stack.origin + stack.link(stack.sandbox.token())
    command = ["curl", "-sSk", "--http2", "-o", "/dev/null", "-w", "%{http_version} %{http_code}", url]
    assert subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout == "2 200"


@pytest.mark.parametrize("host", ["connect.example.com", "evil.example"])
def test_plain_http_leads_to_https_whatever_host_is_asked_for(secure: Stack, host: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", secure.server.plain_port)  # type: ignore[attr-defined]
    connection.request("GET", "/?fp_cot=cot_1234567890", headers={"Host": host})
    answer = connection.getresponse()
    connection.close()
    assert (answer.status, answer.headers["Location"]) == (301, "https://connect.example.com/?fp_cot=cot_1234567890")
