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
    assert (line["level"], line["status"]) == ("info", 200)


def test_without_access_log_there_is_no_line_for_a_request(stack: Stack, token: str) -> None:
    settings = {**stack.sandbox.environment, "ACCESS_LOG": "off"}
    responder = Responder(stack.folder, responder_environment(**settings), "no-access-log")
    stack.customer().open(stack.add(responder) + stack.link(token))
    assert "route=start" not in responder.text()


def test_a_slow_request_is_logged_with_its_steps_and_a_quick_one_is_not(stack: Stack, token: str) -> None:
    settings = {**stack.sandbox.environment, "SLOW_LOG": "1s", "UPSTREAM_TIMEOUT": "2s"}
    responder = Responder(stack.folder, responder_environment(**settings), "slow-log")
    origin = stack.add(responder)
    stack.customer().open(origin + stack.link(token))
    assert "slow request" not in responder.text()
    stack.sandbox.fault("hang", token)
    stack.customer().open(origin + stack.link(token))
    (line,) = [line for line in responder.text().splitlines() if "slow request" in line]
    steps = dict(step.split("=") for step in line.partition('steps="')[2].partition('"')[0].split())
    assert list(steps) == ["parse", "connect.start", "render"]
    assert int(steps["connect.start"]) >= 1900


def test_lines_for_journald_begin_with_their_priority(stack: Stack, token: str) -> None:
    log = stack.folder / "journal.log"
    log.touch()
    status = log.stat()
    settings = {**stack.sandbox.environment, "JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino}"}
    responder = Responder(stack.folder, responder_environment(**settings), "journal")
    stack.customer().open(stack.add(responder) + stack.link(token))
    assert [line for line in responder.text().splitlines() if line.startswith("<6>info: request ")]
    assert all(line[0] == "<" for line in responder.text().splitlines())


def test_an_answer_in_the_access_log_has_its_fields_in_order(stack: Stack, token: str) -> None:
    responder = Responder(stack.folder, responder_environment(**stack.sandbox.environment), "access-log")
    stack.customer().open(stack.add(responder) + stack.link(token))
    (line,) = [line for line in responder.text().splitlines() if "route=start" in line]
    names = [field.partition("=")[0] for field in line.split()[2:]]
    assert names == ["method", "route", "status", "ms", "upstream_ms", "bytes", "request", "token"]
