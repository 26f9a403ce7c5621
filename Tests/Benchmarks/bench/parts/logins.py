"""Whole logins, each with a session of its own: four requests of the customer, five calls of ours."""

import subprocess
from functools import partial
from pathlib import Path

from ..backend import Started, responder
from ..front import Front
from ..places import OUT
from ..run import Run
from ..upstream import Upstream
from ..wrk import LoadFailed
from .pages import HOW

CONNECTIONS = 32


def measure_logins(run: Run) -> None:
    with run.part("logins") as folder, Started() as started:
        upstream = started.add(Upstream(folder))
        ours = started.add(responder(folder, **upstream.settings))
        front = Front(folder)
        sites = {keep: front.responder(ours.socket, keep=keep) for keep in (False, True)}
        started.add(front.start())
        rates = run.interleaved({keep: partial(_rate, url, run.seconds) for keep, url in sites.items()})
        for keep, values in rates.items():
            run.add(f"whole logins, {HOW[keep]}", "logins/s", values)


def _rate(origin: str, seconds: int) -> float:
    command: list[str | Path] = [OUT / "logins", origin.rpartition(":")[2], str(CONNECTIONS), str(seconds)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    done, wrong, took = map(float, output.split())
    if wrong or not done:
        raise LoadFailed(f"{wrong:.0f} of {done + wrong:.0f} logins went wrong")
    return done / took
