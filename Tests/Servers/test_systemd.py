"""The units of deploy/systemd: in order, locked down, and run by a systemd."""

import asyncio
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.journey import reach_consent
from harness.stack import Layout
from harness.swarm import raise_descriptor_limit, swarm
from harness.systemd import UNITS, CannotBoot, SystemdStack
from harness.texts import text
from harness.waiting import until

SERVICE = "ratebridge.service"


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """As shipped, but for the program, which has to be there."""
    for unit in UNITS.iterdir():
        shutil.copy(unit, tmp_path)
    service = tmp_path / SERVICE
    service.write_text(service.read_text().replace("/usr/local/bin/ratebridge-fcgi", "/bin/true"))
    return tmp_path


def _analyze(*arguments: str | Path) -> tuple[int, str]:
    command = ["systemd-analyze", "--no-pager", *arguments]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
    return result.returncode, result.stdout


def test_systemd_finds_nothing_wrong_with_the_units(units: Path) -> None:
    assert _analyze("verify", units / SERVICE, units / "ratebridge.socket") == (0, "")


def test_the_exposure_of_the_service_is_at_most_one_and_a_half_of_ten(units: Path) -> None:
    code, table = _analyze("security", "--offline=true", "--threshold=15", units / SERVICE)
    assert code == 0, table


# Booted


@pytest.fixture(scope="module")
def machine() -> Iterator[SystemdStack]:
    raise_descriptor_limit()
    try:
        machine = SystemdStack(Layout(is_for_load=True))
    except CannotBoot as error:
        pytest.skip(f"no systemd can be started here: {error}")
    yield machine
    machine.stop()


def test_the_first_request_starts_the_service_and_the_journey_works(machine: SystemdStack) -> None:
    assert machine.systemctl("is-active", SERVICE) == "inactive"
    page = reach_consent(machine, machine.customer(), machine.sandbox.token())
    assert page.page.heading == text("consent.title")
    assert machine.systemctl("is-active", SERVICE) == "active"


def test_the_socket_is_the_web_servers_and_nobody_elses(machine: SystemdStack) -> None:
    assert machine.run_inside("stat", "-c", "%U:%G %a", "/run/ratebridge/fcgi.sock").strip() == "root:www-data 660"


def test_it_runs_as_a_user_of_its_own_without_rights_and_with_a_filter_on_calls(machine: SystemdStack) -> None:
    machine.systemctl("start", SERVICE)
    process = machine.systemctl("show", "--property=MainPID", "--value", SERVICE)
    status = dict(re.findall(r"(\w+):\s+(\S+)", machine.run_inside("cat", f"/proc/{process}/status")))
    # systemd.exec(5): DynamicUser= takes one of 61184 to 65519.
    assert 61_184 <= int(status["Uid"]) <= 65_519
    assert (int(status["CapBnd"], 16), status["NoNewPrivs"], status["Seccomp"]) == (0, "1", "2")


def test_its_state_is_for_its_user_alone(machine: SystemdStack) -> None:
    machine.systemctl("start", SERVICE)
    assert machine.run_inside("stat", "-c", "%U %a", "/var/lib/ratebridge/").strip() == "ratebridge 700"


def test_the_settings_that_are_copied_from_the_sample_leave_the_state_its_folder(machine: SystemdStack) -> None:
    machine.systemctl("start", SERVICE)
    process = machine.systemctl("show", "--property=MainPID", "--value", SERVICE)
    environment = machine.run_inside("cat", f"/proc/{process}/environ").split("\0")
    assert [line for line in environment if line.startswith("STATE_DIR=")] == ["STATE_DIR=/var/lib/ratebridge"]


def test_a_restart_loses_no_login_that_is_in_flight_and_refuses_no_newcomer(machine: SystemdStack) -> None:
    async def scenario() -> list[int]:
        crowd = swarm(machine, 100)
        await crowd.open_sessions()
        idle = machine.provider.process.descriptors
        work = asyncio.create_task(crowd.log_in())
        while machine.provider.process.descriptors < idle + 100:
            assert not work.done(), "they were answered before all were in flight"
            await asyncio.sleep(0.01)
        restart = asyncio.create_task(asyncio.to_thread(machine.systemctl, "restart", SERVICE))
        await asyncio.sleep(0.2)
        newcomers = swarm(machine, 20)
        await newcomers.open_sessions()
        await asyncio.gather(work, restart)
        return [member.status for member in crowd.members]

    before = machine.systemctl("show", "--property=MainPID", "--value", SERVICE)
    assert asyncio.run(scenario()) == [303] * 100
    assert machine.systemctl("show", "--property=MainPID", "--value", SERVICE) != before


def test_a_service_that_is_killed_is_started_again(machine: SystemdStack) -> None:
    machine.systemctl("kill", "--signal=KILL", SERVICE)
    until(lambda: machine.systemctl("show", "--property=NRestarts", "--value", SERVICE) == "1", "it is restarted")
    assert machine.customer().open(machine.link(machine.sandbox.token())).status == 200
