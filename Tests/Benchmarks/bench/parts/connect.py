"""The first page of a session, which asks Connect (an nginx that answers at once), beside C that writes as much."""

from functools import partial

from ..answer import ask
from ..backend import Started, responder, settings
from ..contenders import floor
from ..figures import Goal
from ..front import Front
from ..run import Run
from ..upstream import TOKEN, connect_by_nginx
from ..wrk import rate
from .pages import HOW

GOAL = Goal("≥", 0.35)


def measure_connect(run: Run) -> None:
    target = f"/?fp_cot={TOKEN}"
    with run.part("connect") as folder, Started() as started:
        connect, origin = connect_by_nginx(folder)
        started.add(connect)
        file = ask(settings(CONNECT_API_URL=origin), target).written(folder / "answer")
        process, socket = floor(folder, file, "floor")
        started.add(process)
        ours = started.add(responder(folder, CONNECT_API_URL=origin))
        front = Front(folder)
        sites = {
            (name, keep): front.responder(socket, keep=keep)
            for name, socket in (("C on libfcgi", socket), ("Ratebridge", ours.socket))
            for keep in (False, True)
        }
        started.add(front.start())
        rates = run.interleaved({key: partial(rate, url + target, run.seconds) for key, url in sites.items()})
        for (name, keep), values in sorted(rates.items(), key=lambda entry: entry[0][1]):
            run.add(f"{name}, {HOW[keep]}", "requests/s", values)
        for keep in (False, True):
            run.add_ratio(f"Ratebridge / C, {HOW[keep]}", rates["Ratebridge", keep], rates["C on libfcgi", keep], GOAL)
