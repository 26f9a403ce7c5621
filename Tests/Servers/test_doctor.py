"""Each fault of a site that `ratebridge doctor` knows, made on purpose with a real nginx: it is named."""

import json
import re
import signal
from pathlib import Path

import pytest

from harness.doctor import Adapted, conf, doctor, named, url, warned
from harness.places import REPOSITORY, STOCK_PARAMETERS
from harness.servers import APP_SECRET, TARIFF_PLAN_TOKEN, Responder, responder_environment
from harness.stack import Stack
from harness.tls import TLSFront, make_certificates
from harness.waiting import free_port


def test_a_sound_installation_is_fine(stack: Stack, token: str) -> None:
    address = stack.origin + stack.link(token)
    settings = stack.sandbox.environment
    findings = doctor(address, "--server-config", conf(stack.nginx), "--web-user", "root", **settings)
    assert {"settings", "page", "mount", "cookie", "socket", "server", "Connect", "secret"} <= set(findings)
    assert [found for found in findings.values() if found["state"] == "fault"] == []


def test_no_secret_and_no_token_is_printed(stack: Stack, token: str) -> None:
    findings = doctor(stack.origin + stack.link(token), **{**stack.sandbox.environment, "APP_SECRET": APP_SECRET})
    named(findings, "secret", "everybody has it", fix="openssl rand")
    assert not any(secret in findings.text for secret in (APP_SECRET, TARIFF_PLAN_TOKEN, token))


def test_json_has_the_same_members_everywhere(stack: Stack) -> None:
    whole = json.loads(doctor(stack.origin, **stack.sandbox.environment).text)
    assert set(whole) == {"state", "findings"}
    for found in whole["findings"]:
        members = {"check", "state", "seen"} | ({"fix"} if found["state"] != "ok" else set())
        assert set(found) == members and all(type(value) is str for value in found.values())


def test_the_names_of_the_checks_are_those_of_the_handbook() -> None:
    code = "\n".join(file.read_text() for file in (REPOSITORY / "Sources/ratebridge/Doctor").rglob("*.swift"))
    page = (REPOSITORY / "deploy/handbook/doctor.md").read_text()
    names = set(re.findall(r'let name = "([^"]+)"|\.(?:ok|warning|fault)\(\s*"([^"]+)"', code))
    assert {one or other for one, other in names} == set(re.findall(r"^\| `([^`]+)` \|", page, re.M))


# The page


def test_a_web_server_that_is_not_there_is_named(stack: Stack) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/"
    named(doctor(nobody, **stack.sandbox.environment), "page", nobody, fix="start the web server")


def test_a_socket_left_by_a_killed_responder_is_named_and_so_is_its_502(stack: Stack, adapted_nginx: Adapted) -> None:
    responder = Responder(stack.folder, responder_environment(**stack.sandbox.environment), "doctor-killed")
    server = adapted_nginx("", responder.socket)
    responder.signal(signal.SIGKILL)
    responder.wait()
    findings = doctor(url(server), "--socket", f"unix:{responder.socket}", **stack.sandbox.environment)
    named(findings, "socket", "nobody listens", fix="it replaces the old socket")
    named(findings, "page", "it does not reach the responder")


def test_a_502_of_our_own_is_connects_and_not_the_web_servers(stack: Stack, token: str) -> None:
    stack.sandbox.fault("down", token)
    findings = doctor(stack.origin + stack.link(token), **stack.sandbox.environment)
    warned(findings, "page", "our own page with status 502")
    assert "buffers" not in findings


@pytest.mark.parametrize("status", [503, 504])
def test_an_answer_of_the_web_servers_own_is_named(stack: Stack, adapted_nginx: Adapted, status: int) -> None:
    server = adapted_nginx(f"return {status};")
    findings = doctor(url(server), **stack.sandbox.environment)
    named(findings, "page", f"answers {status}, and not with a page of ours", fix="error log")


def test_a_place_that_is_not_passed_to_us_is_named(stack: Stack, adapted_nginx: Adapted) -> None:
    server = adapted_nginx('return 200 "It works!";')
    named(doctor(url(server), **stack.sandbox.environment), "page", "not with a page of ours", fix="location or alias")


# The mount


def test_a_mount_without_path_info_is_named(stack: Stack) -> None:
    responder = Responder(stack.folder, responder_environment(**stack.sandbox.environment), "doctor-mount")
    origin = stack.add(responder, mount="/connect/lunar", parameters=STOCK_PARAMETERS)
    findings = doctor(f"{origin}/connect/lunar/", **stack.sandbox.environment)
    named(findings, "mount", "PATH_INFO is missing", fix=f"set PUBLIC_URL to {origin}/connect/lunar")


def test_assets_that_are_not_passed_to_us_are_named(stack: Stack, adapted_nginx: Adapted) -> None:
    server = adapted_nginx("location /assets/ { return 404; }")
    named(doctor(url(server), **stack.sandbox.environment), "mount", "not its style sheet", fix="/assets/ too")


# The web server's limits


def test_buffers_smaller_than_our_headers_are_named(stack: Stack, token: str, adapted_nginx: Adapted) -> None:
    small = adapted_nginx("fastcgi_buffer_size 512; fastcgi_buffers 4 1k; fastcgi_busy_buffers_size 2k;")
    findings = doctor(url(small) + stack.link(token), **stack.sandbox.environment)
    named(findings, "buffers", "the first page is a 502, short answers arrive", fix="fastcgi_buffer_size 8k")
    findings = doctor("--server-config", conf(small), **stack.sandbox.environment)
    named(findings, "buffers", "fastcgi_buffer_size is 512 bytes", fix="fastcgi_buffer_size 8k")


def test_a_time_out_shorter_than_ours_is_named(stack: Stack, adapted_nginx: Adapted) -> None:
    hasty = adapted_nginx("fastcgi_read_timeout 30s;")
    findings = doctor("--server-config", conf(hasty), **stack.sandbox.environment)
    named(findings, "time-outs", "is 30 s, and ours", fix="set fastcgi_read_timeout to 60 s")


def test_a_limit_on_bodies_below_ours_is_warned_of(stack: Stack, adapted_nginx: Adapted) -> None:
    narrow = adapted_nginx("client_max_body_size 64k;")
    findings = doctor("--server-config", conf(narrow), **stack.sandbox.environment)
    warned(findings, "bodies", "client_max_body_size is 65536 bytes", fix="2 MB")


def test_a_configuration_that_passes_nothing_on_is_named(stack: Stack, tmp_path: Path) -> None:
    (tmp_path / "nginx.conf").write_text("http { server { listen 80; root /srv/site; } }")
    findings = doctor("--server-config", tmp_path / "nginx.conf", **stack.sandbox.environment)
    named(findings, "server", "passes nothing to a FastCGI program", fix="nginx.conf")


# What the customer's browser sees


@pytest.mark.parametrize("is_told", [False, True])
def test_http_behind_a_proxy_that_ends_tls_is_named(stack: Stack, open_folder: Path, is_told: bool) -> None:
    ca = make_certificates(open_folder, ["localhost"])
    settings = dict(stack.sandbox.environment)
    if is_told:
        settings["PUBLIC_URL"] = "https://localhost"
    responder = Responder(stack.folder, responder_environment(**settings), f"doctor-http-{is_told}")
    front = TLSFront(open_folder, int(stack.add(responder).rsplit(":", 1)[1]))
    address = f"https://localhost:{front.port}{stack.link(stack.sandbox.token())}"
    findings = doctor(address, **stack.sandbox.environment, CA_FILE=str(ca))
    front.stop()
    if is_told:
        assert findings["cookie"]["state"] == "ok"
    else:
        named(findings, "cookie", "is not Secure", fix="PUBLIC_URL=https://")


@pytest.mark.parametrize("path", ["/.env", "/.env~", "/.env.bak"])
def test_settings_that_the_web_server_gives_away_are_named(
    stack: Stack, adapted_nginx: Adapted, open_folder: Path, path: str
) -> None:
    (open_folder / "settings").write_text("APP_SECRET=in-the-open\n")
    leaking = adapted_nginx(f"location = {path} {{ alias {open_folder}/settings; }}")
    findings = doctor(url(leaking), **stack.sandbox.environment)
    named(findings, "env file", f"gives the settings to everybody, at {path}", fix="change every secret")
    assert "in-the-open" not in findings.text
