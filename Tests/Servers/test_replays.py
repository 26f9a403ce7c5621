"""The journeys of Tests/Replays through real web servers: `ratebridge replay` is the browser, and plays the upstream."""

import re
import subprocess

import pytest

from harness.fixtures import Stacks
from harness.places import BIN, REPOSITORY
from harness.servers import TARIFF_PLAN_TOKEN
from harness.stack import SHIPPED, Layout
from harness.waiting import free_port

REPLAYS = sorted((REPOSITORY / "Tests/Replays").glob("*.replay"))
#: One address for all, that is played by one journey at a time.
UPSTREAM = f"127.0.0.1:{free_port()}"
#: The client that plays the browser takes no certificate that is signed by itself.
PLAIN = [layout for layout in SHIPPED if not layout.server.endswith("-tls")]


def settings(provider: str) -> tuple[tuple[str, str], ...]:
    """What the `set` lines of a provider's journeys say, with stand-ins for secrets and the upstream that is played."""
    found: dict[str, str] = {}
    for replay in REPLAYS:
        text = replay.read_text()
        if f"set PROVIDER={provider}\n" in text:
            found |= dict(re.findall(r"^set (\w+)=(.*)$", text, re.MULTILINE))
    for name in ("TARIFF_PLAN_TOKEN", "PUBLIC_URL"):
        found.pop(name, None)
    for name, value in found.items():
        value = re.sub(r"{{secret:(.*?)}}", r"stand-in-for-\1", value)
        # A browser goes to the login by itself: that address stays as it is in the file.
        found[name] = value if name.endswith("AUTHORIZE_URL") else value.replace("upstream.example", UPSTREAM)
    return tuple(found.items())


def replay(stack_url: str, provider: str) -> tuple[int, int]:
    """Plays a provider's journeys; how many were played, and skipped."""
    files = [file for file in REPLAYS if f"set PROVIDER={provider}\n" in file.read_text()]
    played = skipped = 0
    for number, file in enumerate(files):
        # A token for each, as customers have: a web server may limit the tries of one.
        secrets = {"TARIFF_PLAN_TOKEN": TARIFF_PLAN_TOKEN, "FP_COT": f"cot_replayed-journey-{number}"}
        names = [argument for name in secrets for argument in ("--secret", name.lower())]
        run = subprocess.run(
            [BIN / "ratebridge", "replay", file, "--against", stack_url, "--upstream", UPSTREAM, *names],
            capture_output=True,
            text=True,
            timeout=300,
            env=secrets,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        played += run.stdout.count("✓ ")
        skipped += run.stdout.count("– ")
    assert played + skipped == len(files)
    return played, skipped


@pytest.mark.parametrize("layout", PLAIN, ids=str)
def test_lunar_journeys_go_through_every_server(stacks: Stacks, layout: Layout) -> None:
    stack = stacks(
        Layout(layout.mount, public_url=layout.public_url, server=layout.server, settings=settings("lunar-energy"))
    )
    played, skipped = replay(stack.url, "lunar-energy")
    # The one that sets the clock on its way is for a responder in the tests' own process.
    assert played >= 10 and skipped == 1


@pytest.mark.parametrize("mount", ["", "/connect/lunar"])
@pytest.mark.parametrize("provider", ["octopus-energy-uk", "tibber"])
def test_the_other_providers_journeys_go_through_nginx(stacks: Stacks, provider: str, mount: str) -> None:
    stack = stacks(Layout(mount, public_url=True, settings=settings(provider)))
    played, skipped = replay(stack.url, provider)
    assert played and not skipped
