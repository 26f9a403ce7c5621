"""STATUS_PATH: what the responder says of itself."""

import re
from collections.abc import Iterator
from threading import Thread

import pytest
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families

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


@pytest.fixture(
    params=[
        ("/status?format=prometheus", "*/*"),
        ("/status", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.3,*/*;q=0.1"),
    ],
    ids=["query", "accept"],
)
def exposition(request: pytest.FixtureRequest, busy: Stack) -> str:
    answer = ask(busy, *request.param)
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    return answer.text


def families(text: str) -> dict[str, Metric]:
    """By Prometheus' own reader."""
    return {family.name: family for family in text_string_to_metric_families(text)}


def test_prometheus_reads_its_own_format(exposition: str) -> None:
    samples = [sample for family in families(exposition).values() for sample in family.samples]
    found = {(sample.name, *sample.labels.values()): sample.value for sample in samples}
    assert found["ratebridge_responses_total", "start", "2xx"] == 2
    assert found["ratebridge_upstream_duration_seconds_count", "connect", "refused"] == 1
    assert found["ratebridge_requests_in_flight_max",] == 8192


def test_each_family_has_one_help_and_one_type_before_its_samples(exposition: str) -> None:
    assert exposition.endswith("\n")
    heads = [line.split()[1:3] for line in exposition.splitlines() if line.startswith("#")]
    names = [name for kind, name in heads if kind == "TYPE"]
    assert heads == [[kind, name] for name in names for kind in ("HELP", "TYPE")]
    assert len(set(names)) == len(names) == len(families(exposition))
    for family in families(exposition).values():
        assert family.documentation.endswith(".") and family.type in {"counter", "gauge", "histogram"}
        # A counter's name ends in _total; the reader takes that away.
        assert (family.type == "counter") == (f"{family.name}_total" in names)


def test_no_sample_is_there_twice(exposition: str) -> None:
    names = [line.rpartition(" ")[0] for line in exposition.splitlines() if not line.startswith("#")]
    assert len(set(names)) == len(names) > 100


def test_buckets_grow_and_the_last_one_has_all(exposition: str) -> None:
    histograms = [family for family in families(exposition).values() if family.type == "histogram"]
    assert len(histograms) == 2
    for family in histograms:
        series: dict[tuple[str, ...], dict[str, float]] = {}
        for sample in family.samples:
            labels = dict(sample.labels)
            bound = labels.pop("le", sample.name.removeprefix(family.name))
            series.setdefault(tuple(labels.values()), {})[bound] = sample.value
        for values in series.values():
            count, total = values.pop("_count"), values.pop("_sum")
            assert [float(bound) for bound in values] == sorted(map(float, values))
            assert list(values.values()) == sorted(values.values())
            assert (list(values)[-1], values["+Inf"]) == ("+Inf", count)
            assert (total > 0) == (count > 0)


def test_json_can_be_asked_for_by_accept(busy: Stack) -> None:
    assert ask(busy, accept="application/json").json["version"]


def test_ping_answers_pong(busy: Stack) -> None:
    answer = ask(busy, "/status/ping")
    assert (answer.status, answer.text) == (200, "pong\n")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


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
