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
        machine = SystemdStack(Layout(keep_conn=False, is_for_load=True))
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


# What systemd is told, and tells


def test_it_is_active_when_it_serves_and_not_before(machine: SystemdStack) -> None:
    waits = "ExecStart=/bin/sh -c 'until [ -e /run/go ]; do sleep 0.05; done; exec /usr/local/bin/ratebridge-fcgi'"
    with machine.changed("ExecStart=", waits):
        machine.systemctl("start", "--no-block", SERVICE)
        until(lambda: machine.show("MainPID") != "0", "its process is there")
        assert (machine.show("Type"), machine.show("ActiveState")) == ("notify", "activating")
        machine.run_inside("touch", "/run/go")
        until(lambda: machine.show("ActiveState") == "active", "it is ready")
        assert machine.show("StatusText") == "Serves Lunar Energy"


def _heading(machine: SystemdStack) -> str:
    return machine.customer().open(machine.link(machine.sandbox.token())).page.heading


def test_a_reload_reads_pages_again_and_keeps_the_process(machine: SystemdStack) -> None:
    machine.run_inside("mkdir", "-p", "/run/pages/locales")
    with machine.changed(TEMPLATES_DIR="/run/pages"):
        machine.systemctl("start", SERVICE)
        assert _heading(machine) == text("login.title")
        process = machine.show("MainPID")
        machine.run_inside("sh", "-c", """echo '{"login.title": "Changed words"}' >/run/pages/locales/en.json""")
        machine.systemctl("reload", SERVICE)
        until(lambda: _heading(machine) == "Changed words", "the pages are read again")
        assert (machine.show("MainPID"), machine.show("ActiveState")) == (process, "active")


def test_a_faulty_reload_is_seen_in_systemctl_status_and_all_goes_on(machine: SystemdStack) -> None:
    machine.run_inside("mkdir", "-p", "/run/broken/locales")
    with machine.changed(TEMPLATES_DIR="/run/broken"):
        machine.systemctl("start", SERVICE)
        machine.run_inside("sh", "-c", "echo '{' >/run/broken/locales/en.json")
        machine.systemctl("reload", SERVICE)
        words = "Serves with the former settings: those of the last reload are faulty, see the log"
        until(lambda: machine.show("StatusText") == words, "it says so")
        assert f'Status: "{words}"' in machine.systemctl("status", "--no-pager", SERVICE)
        assert _heading(machine) == text("login.title")


def test_an_upgrade_in_place_moves_the_service_to_the_new_process(machine: SystemdStack) -> None:
    machine.systemctl("start", SERVICE)
    process = machine.show("MainPID")
    machine.systemctl("kill", "--signal=USR2", SERVICE)
    until(lambda: machine.show("MainPID") != process, "the new process is the main one")
    assert machine.show("ActiveState") == "active"
    assert machine.customer().open(machine.link(machine.sandbox.token())).status == 200


def test_a_broken_setting_is_a_plain_line_in_the_journal_and_a_failed_unit(machine: SystemdStack) -> None:
    machine.systemctl("start", "journal.service")
    with machine.changed("StandardError=journal", UPSTREAM_TIMEOUT="soon"):
        machine.systemctl("start", SERVICE)
        assert (machine.show("ActiveState"), machine.show("ExecMainStatus")) == ("failed", "78")
        assert machine.show("NRestarts") == "0"
        lines: list[str] = []
        until(lambda: lines.extend(_journal(machine)) or lines, "the journal has it")
        assert lines[0] == (
            "ratebridge-fcgi: UPSTREAM_TIMEOUT: 'soon' is no duration (fix: write it like 50s, 500ms or 1m)"
        )


def test_the_journal_has_the_priority_of_each_line_and_not_its_mark(machine: SystemdStack) -> None:
    machine.systemctl("start", "journal.service")
    with machine.changed("StandardError=journal"):
        machine.systemctl("start", SERVICE)
        until(lambda: _journal(machine, "--priority=5..5"), "the journal has its notice")
        assert any(line.startswith("notice: serving Lunar Energy") for line in _journal(machine, "--priority=5..5"))


def _journal(machine: SystemdStack, *arguments: str) -> list[str]:
    return machine.run_inside("journalctl", "-o", "cat", "-u", SERVICE, *arguments).splitlines()
