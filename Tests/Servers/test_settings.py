"""Settings that change what customers get."""

import json
import threading

from harness.checks import check_problem
from harness.customer import Answer
from harness.places import REPOSITORY
from harness.servers import Responder, responder_environment
from harness.stack import Stack
from harness.waiting import until


def test_beyond_max_in_flight_it_is_a_503_that_says_when_to_come_back(stack: Stack) -> None:
    settings = {**stack.sandbox.environment, "MAX_IN_FLIGHT": "1", "UPSTREAM_TIMEOUT": "5s"}
    origin = stack.add(Responder(stack.folder, responder_environment(**settings), "one-at-a-time"), keep_conn=False)
    hanging, other = stack.sandbox.token(), stack.sandbox.token()
    stack.sandbox.fault("hang", hanging)
    first: list[Answer] = []
    customer = stack.customer()
    thread = threading.Thread(target=lambda: first.append(customer.open(origin + stack.link(hanging))))
    thread.start()
    until(lambda: stack.sandbox.calls(hanging), "the first request is at Connect")
    answer = stack.customer().request("GET", origin + stack.link(other))
    thread.join()
    check_problem(answer, 503, "busy", stack, other)
    assert int(answer.headers["Retry-After"]) > 0
    assert stack.sandbox.calls(other) == []
    assert first[0].status == 504


def test_pages_of_ones_own_take_the_place_of_those_inside(stack: Stack, token: str) -> None:
    page = stack.folder / "templates/pages/auth_metadata_capture.mustache"
    page.parent.mkdir(parents=True)
    ours = (REPOSITORY / "Templates/pages" / page.name).read_text()
    page.write_text(ours.replace("<h1>{{title}}</h1>", "<h1>Our own words</h1>"))
    settings = {**stack.sandbox.environment, "TEMPLATES_DIR": str(page.parents[1])}
    origin = stack.add(Responder(stack.folder, responder_environment(**settings), "own-pages"))
    assert stack.customer().open(origin + stack.link(token)).page.heading == "Our own words"


def test_json_logs_are_one_object_a_line(stack: Stack, token: str) -> None:
    settings = {**stack.sandbox.environment, "LOG_FORMAT": "json", "LOG_LEVEL": "info"}
    responder = Responder(stack.folder, responder_environment(**settings), "json-log")
    stack.customer().open(stack.add(responder) + stack.link(token))
    lines = [json.loads(line) for line in responder.text().splitlines()]
    (line,) = [line for line in lines if line.get("route") == "start"]
    assert (line["level"], line["status"]) == ("info", "200")
