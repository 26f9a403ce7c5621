"""The guide's commands, one after the other as a reader types them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from terminal import REPOSITORY, Terminal, terminals

GUIDE = REPOSITORY / "Sources/ProviderKit/Documentation.docc/AProviderInAnAfternoon.md"
#: Other tests run these: the release files of Tests/run, and a site that is really there.
ELSEWHERE = ("deploy/build", "ratebridge doctor https://")


def steps() -> list[tuple[str, list[str]]]:
    """The headings of the steps, each with its commands."""
    found = []
    for section in GUIDE.read_text().split("\n## ")[1:]:
        blocks = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
        found.append((section.splitlines()[0], [line for block in blocks for line in block.splitlines()]))
    return [(heading, commands) for heading, commands in found if heading[0].isdigit()]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Terminal]]:
    with terminals(tmp_path_factory.mktemp("guide")) as opened:
        yield opened


def test_the_guide_has_seven_steps() -> None:
    assert [heading[:2] for heading, _ in steps()] == [f"{number}." for number in range(1, 8)]


@pytest.mark.parametrize(("heading", "commands"), steps(), ids=[heading for heading, _ in steps()])
def test_the_commands_of_the_guide_work(three: list[Terminal], heading: str, commands: list[str]) -> None:
    first, second, browser = three
    for command in commands:
        if command.startswith(ELSEWHERE):
            continue
        if command == "swift run ratebridge sandbox":
            second.start(command, "The sandbox answers at")
        elif command.endswith("deploy/up"):
            said = first.start(command, "Ctrl-C stops.")
            link = re.search(r"http://localhost:\d+/\?fp_cot=\S+", said)
            assert link, said
            assert 'type="password"' in browser.run(f"curl --silent --show-error --fail '{link[0]}'")
            first.interrupt()
        else:
            first.run(command)
