"""`ratebridge record` as the responder behind nginx, and `ratebridge replay` of what it wrote."""

import base64
import re
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from harness.customer import Customer
from harness.journey import reach_consent
from harness.places import BIN
from harness.process import Process
from harness.sandbox import PASSWORD, email
from harness.servers import APP_SECRET, TARIFF_PLAN_TOKEN, responder_environment
from harness.stack import Stack


class Recorder(Process):
    """The responder, until it has written its file."""

    def __init__(self, stack: Stack, file: Path) -> None:
        self.socket = file.with_suffix(".sock")
        command = [BIN / "ratebridge", "record", "--listen", f"unix:{self.socket}", "--out", file]
        super().__init__("record", command, file.with_suffix(".log"), responder_environment(**stack.settings))
        self.wait_for(self.socket.exists)


@dataclass
class Recording:
    file: Path
    #: The customer's way, and the token that it began with.
    customer: Customer
    token: str
    said: str

    @property
    def text(self) -> str:
        return self.file.read_text()


@pytest.fixture(scope="module")
def recording(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Recording:
    file = tmp_path_factory.mktemp("recording") / "ada.replay"
    recorder = Recorder(stack, file)
    customer = stack.customer()
    customer.origin = stack.add(recorder)  # type: ignore[arg-type]
    token = stack.sandbox.token()
    consent = customer.submit(reach_consent(stack, customer, token), "/consent_capture")
    assert consent.location == f"{stack.sandbox.url}/app/return?fp_cot={token}"
    recorder.signal(signal.SIGINT)
    assert recorder.wait() == 0, recorder.text()
    return Recording(file, customer, token, recorder.text())


def replay(file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([BIN / "ratebridge", "replay", file], capture_output=True, text=True, timeout=60, env={})


def test_it_says_how_many_requests_it_wrote_and_what_comes_next(recording: Recording) -> None:
    assert recording.said.endswith(f"ada.replay: 4 requests. Read it over, then: ratebridge replay {recording.file}\n")


def test_each_step_of_the_customer_is_in_the_file(recording: Recording) -> None:
    steps = re.findall(r"^>> ([A-Z]+ [^?\s]+)", recording.text, re.MULTILINE)
    assert steps == ["GET /", "POST /auth_metadata_capture", "GET /page", "POST /consent_capture"]


def test_no_secret_is_in_the_file_in_whatever_form(recording: Recording) -> None:
    cookies = [field.partition("=")[2].partition(";")[0] for a in recording.customer.history for field in a.set_cookies]
    secrets = [PASSWORD, email("ada"), recording.token, APP_SECRET, TARIFF_PLAN_TOKEN, *filter(None, cookies)]
    assert len(secrets) > 6
    for secret in secrets:
        for form in (secret, quote(secret, safe=""), base64.b64encode(secret.encode()).decode().rstrip("=")):
            assert form not in recording.text


def test_it_is_played_as_it_was_recorded(recording: Recording) -> None:
    run = replay(recording.file)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith(f"✓ {recording.file}  4 requests")


def test_a_line_that_is_changed_fails_with_both_beside_each_other(recording: Recording, tmp_path: Path) -> None:
    lines = recording.text.splitlines()
    number = next(number for number, line in enumerate(lines, 1) if line.startswith("<< heading: "))
    heading = lines[number - 1].removeprefix("<< heading: ")
    lines[number - 1] = "<< heading: Good evening"
    changed = tmp_path / "changed.replay"
    changed.write_text("\n".join(lines) + "\n")
    run = replay(changed)
    assert run.returncode == 1
    assert run.stdout.startswith(f"✗ {changed}  4 requests")
    assert f"{changed}:{number}: " in run.stdout
    assert f"\n  expected  Good evening\n  got       {heading}\n" in run.stdout
