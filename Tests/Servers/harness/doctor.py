"""`ratebridge doctor`, run as an operator runs it, and an nginx to put faults into."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from .ledger import LEDGER
from .places import BIN
from .servers import TARIFF_PLAN_TOKEN, Nginx
from .stack import Stack
from .waiting import free_port

#: None of the published ones.
SECRET = "Kq7-made-for-these-tests-Zt05Lx93"
LEDGER.keep("APP_SECRET of doctor's tests", SECRET)


class Findings(dict[str, dict[str, str]]):
    """By the name of the check: `state`, `seen`, `fix`."""

    code: int
    text: str


def doctor(*arguments: str | Path, inside: Sequence[str | Path] = (), **settings: str) -> Findings:
    """What it finds; `inside` is a command that makes its surroundings and then runs what follows."""
    run = subprocess.run(
        [*inside, BIN / "ratebridge", "doctor", "--json", *arguments],
        env={"PATH": os.environ["PATH"], "APP_SECRET": SECRET, "TARIFF_PLAN_TOKEN": TARIFF_PLAN_TOKEN, **settings},
        cwd="/",
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.stderr == ""
    whole = json.loads(run.stdout)
    # The worse of two that have one name.
    findings = Findings({found["check"]: found for found in sorted(whole["findings"], key=_badness)})
    assert whole["state"] == max((found["state"] for found in findings.values()), key=_STATES.index)
    assert run.returncode == _STATES.index(whole["state"])
    findings.code, findings.text = run.returncode, run.stdout
    return findings


_STATES = ["ok", "warning", "fault"]


def _badness(found: dict[str, str]) -> int:
    return _STATES.index(found["state"])


def named(findings: Findings, check: str, words: str, *, fix: str = "") -> None:
    """A fault, with its fix, and the exit code that monitoring looks at."""
    _found(findings, check, words, fix, "fault")
    assert findings.code == 2


def warned(findings: Findings, check: str, words: str, *, fix: str = "") -> None:
    """What works, and should be mended."""
    _found(findings, check, words, fix, "warning")
    assert findings.code >= 1


def _found(findings: Findings, check: str, words: str, fix: str, state: str) -> None:
    found = findings[check]
    assert found["state"] == state, found
    assert words in found["seen"], found
    assert found["fix"] and fix in found["fix"], found


def mounted(*mounts: str) -> list[str]:
    """A file system of doctor's own, with lines of sh that change it."""
    return ["unshare", "-m", "sh", "-e", "-c", "\n".join([*mounts, 'exec "$@"']), "mounted"]


Adapted = Callable[..., Nginx]


@pytest.fixture
def adapted_nginx(stack: Stack) -> Iterator[Adapted]:
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


def conf(server: Nginx) -> Path:
    return server.log.parent / "nginx.conf"


def url(server: Nginx) -> str:
    return f"http://127.0.0.1:{conf(server).parent.name.removeprefix('nginx-')}"


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """One that a web server's account may enter."""
    for folder in [tmp_path, *tmp_path.parents][:3]:
        folder.chmod(0o755)
    return tmp_path
