"""A process for each request, as shared hosts have it."""

import subprocess
from pathlib import Path

from ..answer import ask, cgi_environment
from ..backend import settings
from ..figures import Goal
from ..places import OUT, RESPONDER
from ..run import Run

GOAL = Goal("≤", 2.5)


def measure_cgi(run: Run) -> None:
    starts = 60 if run.quick else 200
    with run.part("cgi") as folder:
        environment = cgi_environment(settings(), "/")
        file = ask(settings(), "/").written(folder / "answer")
        command: list[str | Path] = [OUT / "starts", str(starts), RESPONDER, "-", OUT / "floor", file]
        ours: list[float] = []
        floor: list[float] = []
        for round in range(run.rounds):
            output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
            times = [float(line) / 1000 for line in output.split()]
            ours.append(times[0])
            floor.append(times[1])
            run.say(f"round {round + 1} of {run.rounds}")
        run.add("C on libfcgi, from start to end", "ms", floor)
        run.add("Ratebridge, from start to end", "ms", ours)
        run.add_ratio("Ratebridge / C", ours, floor, GOAL)
