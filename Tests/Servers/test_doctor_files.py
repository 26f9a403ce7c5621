"""Each fault of settings, files and folders that `ratebridge doctor` knows, made on purpose: it is named."""

import os
import subprocess
from pathlib import Path

import pytest

from harness.clock import ahead
from harness.doctor import Adapted, conf, doctor, mounted, named, warned
from harness.stack import Stack
from harness.tls import make_certificates

PUBLISHED = "0123456789abcdef0123456789abcdef"
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="mounts file systems")


# Settings


@pytest.mark.parametrize(
    ("settings", "check", "words"),
    [
        ({"CA_FILE": "/nowhere.pem"}, "settings", "CA_FILE: '/nowhere.pem' cannot be read"),
        ({"CA_FILE": "/etc/hostname"}, "certificates", "holds no certificate"),
        ({"APP_SECRET": "short"}, "settings", "APP_SECRET: is too weak"),
        ({"APP_SECRET": ""}, "settings", "APP_SECRET: is not set"),
        ({"APP_SECRET": PUBLISHED}, "secret", "APP_SECRET is an example"),
        ({"APP_SECRET_PREVIOUS": PUBLISHED}, "secret", "APP_SECRET_PREVIOUS holds an example"),
        ({"STATE_DIR": "/nowhere"}, "settings", "STATE_DIR: '/nowhere' is no folder"),
        ({"STATE_DIR": "/etc/hostname"}, "settings", "STATE_DIR: '/etc/hostname' is no folder"),
        ({"TEMPLATES_DIR": "/nowhere"}, "settings", "TEMPLATES_DIR: "),
        ({"PROVIDER": "moon-energy"}, "settings", "PROVIDER: "),
        ({"PROVIDER": "tibber"}, "settings", "PUBLIC_URL: is not set"),
    ],
)
def test_what_the_settings_have_wrong_is_named(
    stack: Stack, settings: dict[str, str], check: str, words: str
) -> None:
    findings = doctor(**{**stack.sandbox.environment, **settings})
    named(findings, check, words)
    assert PUBLISHED not in findings.text


def test_a_missing_token_of_the_tariff_plan_is_warned_of(stack: Stack) -> None:
    findings = doctor(**{**stack.sandbox.environment, "TARIFF_PLAN_TOKEN": ""})
    warned(findings, "tariff plan", "TARIFF_PLAN_TOKEN is not set", fix="openssl rand")
    assert findings.code == 1


# The file of settings


def _env(file: Path, mode: int = 0o600, group: int = -1) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("APP_SECRET=Wp4-in-a-file-of-these-tests-u81Zs\n")
    file.chmod(mode)
    os.chown(file, -1, group)
    return file


def test_a_file_of_settings_that_is_not_there_is_named(stack: Stack) -> None:
    findings = doctor("--env-file", "/nowhere/env", **stack.sandbox.environment)
    named(findings, "settings", "/nowhere/env")


def test_settings_that_everybody_can_read_are_named(stack: Stack, tmp_path: Path) -> None:
    file = _env(tmp_path / ".env", 0o644)
    findings = doctor("--env-file", file, **stack.sandbox.environment)
    named(findings, "env file", f"everybody on this machine can open {file} (mode 0644)", fix=f"chmod 600 {file}")


@needs_root
def test_settings_that_a_whole_group_can_read_are_warned_of(stack: Stack, tmp_path: Path) -> None:
    file = _env(tmp_path / ".env", 0o640, group=100)
    findings = doctor("--env-file", file, **stack.sandbox.environment)
    warned(findings, "env file", "a whole group can open", fix="chmod 600")


@pytest.mark.parametrize("name", [".env~", ".env.bak", "old.env"])
def test_a_copy_of_the_settings_that_everybody_can_read_is_named(stack: Stack, tmp_path: Path, name: str) -> None:
    tmp_path.chmod(0o755)
    copy = _env(tmp_path / name, 0o644)
    findings = doctor("--env-file", _env(tmp_path / ".env"), **stack.sandbox.environment)
    named(findings, "env file", f"{copy}, a copy of the settings", fix=f"chmod 600 {copy}")


def test_a_copy_in_a_folder_that_nobody_else_may_enter_is_none_of_them(stack: Stack, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    _env(tmp_path / ".env~", 0o644)
    findings = doctor("--env-file", _env(tmp_path / ".env"), **stack.sandbox.environment)
    assert findings["env file"]["state"] == "ok"


def test_the_sample_of_settings_is_no_copy(stack: Stack, tmp_path: Path) -> None:
    (tmp_path / ".env.blank").write_text("APP_SECRET=\n# PROVIDER=tibber\n")
    findings = doctor("--env-file", _env(tmp_path / ".env"), **stack.sandbox.environment)
    assert findings["env file"]["state"] == "ok"


def test_settings_in_the_web_servers_folder_are_named(stack: Stack, adapted_nginx: Adapted, tmp_path: Path) -> None:
    server = adapted_nginx(f"location /site/ {{ root {tmp_path}/www; }}")
    file = _env(tmp_path / "www/private/.env")
    findings = doctor("--server-config", conf(server), "--env-file", file, **stack.sandbox.environment)
    named(findings, "env file", f"is inside {tmp_path}/www, which the web server gives out", fix="move it out")


def test_settings_in_a_folder_that_hosts_give_out_are_named(stack: Stack, tmp_path: Path) -> None:
    file = _env(tmp_path / "public_html/connect/.env")
    findings = doctor("--env-file", file, **stack.sandbox.environment)
    named(findings, "env file", f"is inside {tmp_path}/public_html", fix="move it out")


@needs_root
def test_settings_in_a_folder_that_servers_give_out_are_named(stack: Stack, tmp_path: Path) -> None:
    file = _env(tmp_path / "env")
    surroundings = mounted("mount -t tmpfs tmpfs /var", "mkdir -p /var/www/html", f"cp -p {file} /var/www/html")
    findings = doctor("--env-file", "/var/www/html/env", inside=surroundings, **stack.sandbox.environment)
    named(findings, "env file", "is inside /var/www/html", fix="move it out")


# The folder of renewed tokens


def test_a_state_folder_that_others_can_look_into_is_warned_of(stack: Stack, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    findings = doctor(STATE_DIR=str(tmp_path), **stack.sandbox.environment)
    warned(findings, "state folder", "(mode 0755)", fix=f"chmod 700 {tmp_path}")


@needs_root
def test_a_state_folder_that_cannot_be_written_to_is_named(stack: Stack, tmp_path: Path) -> None:
    surroundings = mounted(f"mount -t tmpfs -o ro,mode=700 tmpfs {tmp_path}")
    findings = doctor(inside=surroundings, STATE_DIR=str(tmp_path), **stack.sandbox.environment)
    named(findings, "settings", "is no folder that can be written to", fix="mode 700")


@needs_root
@pytest.mark.parametrize("limit", ["size=64k", "nr_inodes=1"])
def test_a_state_folder_on_a_full_disk_is_named(stack: Stack, tmp_path: Path, limit: str) -> None:
    surroundings = mounted(f"mount -t tmpfs -o mode=700,{limit} tmpfs {tmp_path}")
    findings = doctor(inside=surroundings, STATE_DIR=str(tmp_path), **stack.sandbox.environment)
    named(findings, "state folder", "is full", fix="make room")


# Certificates


@needs_root
def test_a_machine_without_certificate_authorities_is_named(stack: Stack) -> None:
    surroundings = mounted("mount -t tmpfs tmpfs /etc/ssl/certs")
    findings = doctor(inside=surroundings, **stack.sandbox.environment)
    named(findings, "certificates", "no certificate authorities", fix="install ca-certificates")


def test_expired_authorities_are_named(stack: Stack, tmp_path: Path) -> None:
    ca = make_certificates(tmp_path, ["localhost"])
    settings = {**stack.sandbox.environment, "CA_FILE": str(ca)}
    assert doctor(**settings)["certificates"]["state"] == "ok"
    # They are made for two days.
    findings = doctor(**settings, **ahead(3 * 86_400, tmp_path))
    named(findings, "certificates", f"every certificate in {ca} has expired", fix="unset CA_FILE")


def test_an_expired_authority_among_others_is_warned_of(stack: Stack, tmp_path: Path) -> None:
    ca = make_certificates(tmp_path, ["localhost"])
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", tmp_path / "key"]
    lasting = ["openssl", "req", "-x509", *key, "-subj", "/CN=Lasting", "-days", "30"]
    ca.write_bytes(ca.read_bytes() + subprocess.run(lasting, check=True, capture_output=True).stdout)
    findings = doctor(CA_FILE=str(ca), **stack.sandbox.environment, **ahead(3 * 86_400, tmp_path))
    warned(findings, "certificates", f"1 of 2 certificates in {ca} have expired", fix="take them out")
