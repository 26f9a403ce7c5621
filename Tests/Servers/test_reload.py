"""SIGHUP, SIGUSR2 and a restart: no request is lost."""

import asyncio
import os
import signal
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from harness.customer import Answer
from harness.journey import reach_consent
from harness.stack import Layout, Stack
from harness.succession import Succession, is_alive
from harness.swarm import Swarm
from harness.texts import text
from harness.waiting import until

SECONDS = 3


@pytest.fixture(params=[True, False], ids=["kept", "closed"])
def keep_conn(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def world() -> Iterator[Stack]:
    """One that a test may break. Its settings are in the environment, but for what a test puts into .env."""
    stack = Stack()
    yield stack
    stack.stop()


class Load:
    """Customers that come without a pause, while something else goes on: reads, and posts that cannot be repeated."""

    def __init__(self, stack: Stack, port: int | None = None) -> None:
        self.statuses: Counter[str] = Counter()
        self._stack = stack
        self._port = port or stack.port
        self._token = stack.sandbox.token()
        self._is_over = False

    def run(self, *events: Callable[[], object]) -> Counter[str]:
        """Each event after a second, and one more second behind."""
        asyncio.run(self._run(events))
        return self.statuses

    async def _run(self, events: tuple[Callable[[], object], ...]) -> None:
        workers = [asyncio.create_task(self._work(number)) for number in range(8)]
        for event in events:
            await asyncio.sleep(1)
            await asyncio.to_thread(event)
        await asyncio.sleep(1.5)
        self._is_over = True
        await asyncio.gather(*workers)

    async def _work(self, number: int) -> None:
        crowd = Swarm(self._stack, [])
        while not self._is_over:
            if number % 2:
                head, _ = await crowd.exchange("GET", self._stack.link(self._token), port=self._port)
            else:
                path = self._stack.path("/consent_capture", self._token)
                head, _ = await crowd.exchange("POST", path, "a=b", port=self._port)
            self.statuses[head.split(" ")[1] if head else "nothing"] += 1


def check(statuses: Counter[str]) -> None:
    """200 for those who read; 400 for those who post without a session."""
    assert set(statuses) == {"200", "400"}, statuses
    assert statuses["200"] > 20


# SIGHUP


def reload(stack: Stack, settings: str) -> None:
    (stack.folder / ".env").write_text(settings)
    count = stack.responder.text().count("SIGHUP")
    stack.responder.signal(signal.SIGHUP)
    until(lambda: stack.responder.text().count("SIGHUP") > count, "the settings are read again")


def test_a_changed_setting_is_taken_over(world: Stack) -> None:
    assert world.customer().open(world.path("/status")).status == 404
    reload(world, "STATUS_PATH=/status\nMAX_IN_FLIGHT=77\n")
    page = world.customer().request("GET", world.path("/status?format=json")).json
    assert (page["reloads"], page["max_in_flight"]) == (1, 77)


def test_a_session_goes_on_over_a_reload(world: Stack) -> None:
    customer = world.customer()
    reach_consent(world, customer, token := world.sandbox.token())
    reload(world, "STATUS_PATH=/status\n")
    assert customer.open(world.path("/page", token)).page.heading == text("consent.title")


def test_a_request_in_flight_ends_with_the_settings_it_began_with(world: Stack) -> None:
    token = world.sandbox.token()
    world.sandbox.fault("slow", token, seconds=2)
    answers: list[Answer] = []
    customer = world.customer()
    thread = threading.Thread(target=lambda: answers.append(customer.open(world.link(token))))
    thread.start()
    until(lambda: world.sandbox.calls(token), "the request is at Connect")
    reload(world, "STATUS_PATH=/status\nUPSTREAM_TIMEOUT=1ms\n")
    thread.join()
    assert answers[0].status == 200
    assert world.customer().open(world.link(world.sandbox.token())).status == 504


def test_faulty_settings_change_nothing_and_every_fault_is_logged(world: Stack) -> None:
    reload(world, "STATUS_PATH=/status\nMAX_IN_FLIGHT=-1\nUPSTREAM_TIMEOUT=soon\n")
    log = world.responder.text()
    assert "error: MAX_IN_FLIGHT: " in log
    assert "error: UPSTREAM_TIMEOUT: " in log
    assert "the former ones stay in force" in log
    assert world.customer().open(world.path("/status")).status == 404
    assert world.customer().open(world.link(world.sandbox.token())).status == 200


def test_pages_are_read_again(world: Stack) -> None:
    folder = world.folder / "templates"
    (folder / "locales").mkdir(parents=True)
    reload(world, f"TEMPLATES_DIR={folder}\n")
    (folder / "locales/en.json").write_text('{"login.title": "Changed words for {provider}"}')
    reload(world, f"TEMPLATES_DIR={folder}\n")
    assert world.customer().open(world.link(world.sandbox.token())).page.heading == "Changed words for Lunar Energy"


def test_reloads_under_load_lose_no_request(keep_conn: bool) -> None:
    stack = Stack(Layout(keep_conn=keep_conn))
    try:
        check(Load(stack).run(*[lambda: stack.responder.signal(signal.SIGHUP)] * SECONDS))
    finally:
        stack.stop()


# SIGUSR2


@pytest.mark.parametrize("kind", ["unix", "tcp", "inherited", "systemd"])
def test_upgrades_under_load_lose_no_request(world: Stack, kind: str, keep_conn: bool) -> None:
    line = Succession(world, kind, keep_conn)
    try:
        check(Load(world, line.port).run(line.succeed, line.succeed))
        line.nginx.stop()
        assert line.process.wait(70) == 0
        assert is_alive(line.children[-1])
    finally:
        line.stop()


def test_a_login_in_flight_is_answered_by_the_old_process(world: Stack) -> None:
    line = Succession(world, "unix", True)
    token = world.sandbox.token()
    world.sandbox.fault("slow", token, seconds=3)
    answers: list[Answer] = []
    try:
        thread = threading.Thread(
            target=lambda: answers.append(
                world.customer().open(f"http://127.0.0.1:{line.port}" + world.link(token))
            )
        )
        thread.start()
        until(lambda: world.sandbox.calls(token), "the request is at Connect")
        line.succeed()
        thread.join()
        assert answers[0].status == 200
        assert line.process.wait(70) == 0
    finally:
        line.stop()


def test_the_new_process_removes_the_socket_when_it_stops(world: Stack) -> None:
    line = Succession(world, "unix", True)
    try:
        line.succeed()
        assert line.process.wait(70) == 0
        assert line.path.exists()
    finally:
        line.stop()
    assert not line.path.exists()


def test_where_the_new_process_cannot_start_the_old_one_goes_on(world: Stack) -> None:
    (world.folder / ".env").write_text("MAX_IN_FLIGHT=-1\n")
    world.responder.signal(signal.SIGUSR2)
    until(lambda: "this process goes on" in world.responder.text(), "it says so")
    assert "MAX_IN_FLIGHT: " in world.responder.text()
    assert "ended with 78 before it served" in world.responder.text()
    assert world.customer().open(world.link(world.sandbox.token())).status == 200


# Restart


def test_a_restart_on_a_socket_that_stays_loses_no_request(world: Stack, keep_conn: bool) -> None:
    line = Succession(world, "inherited", keep_conn)
    try:
        check(Load(world, line.port).run(line.restart, line.restart))
    finally:
        line.stop()


# The service manager


def test_the_service_manager_hears_of_each_change(world: Stack) -> None:
    path = world.folder / "notify"
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.bind(str(path))
    manager.settimeout(30)
    line = Succession(world, "unix", True, NOTIFY_SOCKET=str(path))

    def heard() -> str:
        return manager.recv(4096).decode()

    ready = "READY=1\nSTATUS=Serves Lunar Energy"
    try:
        assert heard() == ready
        line.process.signal(signal.SIGHUP)
        assert heard().startswith("RELOADING=1\nMONOTONIC_USEC=")
        assert heard() == ready
        line.succeed()
        pid, new = sorted([heard(), heard()])
        assert pid == f"MAINPID={line.children[0]}"
        assert new == ready
        assert line.process.wait(70) == 0
        os.kill(line.children[0], signal.SIGTERM)
        assert heard() == "STOPPING=1\nSTATUS=Answers what is in flight, then ends"
    finally:
        line.stop()
        manager.close()
