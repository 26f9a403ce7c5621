"""Each fault of an installation that `ratebridge doctor` knows, made on purpose with a real nginx: it is named."""

import http.server
import json
import os
import resource
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from harness.ledger import LEDGER
from harness.places import BIN, STOCK_PARAMETERS
from harness.servers import APP_SECRET, TARIFF_PLAN_TOKEN, Nginx, Responder, responder_environment
from harness.stack import Stack
from harness.tls import TLSFront, make_certificates
from harness.waiting import free_port

#: None of the published ones.
SECRET = "Kq7-made-for-these-tests-Zt05Lx93"
LEDGER.keep("APP_SECRET of doctor's tests", SECRET)


class Findings(dict[str, dict[str, str]]):
    """By the name of the check: `state`, `seen`, `fix`."""

    code: int
    text: str


def _doctor(*arguments: str | Path, **settings: str) -> Findings:
    run = subprocess.run(
        [BIN / "ratebridge", "doctor", "--json", *arguments],
        env={"PATH": os.environ["PATH"], "APP_SECRET": SECRET, "TARIFF_PLAN_TOKEN": TARIFF_PLAN_TOKEN, **settings},
        cwd="/",
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.stderr == ""
    findings = Findings((found["check"], found) for found in json.loads(run.stdout)["findings"])
    findings.code, findings.text = run.returncode, run.stdout
    return findings


def _named(findings: Findings, check: str, words: str) -> None:
    """A fault, with its fix, and the exit code that monitoring looks at."""
    found = findings[check]
    assert (found["state"], findings.code) == ("fault", 2)
    assert words in found["seen"]
    assert found["fix"]


Adapted = Callable[..., Nginx]


@pytest.fixture
def nginx(stack: Stack) -> Iterator[Adapted]:
    """A further nginx, with lines of its own beside `fastcgi_read_timeout`."""
    started: list[Nginx] = []

    def start(lines: str, socket: Path | None = None) -> Nginx:
        class Adapted(Nginx):
            @staticmethod
            def _configuration(*arguments: object) -> str:
                conf = Nginx._configuration(*arguments)  # type: ignore[arg-type]
                return conf.replace("fastcgi_read_timeout 60s;", lines)

        started.append(Adapted(stack.folder, socket or stack.responder.socket, free_port()))
        return started[-1]

    yield start
    for server in started:
        server.stop()


def _conf(server: Nginx) -> Path:
    return server.log.parent / "nginx.conf"


def _url(server: Nginx) -> str:
    return f"http://127.0.0.1:{_conf(server).parent.name.removeprefix('nginx-')}"


def test_a_sound_installation_is_fine(stack: Stack, token: str) -> None:
    address = stack.origin + stack.link(token)
    conf = _conf(stack.nginx)
    findings = _doctor(address, "--server-config", conf, "--web-user", "root", **stack.sandbox.environment)
    assert {"settings", "page", "mount", "cookie", "socket", "server", "Connect", "secret"} <= set(findings)
    assert [found for found in findings.values() if found["state"] == "fault"] == []


def test_no_secret_and_no_token_is_printed(stack: Stack, token: str) -> None:
    findings = _doctor(stack.origin + stack.link(token), **{**stack.sandbox.environment, "APP_SECRET": APP_SECRET})
    _named(findings, "secret", "everybody has it")
    assert not any(secret in findings.text for secret in (APP_SECRET, TARIFF_PLAN_TOKEN, token))


def test_a_mount_without_path_info_is_named(stack: Stack) -> None:
    responder = Responder(stack.folder, responder_environment(**stack.sandbox.environment), "doctor-mount")
    origin = stack.add(responder, mount="/connect/lunar", parameters=STOCK_PARAMETERS)
    _named(_doctor(f"{origin}/connect/lunar/", **stack.sandbox.environment), "mount", "PATH_INFO is missing")


def test_buffers_smaller_than_our_headers_are_named(stack: Stack, token: str, nginx: Adapted) -> None:
    small = nginx("fastcgi_buffer_size 512; fastcgi_buffers 4 1k; fastcgi_busy_buffers_size 2k;")
    findings = _doctor(_url(small) + stack.link(token), **stack.sandbox.environment)
    _named(findings, "buffers", "the first page is a 502, short answers arrive")
    findings = _doctor("--server-config", _conf(small), **stack.sandbox.environment)
    _named(findings, "buffers", "fastcgi_buffer_size is 512 bytes")


def test_a_time_out_shorter_than_ours_is_named(stack: Stack, nginx: Adapted) -> None:
    hasty = nginx("fastcgi_read_timeout 30s;")
    _named(_doctor("--server-config", _conf(hasty), **stack.sandbox.environment), "time-outs", "is 30 s, and ours")


def test_a_socket_that_the_web_server_may_not_write_to_is_named(stack: Stack) -> None:
    stack.folder.chmod(0o755)
    socket = f"unix:{stack.responder.socket}"
    findings = _doctor("--socket", socket, "--web-user", "www-data", **stack.sandbox.environment)
    _named(findings, "socket", "www-data, may not write to")


def test_a_socket_left_by_a_killed_responder_is_named_and_so_is_its_502(stack: Stack, nginx: Adapted) -> None:
    responder = Responder(stack.folder, responder_environment(**stack.sandbox.environment), "doctor-killed")
    server = nginx("", responder.socket)
    responder.signal(signal.SIGKILL)
    responder.wait()
    findings = _doctor(_url(server), "--socket", f"unix:{responder.socket}", **stack.sandbox.environment)
    _named(findings, "socket", "nobody listens")
    _named(findings, "page", "it does not reach the responder")


def test_too_few_descriptors_of_the_running_responder_are_named(stack: Stack) -> None:
    responder = Responder(stack.folder, responder_environment(**stack.sandbox.environment), "doctor-descriptors")
    resource.prlimit(responder.pid, resource.RLIMIT_NOFILE, (1000, 1000))
    found = _doctor("--socket", f"unix:{responder.socket}", **stack.sandbox.environment)["descriptors"]
    responder.stop()
    assert (found["state"], found["fix"][:17]) == ("warning", "LimitNOFILE=16448")
    assert f"(process {responder.pid}) may have 1000" in found["seen"]


@pytest.mark.parametrize("is_told", [False, True])
def test_http_behind_a_proxy_that_ends_tls_is_named(stack: Stack, tmp_path: Path, is_told: bool) -> None:
    for folder in [tmp_path, *tmp_path.parents][:3]:
        folder.chmod(0o755)
    ca = make_certificates(tmp_path, ["localhost"])
    settings = dict(stack.sandbox.environment)
    if is_told:
        settings["PUBLIC_URL"] = "https://localhost"
    responder = Responder(stack.folder, responder_environment(**settings), f"doctor-http-{is_told}")
    front = TLSFront(tmp_path, int(stack.add(responder).rsplit(":", 1)[1]))
    address = f"https://localhost:{front.port}{stack.link(stack.sandbox.token())}"
    findings = _doctor(address, **stack.sandbox.environment, CA_FILE=str(ca))
    front.stop()
    if is_told:
        assert findings["cookie"]["state"] == "ok"
    else:
        _named(findings, "cookie", "is not Secure")


def test_settings_that_the_web_server_gives_away_are_named(stack: Stack, nginx: Adapted, tmp_path: Path) -> None:
    for folder in [tmp_path, *tmp_path.parents][:3]:
        folder.chmod(0o755)
    (tmp_path / "settings").write_text("APP_SECRET=in-the-open\n")
    # The end of our location, and a new one.
    leaking = nginx(f"}} location = /.env {{ alias {tmp_path}/settings;")
    findings = _doctor(_url(leaking), **stack.sandbox.environment)
    _named(findings, "env file", "gives the settings to everybody, at /.env")
    assert "in-the-open" not in findings.text


def test_a_clock_that_is_wrong_is_named(stack: Stack) -> None:
    with _connect_whose_date_is("Sun, 06 Nov 1994 08:49:37 GMT") as url:
        _named(_doctor(CONNECT_API_URL=url), "clock", "ahead of Connect's")


@pytest.mark.parametrize(
    ("settings", "check", "words"),
    [
        ({"CONNECT_API_URL": "http://127.0.0.1:9"}, "Connect", "127.0.0.1:9"),
        ({"CONNECT_API_URL": "http://connect.invalid"}, "DNS", "connect.invalid cannot be resolved"),
        ({"CA_FILE": "/nowhere.pem"}, "settings", "CA_FILE: '/nowhere.pem' cannot be read"),
        ({"CA_FILE": "/etc/hostname"}, "certificates", "holds no certificate"),
        ({"APP_SECRET": "short"}, "settings", "APP_SECRET: is too weak"),
    ],
)
def test_what_the_settings_have_wrong_is_named(
    stack: Stack, settings: dict[str, str], check: str, words: str
) -> None:
    _named(_doctor(**{**stack.sandbox.environment, **settings}), check, words)


@contextmanager
def _connect_whose_date_is(date: str) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def date_time_string(self, timestamp: float | None = None) -> str:
            return date

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
