"""Stopping under load, and starting where another one runs or has died."""

import asyncio
import os
import shutil
import signal
import stat
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.places import RESPONDER
from harness.servers import Responder, responder_environment
from harness.stack import Layout, Stack
from harness.swarm import swarm
from harness.waiting import until


@pytest.fixture
def own_stack() -> Iterator[Stack]:
    """One that a test may break."""
    stack = Stack(Layout(keep_conn=False, is_for_load=True))
    yield stack
    stack.stop()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_stop_with_100_logins_in_flight_answers_them_all_and_exits_0(own_stack: Stack, number: int) -> None:
    async def scenario() -> Counter[int]:
        crowd = swarm(own_stack, 100)
        await crowd.open_sessions()
        provider = own_stack.provider.process
        idle = provider.descriptors
        work = asyncio.create_task(crowd.log_in())
        # Each in flight has a connection to the provider.
        while provider.descriptors < idle + 100:
            assert not work.done(), "they were answered before all were in flight"
            await asyncio.sleep(0.01)
        own_stack.responder.signal(number)
        await work
        return Counter(member.status for member in crowd.members)

    assert asyncio.run(scenario()) == {303: 100}
    assert own_stack.responder.wait() == 0
    assert "unanswered=0" in own_stack.responder.text()


def test_an_idle_responder_stops_at_once(own_stack: Stack) -> None:
    own_stack.responder.signal(signal.SIGTERM)
    assert own_stack.responder.wait(5) == 0


def test_a_stopped_responder_leaves_no_socket(own_stack: Stack) -> None:
    own_stack.responder.signal(signal.SIGTERM)
    own_stack.responder.wait()
    assert not own_stack.responder.socket.exists()


# Sockets


def test_the_socket_is_for_owner_and_group_alone(own_stack: Stack) -> None:
    assert stat.S_IMODE(own_stack.responder.socket.stat().st_mode) == 0o660


@pytest.mark.skipif(os.geteuid() != 0, reason="a folder for another group is root's to make")
def test_the_socket_has_the_group_of_a_folder_that_passes_it_on(tmp_path: Path) -> None:
    """So the handbook's install.md lets the web server in where there is no systemd."""
    shutil.chown(tmp_path, group="www-data")
    tmp_path.chmod(0o2750)
    responder = Responder(tmp_path, responder_environment())
    try:
        assert responder.socket.group() == "www-data"
    finally:
        responder.stop()


def _start(path: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [RESPONDER, "--listen", f"unix:{path}"],
        env=responder_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_a_second_responder_refuses_a_live_socket_in_a_plain_line(own_stack: Stack) -> None:
    socket = own_stack.responder.socket
    second = _start(socket)
    assert second.returncode not in (0, None)
    assert (
        second.stderr == f"ratebridge-fcgi: another process answers at {socket}: stop it first, or listen elsewhere\n"
    )


def test_the_first_goes_on_when_a_second_was_refused(own_stack: Stack) -> None:
    _start(own_stack.responder.socket)
    assert own_stack.customer().open(own_stack.link(own_stack.sandbox.token())).status == 200


def test_the_socket_of_a_killed_responder_is_replaced(own_stack: Stack) -> None:
    killed = own_stack.responder
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    assert killed.socket.exists()
    environment = responder_environment(**own_stack.sandbox.environment)
    own_stack.add(Responder(own_stack.folder, environment))
    until(lambda: own_stack.customer().open("/").status == 400, "the new responder answers at the old place")


def test_a_session_survives_the_process_that_began_it(own_stack: Stack) -> None:
    token = own_stack.sandbox.token()
    customer = own_stack.customer()
    customer.open(own_stack.link(token))
    os.kill(own_stack.responder.pid, signal.SIGKILL)
    own_stack.responder.wait()
    environment = responder_environment(**own_stack.sandbox.environment)
    own_stack.add(Responder(own_stack.folder, environment))
    until(lambda: customer.open("/").status == 400, "the new responder answers")
    assert customer.open(own_stack.path("/page", token)).status == 200


def test_a_file_that_is_no_socket_is_left_alone(own_stack: Stack) -> None:
    file = own_stack.folder / "precious"
    file.write_text("mine")
    assert "is no socket" in _start(file).stderr
    assert file.read_text() == "mine"
