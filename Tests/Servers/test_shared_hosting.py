"""Shared hosting: what the web reaches and what it does not, and what the wrapper refuses."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from harness.fixtures import Stacks
from harness.places import DEPLOY
from harness.servers import APP_SECRET
from harness.stack import Layout, Stack
from harness.texts import text


@pytest.fixture(scope="module", params=["shared-hosting", "shared-hosting-cgi"])
def shared(request: pytest.FixtureRequest, stacks: Stacks) -> Stack:
    return stacks(Layout(server=request.param, mount="/connect", public_url=True))


@pytest.fixture
def private(shared: Stack) -> Path:
    return shared.server.home / "ratebridge"


@pytest.mark.parametrize(
    "path",
    [
        "/connect/",
        "/connect/.htaccess",
        "/connect/.env",
        "/connect/ratebridge.cgi",
        "/ratebridge/.env",
        "/connect/../../ratebridge/.env",
    ]
    + ["/connect/..%2f..%2fratebridge/.env", "/connect/ratebridge.fcgi/../../../ratebridge/.env"],
)
def test_no_address_shows_a_file_or_a_list_of_files(shared: Stack, path: str) -> None:
    answer = shared.customer().request("GET", shared.origin + path)
    assert answer.status in (400, 403, 404)
    for piece in (APP_SECRET, "#!/bin/sh", "RewriteRule", "Index of"):
        assert piece not in answer.text


def test_the_private_folder_is_closed_even_inside_the_webs(shared: Stack, private: Path) -> None:
    inside = shared.server.home / "public_html/uploaded-here-by-mistake"
    inside.symlink_to(private)
    try:
        answer = shared.customer().request("GET", f"{shared.origin}/{inside.name}/.env")
    finally:
        inside.unlink()
    # 500 where the host does not let .htaccess decide who may come in.
    assert answer.status in (403, 500)
    assert APP_SECRET not in answer.text


@pytest.mark.parametrize("server", ["shared-hosting", "shared-hosting-fcgid", "shared-hosting-cgi"])
def test_the_script_may_be_called_by_its_own_name(stacks: Stacks, server: str) -> None:
    stack = stacks(Layout(server=server, mount="/connect", public_url=True))
    token = stack.sandbox.token()
    answer = stack.customer().open(f"{stack.url}/ratebridge.cgi/?fp_cot={token}")
    assert answer.page.heading == text("login.title")
    assert answer.page.form("/auth_metadata_capture").action == stack.path("/auth_metadata_capture", token)


def test_a_wrapper_that_is_uploaded_anew_brings_new_settings(stacks: Stacks) -> None:
    stack = stacks(Layout(server="shared-hosting", mount="/connect", public_url=True))
    settings = stack.server.home / "ratebridge/.env"
    script = stack.server.home / "public_html/connect/ratebridge.fcgi"
    before = settings.read_text()

    def mount() -> str:
        addresses = stack.customer().open(stack.path("/nothing")).page.addresses
        return next(address for address in addresses if "/assets/" in address).partition("/assets/")[0]

    assert mount() == "/connect"
    settings.write_text(before.replace(stack.url, stack.origin + "/moved"))
    try:
        script.rename(script.with_name("old"))
        shutil.copy2(script.with_name("old"), script)
        assert mount() == "/moved"
    finally:
        settings.write_text(before)
        script.with_name("old").rename(script)


# The wrapper, asked by the name that the page tells people to open


@contextmanager
def _mode(file: Path, mode: int) -> Iterator[None]:
    before = file.stat().st_mode & 0o777
    file.chmod(mode)
    try:
        yield
    finally:
        file.chmod(before)


def _refusal(stack: Stack) -> str:
    answer = stack.customer().request("GET", f"{stack.url}/ratebridge.cgi/")
    assert answer.status == 500
    assert APP_SECRET not in answer.text
    assert str(stack.folder) not in answer.text
    return answer.text.strip()


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660, 0o604, 0o602])
def test_settings_that_others_can_read_or_write_are_refused(shared: Stack, private: Path, mode: int) -> None:
    with _mode(private / ".env", mode):
        assert _refusal(shared) == "Not set up yet: .env must be for its owner only (mode 600)"


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_settings_for_their_owner_alone_are_read(shared: Stack, private: Path, mode: int) -> None:
    with _mode(private / ".env", mode):
        assert shared.customer().request("GET", f"{shared.url}/ratebridge.cgi/").status == 400


def test_where_the_page_has_no_reason_the_log_beside_the_settings_has_it(stacks: Stacks) -> None:
    """mod_fcgid shows nothing of what a program says before it serves."""
    stack = stacks(Layout(server="shared-hosting-fcgid", mount="/connect", public_url=True))
    private = stack.server.home / "ratebridge"
    script = stack.server.home / "public_html/connect/ratebridge.cgi"
    other = script.rename(script.with_name("other"))
    shutil.copy2(other, script)  # A process that serves already would go on.
    with _mode(private / ".env", 0o644):
        assert stack.customer().request("GET", f"{stack.url}/ratebridge.cgi/").status >= 500
    log = private / "ratebridge.log"
    assert log.read_text().splitlines()[-1] == "ratebridge: .env must be for its owner only (mode 600)"
    assert log.stat().st_mode & 0o777 == 0o600


def test_settings_that_are_missing_are_said_so(shared: Stack, private: Path) -> None:
    (private / ".env").rename(private / "env")
    try:
        assert _refusal(shared) == "Not set up yet: there is no file .env"
    finally:
        (private / "env").rename(private / ".env")


def test_a_program_that_is_not_executable_is_said_so(shared: Stack, private: Path) -> None:
    program = private / "ratebridge-fcgi"
    target = program.readlink()
    program.unlink()
    program.touch(0o644)
    try:
        assert _refusal(shared) == "Not set up yet: ratebridge-fcgi must be executable (mode 700)"
    finally:
        program.unlink()
        program.symlink_to(target)


def test_settings_inside_the_webs_folders_are_refused(shared: Stack, private: Path) -> None:
    script = shared.server.home / "public_html/connect/ratebridge.cgi"
    before = script.read_text()
    os.rename(private, inside := shared.server.home / "public_html/ratebridge")
    script.write_text(before.replace("folder=../../ratebridge", "folder=../ratebridge"))
    try:
        assert _refusal(shared) == "Not set up yet: the folder with the settings must be outside the web's"
    finally:
        os.rename(inside, private)
        script.write_text(before)


def test_a_folder_that_is_not_there_is_said_so(shared: Stack, private: Path) -> None:
    os.rename(private, private.with_name("elsewhere"))
    try:
        assert _refusal(shared) == "Not set up yet: the folder named in ratebridge.cgi is not there"
    finally:
        os.rename(private.with_name("elsewhere"), private)


# The wrapper, run as a host runs it


def _place(folder: Path) -> Path:
    """A web folder whose script is in a folder of its own, and settings in another one inside the web's; the script."""
    script = folder / "web/connect/ratebridge.cgi"
    script.parent.mkdir(parents=True)
    shutil.copy2(DEPLOY / "shared-hosting/web/ratebridge.cgi", script)
    (folder / "web/ratebridge").mkdir()
    script.write_text(script.read_text().replace("folder=../../ratebridge", "folder=../ratebridge"))
    return script


def _told(script: Path, root: Path | str) -> str:
    run = subprocess.run([script], env={"PATH": os.environ["PATH"], "DOCUMENT_ROOT": str(root)}, capture_output=True)
    assert run.returncode == 78
    return run.stderr.decode()


@pytest.mark.parametrize("root", ["web", "web/", "link", "link/"])
def test_the_webs_folder_may_be_spelt_with_a_slash_at_the_end_or_be_a_link(tmp_path: Path, root: str) -> None:
    script = _place(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "web")
    assert "must be outside the web's" in _told(script, f"{tmp_path}/{root}")


@pytest.mark.parametrize(("size", "left"), [(1_048_576, 1_048_576), (1_048_577, 0)])
def test_the_log_begins_anew_above_a_megabyte(tmp_path: Path, size: int, left: int) -> None:
    script = _place(tmp_path)
    log = tmp_path / "web/ratebridge/ratebridge.log"
    log.write_bytes(b"x" * size)
    _told(script, tmp_path / "web/connect")
    assert log.read_bytes()[left:] == b"ratebridge: there is no file .env\n"
