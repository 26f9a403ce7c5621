"""The journeys of Tests/Replays through real web servers: `ratebridge replay` is the browser, and plays the upstream."""

import re
import subprocess
import time
from dataclasses import replace

import pytest

from harness.fixtures import Stacks
from harness.places import BIN, REPOSITORY
from harness.played import PLAYED
from harness.servers import TARIFF_PLAN_TOKEN
from harness.shipped import MOUNT
from harness.stack import SHIPPED, Layout, Stack
from harness.waiting import free_port

REPLAYS = sorted((REPOSITORY / "Tests/Replays").glob("*.replay"))
#: One address for all, that is played by one journey at a time.
UPSTREAM = f"127.0.0.1:{free_port()}"
#: Every web server of deploy/ with its files as they are shipped, and the nginx of deploy/up.
LAYOUTS = [Layout(), Layout(MOUNT), *SHIPPED]
#: With the journeys that are for a responder in the tests' own process: they set the clock on their way.
SKIPPED = {"lunar-energy": 1, "octopus-energy-uk": 0, "tibber": 0}


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


def replay(stack: Stack, provider: str) -> tuple[int, int]:
    """Plays a provider's journeys; how many were played, and skipped."""
    files = [file for file in REPLAYS if f"set PROVIDER={provider}\n" in file.read_text()]
    played = skipped = 0
    for number, file in enumerate(files):
        # A token for each, as customers have: a web server may limit the tries of one.
        secrets = {"TARIFF_PLAN_TOKEN": TARIFF_PLAN_TOKEN, "FP_COT": f"cot_replayed-journey-{number}"}
        names = [argument for name in secrets for argument in ("--secret", name.lower())]
        # Its certificate is signed by itself.
        trust = {"CA_FILE": str(stack.server.home / "tls/fullchain.pem")} if stack.plain_port else {}
        run = subprocess.run(
            [BIN / "ratebridge", "replay", file, "--against", stack.url, "--upstream", UPSTREAM, *names],
            capture_output=True,
            text=True,
            timeout=300,
            env=secrets | trust,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        played += run.stdout.count("✓ ")
        skipped += run.stdout.count("– ")
    assert played + skipped == len(files)
    return played, skipped


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
@pytest.mark.parametrize("provider", SKIPPED)
def test_every_journey_goes_through_every_server(alone: Stacks, provider: str, layout: Layout) -> None:
    # A provider that customers are sent to, and back from, needs to be told the address.
    public_url = layout.public_url or provider == "tibber"
    start = time.monotonic()
    stack = alone(replace(layout, public_url=public_url, settings=settings(provider)))
    played, skipped = replay(stack, provider)
    assert played and skipped == SKIPPED[provider]
    server = layout.server or "nginx of deploy/up"
    PLAYED.add(server, layout.mount, provider, played, skipped, time.monotonic() - start)
