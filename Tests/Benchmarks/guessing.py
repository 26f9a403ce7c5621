"""What the time of an answer of `/api/tariff_plan` tells whoever guesses there: pairs of questions, asked in turn.

    .build/venv/bin/python Tests/Benchmarks/guessing.py [PAIRS]

For each pair: the medians, and how often the slower of two answers is the one that tells (50 %: time tells nothing).
"""

import json
import random
import shutil
import statistics
import sys
import time
from bisect import bisect_left, bisect_right
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1] / "Servers"))

from harness.sandbox import PASSWORD, email
from harness.servers import TARIFF_PLAN_TOKEN
from harness.stack import FOLDERS, Layout, Stack

Question = tuple[str, bytes]


def _body(name: str, password: str) -> bytes:
    return json.dumps({"auth_metadata": {"data": {"login": email(name), "password": password}}}).encode()


ADA = _body("ada", PASSWORD)
PAIRS: dict[str, tuple[Question, Question]] = {
    "the token: its first letter right, or all but the last": (
        (TARIFF_PLAN_TOKEN[0] + "x" * (len(TARIFF_PLAN_TOKEN) - 1), ADA),
        (TARIFF_PLAN_TOKEN[:-1] + "x", ADA),
    ),
    "without the token: a password that is wrong, or right": (("guess", _body("ada", "x" * len(PASSWORD))), ("guess", ADA)),
    "with it: no such customer, or a wrong password": (
        (TARIFF_PLAN_TOKEN, _body("eve", "wrong")),
        (TARIFF_PLAN_TOKEN, _body("ada", "wrong")),
    ),
}


def ask(connection: HTTPConnection, question: Question) -> float:
    bearer, body = question
    fields = {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
    began = time.perf_counter_ns()
    connection.request("POST", "/api/tariff_plan", body, fields)
    answer = connection.getresponse()
    answer.read()
    taken = (time.perf_counter_ns() - began) / 1000
    assert answer.status in {400, 401}, answer.status
    return taken


def measure(connection: HTTPConnection, pair: tuple[Question, Question], count: int) -> tuple[list[float], list[float]]:
    """The times of both in microseconds; which of a pair is asked first is left to chance."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(count + 50):
        for which in random.sample([0, 1], 2):
            taken = ask(connection, pair[which])
            if number >= 50:
                times[which].append(taken)
    return times


def told(first: list[float], second: list[float]) -> float:
    """The share of all pairs of answers in which the second took longer."""
    ordered = sorted(first)
    wins = sum(bisect_left(ordered, taken) + bisect_right(ordered, taken) for taken in second) / 2
    return wins / len(first) / len(second)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    stack = Stack(Layout(settings=(("LOG_LEVEL", "warning"),)))
    try:
        connection = HTTPConnection(urlsplit(stack.origin).netloc)
        for name, pair in PAIRS.items():
            first, second = measure(connection, pair, count)
            medians = [statistics.median(times) for times in (first, second)]
            print(f"{name}: {medians[0]:,.0f} and {medians[1]:,.0f} µs, told by {told(first, second):.1%}", flush=True)
    finally:
        stack.stop()
    for folder in FOLDERS:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
