"""Each fault of the machine, the socket and the way to Connect that `ratebridge doctor` knows, made on purpose."""

import email.utils
import http.server
import os
import resource
import shutil
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from harness.clock import ahead
from harness.doctor import doctor, mounted, named, warned
from harness.places import RESPONDER
from harness.process import Process
from harness.servers import Responder, responder_environment
from harness.stack import Stack
from harness.tls import TLSFront, make_certificates
from harness.waiting import free_port, until

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="changes accounts, or mounts file systems")
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


# The machine


@needs_root
def test_a_machine_without_time_zones_is_named(stack: Stack) -> None:
    surroundings = mounted("mount -t tmpfs tmpfs /usr/share/zoneinfo")
    findings = doctor(inside=surroundings, **stack.sandbox.environment)
    named(findings, "time zones", "no time zones in /usr/share/zoneinfo", fix="install tzdata")


def test_too_few_descriptors_of_a_responder_to_come_are_warned_of(stack: Stack) -> None:
    findings = doctor(inside=["prlimit", "--nofile=1000:1000"], **stack.sandbox.environment)
    warned(findings, "descriptors", "a process started from here may have 1000", fix="LimitNOFILE=16448")


def test_too_few_descriptors_of_the_running_responder_are_warned_of(stack: Stack) -> None:
    responder = Responder(stack.folder, responder_environment(**stack.sandbox.environment), "doctor-descriptors")
    resource.prlimit(responder.pid, resource.RLIMIT_NOFILE, (1000, 1000))
    findings = doctor("--socket", f"unix:{responder.socket}", **stack.sandbox.environment)
    responder.stop()
    warned(findings, "descriptors", f"(process {responder.pid}) may have 1000", fix="LimitNOFILE=16448")


@needs_root
def test_a_kernel_that_lets_few_requests_wait_is_warned_of(stack: Stack) -> None:
    surroundings = ["unshare", "-n", "sh", "-ec", 'echo 128 >/proc/sys/net/core/somaxconn; exec "$@"', "few"]
    findings = doctor(inside=surroundings, **stack.sandbox.environment)
    warned(findings, "queue", "lets 128 requests wait", fix="sysctl -w net.core.somaxconn=4096")


# The program


@pytest.fixture
def upgraded(stack: Stack, tmp_path: Path) -> Iterator[Process]:
    """A responder whose file was exchanged while it runs."""
    program = tmp_path / "ratebridge-fcgi"
    shutil.copy(RESPONDER, program)
    environment = responder_environment(**stack.sandbox.environment)
    log = tmp_path / "upgraded.log"
    process = Process("upgraded", [program, "--listen", f"unix:{tmp_path}/fcgi.sock"], log, environment)
    process.wait_for((tmp_path / "fcgi.sock").exists)
    shutil.copy(RESPONDER, tmp_path / "new")
    (tmp_path / "new").rename(program)
    yield process
    process.stop()


def test_a_program_that_was_exchanged_and_runs_on_is_warned_of(stack: Stack, upgraded: Process) -> None:
    findings = doctor("--socket", f"unix:{upgraded.log.parent}/fcgi.sock", **stack.sandbox.environment)
    warned(findings, "program", f"(process {upgraded.pid}) was exchanged", fix=f"kill -USR2 {upgraded.pid}")


def test_after_an_upgrade_in_place_the_new_process_is_looked_at(stack: Stack, upgraded: Process) -> None:
    upgraded.signal(signal.SIGUSR2)
    until(lambda: "the new process serves" in upgraded.text(), "a new process serves")
    assert upgraded.wait(70) == 0
    child = int(upgraded.text().split("the new process serves; this one ends pid=")[1].split()[0])
    findings = doctor("--socket", f"unix:{upgraded.log.parent}/fcgi.sock", **stack.sandbox.environment)
    os.kill(child, signal.SIGTERM)
    assert "program" not in findings
    assert f"(process {child})" in findings["descriptors"]["seen"]


# The socket


def _socket(path: Path | str, stack: Stack, *arguments: str, inside: list[str] | None = None) -> object:
    return doctor("--socket", f"unix:{path}", *arguments, inside=inside or [], **stack.sandbox.environment)


def test_a_missing_socket_is_named(stack: Stack) -> None:
    named(_socket("/nowhere/fcgi.sock", stack), "socket", "there is no socket at /nowhere/fcgi.sock", fix="--listen")


def test_a_file_in_the_sockets_place_is_named(stack: Stack) -> None:
    named(_socket("/etc/hostname", stack), "socket", "/etc/hostname is no socket", fix="move away what is there")


def test_a_port_that_nobody_listens_at_is_named(stack: Stack) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    findings = doctor("--socket", nobody, **stack.sandbox.environment)
    named(findings, "socket", f"nobody listens at {nobody}", fix="start the responder")


def test_a_host_that_is_not_there_is_named(stack: Stack) -> None:
    findings = doctor("--socket", "nobody.invalid:9000", **stack.sandbox.environment)
    named(findings, "socket", "nobody.invalid:9000: ", fix="start the responder")


def test_somebody_else_who_listens_is_named(stack: Stack, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(tmp_path / "other.sock"))
        other.listen()
        named(_socket(tmp_path / "other.sock", stack), "socket", "answers no FastCGI within 3 seconds", fix="restart")


def test_a_port_that_everybody_reaches_is_warned_of(stack: Stack) -> None:
    address = f"0.0.0.0:{free_port()}"
    environment = responder_environment(**stack.sandbox.environment)
    log = stack.folder / "doctor-open.log"
    responder = Process("open", [RESPONDER, "--listen", address], log, environment)
    responder.wait_for(lambda: "serving" in responder.text())
    findings = doctor("--socket", address, **stack.sandbox.environment)
    responder.stop()
    warned(findings, "socket", "whoever reaches it can speak for the web server", fix="firewall")


@needs_root
def test_a_socket_that_the_web_server_may_not_write_to_is_named(stack: Stack) -> None:
    stack.folder.chmod(0o755)
    findings = _socket(stack.responder.socket, stack, "--web-user", "www-data")
    named(findings, "socket", "www-data, may not write to", fix="SocketGroup=")


@needs_root
def test_a_socket_that_the_usual_account_may_not_write_to_is_warned_of(stack: Stack) -> None:
    stack.folder.chmod(0o755)
    warned(_socket(stack.responder.socket, stack), "socket", "may not write to", fix="--web-user")


@needs_root
def test_a_folder_that_the_web_server_may_not_enter_is_named(stack: Stack, tmp_path: Path) -> None:
    responder = Responder(tmp_path, responder_environment(**stack.sandbox.environment))
    tmp_path.chmod(0o700)
    findings = _socket(responder.socket, stack, "--web-user", "www-data")
    responder.stop()
    named(findings, "socket", "www-data, may not enter", fix="chmod o+x")


def test_an_account_that_is_not_there_is_named(stack: Stack) -> None:
    findings = _socket(stack.responder.socket, stack, "--web-user", "nobody-knows")
    named(findings, "socket", "there is no account nobody-knows", fix="--web-user")


@needs_root
def test_an_account_that_may_not_ask_is_told_to_be_another(stack: Stack) -> None:
    stack.folder.chmod(0o755)
    findings = _socket(stack.responder.socket, stack, inside=NOBODY)
    warned(findings, "socket", "may not open", fix="run doctor as root")


# Connect


@pytest.mark.parametrize(
    ("address", "check", "words", "fix"),
    [
        ("http://127.0.0.1:9", "Connect", "127.0.0.1:9", "CONNECT_API_URL"),
        ("http://connect.invalid", "DNS", "connect.invalid cannot be resolved", "/etc/resolv.conf"),
    ],
)
def test_a_connect_that_cannot_be_reached_is_named(address: str, check: str, words: str, fix: str) -> None:
    named(doctor(CONNECT_API_URL=address), check, words, fix=fix)


def test_a_connect_whose_certificate_nobody_vouches_for_is_named(stack: Stack, open_folder: Path) -> None:
    make_certificates(open_folder, ["localhost"])
    front = TLSFront(open_folder, stack.sandbox.port)
    findings = doctor(CONNECT_API_URL=f"https://localhost:{front.port}")
    front.stop()
    named(findings, "Connect", "TLS", fix="CA_FILE")


def test_a_connect_that_says_nothing_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        findings = doctor(CONNECT_API_URL=f"http://127.0.0.1:{silent.getsockname()[1]}")
        named(findings, "Connect", "no answer within 10 seconds", fix="the firewall")


def test_a_connect_that_is_out_of_order_is_warned_of() -> None:
    with _connect(status=503) as url:
        warned(doctor(CONNECT_API_URL=url), "Connect", "answers 503", fix="ask FlatPeak")


def test_a_connect_that_does_not_stop_talking_is_named() -> None:
    with _connect(size=20_000_000) as url:
        named(doctor(CONNECT_API_URL=url), "Connect", "an answer of more than", fix="CONNECT_API_URL")


def test_a_clock_that_is_wrong_is_named() -> None:
    with _connect(date="Sun, 06 Nov 1994 08:49:37 GMT") as url:
        named(doctor(CONNECT_API_URL=url), "clock", "ahead of Connect's", fix="timedatectl set-ntp true")


def test_a_clock_that_is_a_minute_off_is_warned_of() -> None:
    with _connect(date=email.utils.formatdate(time.time() + 90, usegmt=True)) as url:
        warned(doctor(CONNECT_API_URL=url), "clock", "behind Connect's", fix="timedatectl set-ntp true")


def test_a_clock_that_nothing_keeps_is_warned_of(stack: Stack, tmp_path: Path) -> None:
    loose = {**ahead(0, tmp_path), "CLOCK_IS_LOOSE": "1"}
    warned(doctor(**stack.sandbox.environment, **loose), "clock", "not synchronised", fix="systemd-timesyncd")


@contextmanager
def _connect(status: int = 404, date: str = "", size: int = 0) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(size))
            self.end_headers()
            # Whoever has had enough hangs up.
            with suppress(OSError):
                self.wfile.write(b" " * size)

        def date_time_string(self, timestamp: float | None = None) -> str:
            return date or super().date_time_string(timestamp)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
