"""An error page, which asks nobody: the responder beside others that give the same answer."""

from functools import partial

from ..answer import CGIAnswer, ask
from ..backend import Started, responder, settings
from ..contenders import all_of_them, check
from ..figures import Goal
from ..front import Front
from ..run import Run
from ..wrk import rate

#: Without kept connections, and with.
GOALS = {False: Goal("≥", 0.8), True: Goal("≥", 0.7)}
HOW = {False: "a connection for each request", True: "connections kept"}


def measure_pages(run: Run) -> None:
    with run.part("pages") as folder, Started() as started:
        answer = ask(settings(), "/")
        front = Front(folder)
        origins = all_of_them(folder, front, answer, started)
        others = list(origins)
        ours = started.add(responder(folder))
        logging = started.add(responder(folder, "logging", ACCESS_LOG="on"))
        for keep in (False, True):
            origins["Ratebridge", keep] = front.responder(ours.socket, keep=keep)
        origins["Ratebridge, with its access log", False] = front.responder(logging.socket, keep=False)
        started.add(front.start())
        for key in others:
            check(origins[key], answer, _status(key, answer))
        rates = run.interleaved(
            {key: partial(rate, url + "/", run.seconds, status=_status(key, answer)) for key, url in origins.items()}
        )
        for (name, keep), values in sorted(rates.items(), key=lambda entry: entry[0][1]):
            run.add(f"{name}, {HOW[keep]}" if not name.startswith("nginx") else name, "requests/s", values)
        for keep, goal in GOALS.items():
            floor = rates["C on libfcgi", keep]
            run.add_ratio(f"Ratebridge / C, {HOW[keep]}", rates["Ratebridge", keep], floor, goal)
        logged = rates["Ratebridge, with its access log", False]
        run.add_ratio(f"Ratebridge with its access log / C, {HOW[False]}", logged, rates["C on libfcgi", False])


def _status(contender: tuple[str, bool], answer: CGIAnswer) -> int:
    """nginx gives a file with 200 and nothing else."""
    return 200 if contender[0].startswith("nginx") else answer.status
