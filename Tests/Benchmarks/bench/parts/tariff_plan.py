"""FlatPeak's reading of a tariff: one request, three calls to the provider."""

import json
from functools import partial
from pathlib import Path

from harness.servers import TARIFF_PLAN_TOKEN

from ..backend import Started, responder
from ..front import Front
from ..run import Run
from ..upstream import Upstream
from ..wrk import rate
from .pages import HOW


def measure_tariff_plan(run: Run) -> None:
    with run.part("tariff-plan") as folder, Started() as started:
        upstream = started.add(Upstream(folder))
        ours = started.add(responder(folder, **upstream.settings))
        front = Front(folder)
        sites = {keep: front.responder(ours.socket, keep=keep) for keep in (False, True)}
        started.add(front.start())
        script = _script(folder)
        rates = run.interleaved(
            {keep: partial(rate, f"{url}/api/tariff_plan", run.seconds, script=script) for keep, url in sites.items()}
        )
        for keep, values in rates.items():
            run.add(f"tariffs read, {HOW[keep]}", "requests/s", values)


def _script(folder: Path) -> Path:
    body = json.dumps({"auth_metadata": {"data": {"login": "ada@lunar.example", "password": "moonlight"}}})
    script = folder / "tariff_plan.lua"
    script.write_text(
        f"wrk.method = 'POST'\nwrk.body = [[{body}]]\n"
        "wrk.headers['Content-Type'] = 'application/json'\n"
        f"wrk.headers['Authorization'] = 'Bearer {TARIFF_PLAN_TOKEN}'\n"
    )
    return script
