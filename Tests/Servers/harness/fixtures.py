"""The fixtures of both suites. A conftest.py imports them by name."""

import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from .played import PLAYED
from .stack import FOLDERS, SHIPPED, Layout, Stack

Stacks = Callable[[Layout], Stack]
_running: dict[Layout, Stack] = {}
#: What tests measured, for the end of the output.
FIGURES: list[str] = []


@pytest.fixture(scope="session")
def stacks() -> Iterator[Stacks]:
    """Starts each layout once; all of them end with the session."""

    def start(layout: Layout) -> Stack:
        if layout not in _running:
            _running[layout] = Stack(layout)
        return _running[layout]

    yield start
    for stack in _running.values():
        stack.stop()


@pytest.fixture(scope="session")
def stack(stacks: Stacks) -> Stack:
    """At the root, as deploy/up has it."""
    return stacks(Layout())


@pytest.fixture(scope="session")
def impatient(stacks: Stacks) -> Stack:
    """The same, giving up on FlatPeak and the provider after two seconds."""
    return stacks(Layout(settings=(("UPSTREAM_TIMEOUT", "2s"),)))


@pytest.fixture(scope="module", params=SHIPPED, ids=str)
def shipped(request: pytest.FixtureRequest) -> Iterator[Stack]:
    """Each web server of deploy/ in turn, with its files as they are shipped."""
    _running[request.param] = Stack(request.param)
    yield _running[request.param]
    _running.pop(request.param).stop()


@pytest.fixture
def alone() -> Iterator[Stacks]:
    """Starts a layout for one test, whose settings no other has."""
    started: list[Layout] = []

    def start(layout: Layout) -> Stack:
        _running[layout] = Stack(layout)
        started.append(layout)
        return _running[layout]

    yield start
    for layout in started:
        _running.pop(layout).stop()


@pytest.fixture
def token(stack: Stack) -> str:
    return stack.sandbox.token()


# What is said at the end, and where a test failed.


def pytest_sessionfinish(exitstatus: int) -> None:
    """The logs of a run that failed stay."""
    if exitstatus == 0:
        for folder in FOLDERS:
            shutil.rmtree(folder, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for figure in [*FIGURES, *PLAYED.lines]:
        terminalreporter.write_line(figure)


@pytest.fixture(autouse=True)
def _logs(request: pytest.FixtureRequest) -> None:
    request.node.log_marks = {log: log.stat().st_size for stack in _running.values() for log in stack.logs}


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.CallInfo[None], None]:
    """Shows what the servers wrote during a test that failed."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if not report.failed:
        return
    marks: dict[Path, int] = getattr(item, "log_marks", {})
    for stack in _running.values():
        for log in stack.logs:
            written = log.read_bytes()[marks.get(log, 0) :].decode(errors="replace")
            if written.strip():
                report.sections.append((f"{stack.layout}: {log.name}", written[-4000:]))
