"""STATUS_PATH: what the responder says of itself."""

import re
from collections.abc import Iterator
from threading import Thread

import pytest

from harness.customer import Answer
from harness.servers import Responder, responder_environment
from harness.stack import Layout, Stack
from harness.waiting import until

STATUS = (("STATUS_PATH", "/status"),)


@pytest.fixture(scope="module")
def busy() -> Iterator[Stack]:
    """One that has answered a known set of requests."""
    stack = Stack(Layout(mount="/tariffs", settings=STATUS))
    customer = stack.customer()
    for _ in range(2):
        customer.open(stack.link(stack.sandbox.token()))
    customer.request("GET", stack.path("/page", stack.sandbox.token()))  # 303
    customer.request("GET", stack.link("cot_nobody0000"))  # Connect knows it not
    customer.request("GET", stack.path("/assets/nothing.css"))
    customer.request("GET", stack.path("/nowhere"))
    customer.post(stack.path("/action", stack.sandbox.token()), {"filler": "x" * 70_000})  # 413
    yield stack
    stack.stop()


def ask(stack: Stack, path: str = "/status", accept: str = "*/*") -> Answer:
    return stack.customer().request("GET", stack.path(path), {"Accept": accept})


def status(stack: Stack) -> dict:
    return ask(stack, "/status?format=json").json


def test_answers_are_counted_by_route_and_class(busy: Stack) -> None:
    counts = {
        (name, kind): count
        for name, route in status(busy)["routes"].items()
        for kind, count in route["statuses"].items()
        if count
    }
    assert counts == {
        ("start", "2xx"): 2,
        ("start", "4xx"): 1,
        ("page", "3xx"): 1,
        ("asset", "4xx"): 1,
        ("unknown", "4xx"): 1,
        ("action", "4xx"): 1,
    }


def test_every_answer_is_in_its_routes_histogram(busy: Stack) -> None:
    for route in status(busy)["routes"].values():
        duration = route["duration_seconds"]
        assert duration["count"] == sum(route["statuses"].values()) == duration["le"]["+Inf"]


def test_calls_are_counted_by_side_and_outcome(busy: Stack) -> None:
    upstream = status(busy)["upstream"]
    assert {name: calls["count"] for name, calls in upstream["connect"].items()} == {
        "ok": 2,
        "refused": 1,
        "error": 0,
        "timed_out": 0,
    }
    assert sum(calls["count"] for calls in upstream["provider"].values()) == 0


def test_what_the_transport_refused_is_counted_by_reason(busy: Stack) -> None:
    assert status(busy)["refused"] == {"busy": 0, "too_large": 1, "malformed": 0, "timed_out": 0}


def test_the_process_itself_is_described(busy: Stack) -> None:
    page = status(busy)
    assert page["provider"] == "Lunar Energy"
    assert re.fullmatch(r"\d+\.\d+\.\d+", page["version"])
    assert (page["in_flight"], page["max_in_flight"], page["reloads"]) == (1, 8192, 0)
    assert page["peak_in_flight"] >= 1
    assert page["accepted_connections"] >= 1


def test_text_is_for_people(busy: Stack) -> None:
    answer = ask(busy)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert re.search(r"^provider: +Lunar Energy$", answer.text, re.M)
    assert re.search(r"^start +2 +0 +1 +0 ", answer.text, re.M)


def samples(text: str) -> dict[str, float]:
    """Prometheus' text format 0.0.4, read strictly: a type before its samples, each sample once."""
    found: dict[str, float] = {}
    family = ""
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("# HELP "):
            family = line.split()[2]
        elif line.startswith("# TYPE "):
            assert re.fullmatch(rf"# TYPE {family} (counter|gauge|histogram)", line)
        else:
            label = r'[a-z_]+="(?:[^"\\\n]|\\["\\n])*"'
            match = re.fullmatch(rf"(([a-z_]+)(?:\{{{label}(?:,{label})*\}})?) ([0-9.]+)", line)
            assert match, line
            assert re.fullmatch(rf"{family}(_bucket|_sum|_count)?", match[2]), line
            assert match[1] not in found, line
            found[match[1]] = float(match[3])
    return found


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/status?format=prometheus", "*/*"),
        ("/status", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.3,*/*;q=0.1"),
    ],
)
def test_prometheus_reads_its_own_format(busy: Stack, path: str, accept: str) -> None:
    answer = ask(busy, path, accept)
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = samples(answer.text)
    assert found['ratebridge_responses_total{route="start",class="2xx"}'] == 2
    assert found['ratebridge_upstream_duration_seconds_count{side="connect",outcome="refused"}'] == 1
    buckets = [v for k, v in found.items() if k.startswith('ratebridge_response_duration_seconds_bucket{route="start"')]
    assert buckets == sorted(buckets) and buckets[-1] == 3


def test_json_can_be_asked_for_by_accept(busy: Stack) -> None:
    assert ask(busy, accept="application/json").json["version"]


def test_ping_answers_pong(busy: Stack) -> None:
    answer = ask(busy, "/status/ping")
    assert (answer.status, answer.text) == (200, "pong\n")


def test_an_unknown_format_is_a_400_and_a_post_a_405(busy: Stack) -> None:
    assert ask(busy, "/status?format=xml").status == 400
    assert busy.customer().post(busy.path("/status"), {}).status == 405


def test_a_path_that_only_begins_alike_is_none_of_it(busy: Stack) -> None:
    assert ask(busy, "/statuses").status == 404


def test_without_status_path_there_is_no_status(stack: Stack) -> None:
    assert ask(stack).status == 404
    assert ask(stack, "/status/ping").status == 404


def test_a_busy_responder_still_shows_its_status(stack: Stack) -> None:
    settings = {**stack.sandbox.environment, **dict(STATUS), "MAX_IN_FLIGHT": "1", "UPSTREAM_TIMEOUT": "4s"}
    responder = Responder(stack.folder, responder_environment(**settings), "busy-status")
    origin = stack.add(responder, keep_conn=False)
    token = stack.sandbox.token()
    stack.sandbox.fault("hang", token)
    hanging = Thread(target=lambda: stack.customer().open(origin + stack.link(token)))
    hanging.start()
    until(lambda: stack.sandbox.calls(token), "the request is at Connect")
    page = stack.customer().request("GET", origin + "/status?format=json").json
    hanging.join()
    assert (page["in_flight"], page["refused"]["busy"]) == (1, 1)
