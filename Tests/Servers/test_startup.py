"""Settings, help, and the other ways to be started: CGI, spawn-fcgi, systemd."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from harness.cgi import CGI
from harness.customer import Customer
from harness.journey import reach_consent
from harness.page import Page
from harness.places import REPOSITORY, RESPONDER, SPAWN_FCGI
from harness.process import Process
from harness.sandbox import PASSWORD, email
from harness.servers import Nginx, responder_environment
from harness.stack import Stack
from harness.texts import text
from harness.waiting import free_port


def _run(*arguments: str, cwd: Path | str = "/", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [RESPONDER, *arguments],
        env=environment,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
    )


SECRET = responder_environment()["APP_SECRET"]

# Settings


def test_check_config_names_every_fault_at_once_with_its_fix() -> None:
    faults = {
        "PROVIDER": "moon-energy",
        "CONNECT_API_URL": "not a url",
        "UPSTREAM_TIMEOUT": "soon",
        "MAX_IN_FLIGHT": "-1",
        "TARIFF_PLAN_FORMAT": "xml",
        "CA_FILE": "/nowhere.pem",
        "TEMPLATES_DIR": "/nowhere",
        "LOG_LEVEL": "loud",
        "LOG_FORMAT": "rhyme",
        "PUBLIC_URL": "ftp://x",
        "APP_SECRET": "short",
    }
    result = _run("--check-config", cwd="/", **faults)
    assert result.returncode != 0
    lines = result.stderr.splitlines()
    assert {line.split(": ")[1] for line in lines} == set(faults)
    assert all(line.startswith("ratebridge-fcgi: ") and "fix: " in line for line in lines)


def test_check_config_is_content_with_the_least() -> None:
    result = _run("--check-config", APP_SECRET=SECRET)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.count("\n") == 1


@pytest.mark.parametrize("settings", [{}, {"APP_SECRET": ""}], ids=["unset", "empty"])
def test_without_app_secret_it_refuses_in_one_plain_line(settings: dict[str, str]) -> None:
    result = _run("--listen", "unix:/tmp/never.sock", cwd="/", **settings)
    assert result.returncode != 0
    assert result.stdout == ""
    assert result.stderr.startswith("ratebridge-fcgi: APP_SECRET: is not set (fix: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("secret", ["short", "a" * 64, "ab" * 20])
def test_a_weak_app_secret_is_refused_and_not_repeated(secret: str) -> None:
    result = _run("--check-config", APP_SECRET=secret)
    assert result.returncode != 0
    assert "too weak" in result.stderr
    assert secret not in result.stderr


def test_an_env_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"APP_SECRET={SECRET}\nLOG_LEVEL=loud\n")
    assert "LOG_LEVEL" in _run("--check-config", cwd=tmp_path).stderr
    assert _run("--check-config", cwd=tmp_path, LOG_LEVEL="info").returncode == 0


def test_another_env_file_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "settings").write_text(f'# comment\nAPP_SECRET="{SECRET}"\n')
    assert _run("--check-config", "--env-file", str(tmp_path / "settings")).returncode == 0


def test_a_named_env_file_that_is_missing_is_said_so() -> None:
    result = _run("--check-config", "--env-file", "/nowhere/.env", APP_SECRET=SECRET)
    assert result.returncode != 0
    assert "/nowhere/.env" in result.stderr


def test_the_sample_of_settings_is_in_order_but_for_the_secret() -> None:
    result = _run("--check-config", "--env-file", str(REPOSITORY / ".env.blank"), APP_SECRET=SECRET)
    assert (result.returncode, result.stderr) == (0, "")


def test_help_tells_how_to_listen() -> None:
    result = _run("--help")
    assert result.returncode == 0
    assert "--listen" in result.stdout
    assert "--check-config" in result.stdout


def test_version_is_one_line() -> None:
    result = _run("--version")
    assert result.returncode == 0
    assert result.stdout.strip().count(".") == 2


def test_without_a_socket_it_says_which_ways_there_are() -> None:
    result = _run(APP_SECRET=SECRET)
    assert result.returncode != 0
    assert "--listen unix:PATH" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "address", ["nonsense", "unix:", "unix:/nowhere/x.sock", "127.0.0.1:99999", "unix:/" + "a" * 200]
)
def test_a_bad_address_is_one_plain_line(address: str) -> None:
    result = _run("--listen", address, APP_SECRET=SECRET)
    assert result.returncode != 0
    assert result.stderr.startswith("ratebridge-fcgi: ")
    assert result.stderr.count("\n") == 1


def test_an_unknown_option_is_refused() -> None:
    assert _run("--lisen", "unix:/x", APP_SECRET=SECRET).returncode != 0


# CGI


@pytest.fixture
def cgi(stack: Stack) -> CGI:
    return CGI(responder_environment(**stack.sandbox.environment))


def test_as_cgi_it_shows_the_login_below_its_mount(cgi: CGI, token: str) -> None:
    status, _, body = cgi.request("GET", f"/?fp_cot={token}")
    assert status == 200
    assert Page(body).form("/auth_metadata_capture").action == f"{cgi.mount}/auth_metadata_capture?fp_cot={token}"


def test_as_cgi_it_takes_the_login(cgi: CGI, token: str, stack: Stack) -> None:
    cgi.request("GET", f"/?fp_cot={token}")
    form = urlencode({"login": email("ada"), "password": PASSWORD}).encode()
    status, fields, _ = cgi.request(
        "POST", f"/auth_metadata_capture?fp_cot={token}", form, CONTENT_TYPE="application/x-www-form-urlencoded"
    )
    assert (status, fields["Location"]) == (303, f"{cgi.mount}/page?fp_cot={token}")
    assert stack.sandbox.routes(token) == ["start_tariff_integration", "auth_metadata_capture"]
    _, _, page = cgi.request("GET", f"/page?fp_cot={token}")
    assert Page(page).heading == text("consent.title")


@pytest.mark.parametrize("argument", ["--help", "--check-config", "isindex", "--listen"])
def test_as_cgi_it_never_reads_its_arguments(cgi: CGI, argument: str) -> None:
    status, fields, body = cgi.request("GET", f"/?{argument}", b"", argument)
    assert (status, Page(body).heading) == (400, text("problem.missingToken.title"))


def test_as_cgi_without_settings_it_says_so_to_the_log_alone(stack: Stack) -> None:
    result = subprocess.run(
        [RESPONDER],
        env={"GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": "GET", "PATH_INFO": "/"},
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert result.stdout.startswith("Status: 500 ")
    assert "APP_SECRET" not in result.stdout
    assert "APP_SECRET: is not set" in result.stderr


def test_as_cgi_a_body_beyond_64_kb_is_a_413(cgi: CGI, token: str) -> None:
    status, _, body = cgi.request("POST", f"/action?fp_cot={token}", b"a" * 65_537)
    assert (status, Page(body).heading) == (413, text("problem.tooLarge.title"))


# Sockets that are handed over


@pytest.fixture
def inherited(stack: Stack, request: pytest.FixtureRequest) -> Iterator[Customer]:
    """A customer in front of a responder that was handed its socket."""
    path = stack.folder / f"{request.param}.sock"
    environment = responder_environment(**stack.sandbox.environment)
    if request.param == "spawn-fcgi":
        process = _spawn_fcgi(path, environment)
    else:
        process = _systemd(path, environment, stack.folder)
    port = free_port()
    nginx = Nginx(stack.folder, path, port)
    customer = stack.customer()
    customer.origin = f"http://127.0.0.1:{port}"
    yield customer
    nginx.stop()
    os.kill(process, signal.SIGTERM)


def _spawn_fcgi(path: Path, environment: dict[str, str]) -> int:
    if SPAWN_FCGI is None:
        pytest.skip("spawn-fcgi is not installed")
    pid_file = path.with_suffix(".pid")
    subprocess.run(
        [SPAWN_FCGI, "-s", path, "-P", pid_file, "--", RESPONDER],
        env=environment,
        check=True,
        capture_output=True,
        timeout=30,
    )
    return int(pid_file.read_text())


def _systemd(path: Path, environment: dict[str, str], folder: Path) -> int:
    """Opens the socket, and becomes the responder when somebody connects."""
    settings = [f"--setenv={name}={value}" for name, value in environment.items()]
    command = ["systemd-socket-activate", f"--listen={path}", *settings, RESPONDER]
    process = Process("systemd", command, folder / "systemd.log", {})
    process.wait_for(path.exists)
    return process.pid


@pytest.mark.parametrize("inherited", ["spawn-fcgi", "systemd"], indirect=True)
def test_on_a_socket_that_was_handed_over_the_journey_works(inherited: Customer, stack: Stack, token: str) -> None:
    page = reach_consent(stack, inherited, token)
    assert page.page.heading == text("consent.title")
    assert inherited.submit(page, "/consent_capture").location == f"{stack.sandbox.url}/app/return?fp_cot={token}"


def test_more_sockets_than_one_from_systemd_are_refused(tmp_path: Path) -> None:
    result = subprocess.run(
        ["bash", "-c", 'LISTEN_PID=$$ LISTEN_FDS=2 exec "$0"', RESPONDER],
        env={"APP_SECRET": SECRET},
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert result.returncode != 0
    assert "LISTEN_FDS is 2" in result.stderr
