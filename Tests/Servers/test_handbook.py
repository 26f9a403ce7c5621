"""The handbook's environment.md and .env.blank against the names that the code reads."""

import re
from pathlib import Path

import pytest

from harness.places import REPOSITORY

#: Providers of this repository; one that somebody adds is theirs to document.
PROVIDERS = {"LunarEnergy": "LUNAR_ENERGY_", "OctopusEnergyUK": "OCTOPUS_ENERGY_UK_", "Tibber": "TIBBER_"}
PARTS = ["Composition", "ConnectFlow", "FastCGI", "ProviderKit", "ratebridge", "ratebridge-fcgi"]
#: Where a variable's name stands in a call that reads it.
READS = re.compile(
    r'environment\[\s*"([A-Z_]+)"'
    r'|getenv\("([A-Z_]+)"\)'
    r'|reader\.\w+\(\s*"([A-Z_]+)"'
    r'|\.checked\(\s*environment,\s*"([A-Z_]+)"'
    r'|return "(TEST_CUSTOMER_[A-Z]+)"'
)
#: The same in a provider, where the prefix is left out.
PROVIDER_READS = re.compile(r'settings(?:\[|\.url\()\s*"([A-Z_]+)"|\bspan\(\s*"([A-Z_]+)"')


def _names(pattern: re.Pattern[str], folder: Path) -> set[str]:
    texts = [file.read_text() for file in folder.rglob("*.swift")]
    assert texts
    return {name for text in texts for match in pattern.findall(text) for name in match if name}


def _read_by_the_code() -> set[str]:
    sources = REPOSITORY / "Sources"
    names = set().union(*(_names(READS, sources / part) for part in PARTS))
    shared = _names(PROVIDER_READS, sources / "ProviderKit/OAuth2")
    for folder, prefix in PROVIDERS.items():
        own = _names(PROVIDER_READS, sources / folder)
        is_oauth2 = any("OAuth2Server(" in file.read_text() for file in (sources / folder).glob("*.swift"))
        names |= {prefix + name for name in own | (shared if is_oauth2 else set())}
    return names


def _documented(*, with_surroundings: bool) -> set[str]:
    page = (REPOSITORY / "deploy/handbook/environment.md").read_text()
    if not with_surroundings:
        page = page.split("## Not in .env.blank")[0]
    return set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))


def _blank() -> set[str]:
    names = set(re.findall(r"^(?:# )?([A-Z_]+)=", (REPOSITORY / ".env.blank").read_text(), re.MULTILINE))
    return {name for name in names if not _is_of_another_provider(name)}


def _is_of_another_provider(name: str) -> bool:
    instances = set()
    for file in (REPOSITORY / "Sources").glob("*/*.swift"):
        instances |= set(re.findall(r'integrationInstance: "([A-Z_]+)"', file.read_text()))
    prefixes = {f"{instance}_" for instance in instances} - set(PROVIDERS.values())
    return name.startswith(tuple(prefixes))


def test_every_variable_that_the_code_reads_is_documented() -> None:
    assert _read_by_the_code() - _documented(with_surroundings=True) == set()


def test_no_variable_is_documented_that_the_code_does_not_read() -> None:
    assert _documented(with_surroundings=True) - _read_by_the_code() == set()


def test_the_file_to_copy_has_every_variable_of_the_handbook_and_no_other() -> None:
    assert _blank() == _documented(with_surroundings=False)


@pytest.mark.parametrize("name", ["APP_SECRET", "TIBBER_TOKEN_URL", "OCTOPUS_ENERGY_UK_EV_HOURS", "TEST_CUSTOMER_USER"])
def test_the_search_finds_each_way_of_reading(name: str) -> None:
    assert name in _read_by_the_code()


def test_every_signal_that_is_waited_for_is_in_operations_and_no_other() -> None:
    code = (REPOSITORY / "Sources/ratebridge-fcgi/Signals.swift").read_text()
    page = (REPOSITORY / "deploy/handbook/operations.md").read_text().split("## Signals")[1].split("## Reload")[0]
    rows = "".join(re.findall(r"^\| (`SIG[^|]+)\|", page, re.MULTILINE))
    # SIGKILL reaches no program.
    assert set(re.findall("SIG[A-Z0-9]+", rows)) - {"SIGKILL"} == set(re.findall("SIG(?!_)[A-Z]+[12]?", code))


def test_the_commands_of_an_upgrade_name_the_signal_that_the_code_upgrades_at() -> None:
    service = (REPOSITORY / "Sources/ratebridge-fcgi/Service.swift").read_text()
    (signal,) = re.findall(r"case SIG(\w+): handOver\(\)", service)
    page = (REPOSITORY / "deploy/handbook/upgrade.md").read_text()
    assert f"kill -{signal} " in page and f"--signal={signal} " in page


@pytest.mark.parametrize("page", sorted((REPOSITORY / "deploy/handbook").glob("*.md")), ids=lambda page: page.name)
def test_every_link_to_a_page_or_a_heading_leads_there(page: Path) -> None:
    for target in re.findall(r"\]\(([^):]+)\)", page.read_text()):
        name, _, anchor = target.partition("#")
        file = page.parent / name if name else page
        assert file.exists(), target
        headings = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE) if file.suffix == ".md" else []
        assert not anchor or anchor in {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in headings}
