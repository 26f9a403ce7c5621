"""Time against size: of a page, of the session's cookie, of other cookies beside it, of a tariff."""

import http.client
import shutil
import subprocess
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from harness.places import REPOSITORY
from harness.servers import Responder

from ..backend import Started, processor_time, responder
from ..figures import Goal, Plot, exponent
from ..front import Front
from ..places import TARIFFS
from ..run import Run
from ..upstream import TOKEN, connect_by_nginx
from ..wrk import requests

#: 64 bytes.
LINE = "<p>" + "words " * 9 + "..</p>\n"
PAGE_SIZES = [0, 4, 16, 64, 256]  # KB more than the page has
URL_LENGTHS = [40, 150, 300, 420, 520]
OTHER_COOKIES = [1, 2, 4, 8, 16, 24]  # KB
#: In proportion to the size at most, as far as a measurement can tell.
LINEAR = Goal("≤", 1.1)
SLOTS = [48, 384, 1_000, 3_000, 10_000, 30_000, 100_000]


def measure_growth(run: Run) -> None:
    with run.part("growth") as folder:
        _tariffs(run)
        _pages(run, folder)
        _cookies(run, folder)


def _tariffs(run: Run) -> None:
    slots = SLOTS[:5] if run.quick else SLOTS
    output = subprocess.run([TARIFFS, *map(str, slots)], capture_output=True, text=True, check=True).stdout
    rows = [[float(text) for text in line.split()] for line in output.splitlines()[1:]]
    names = {"convert the answer": 3, "check every rule": 4, "encode": 5, "decode the answer's JSON": 2}
    curves = {name: [(row[0], row[column]) for row in rows] for name, column in names.items()}
    run.plots.append(Plot("tariffs", "A tariff", "slots", "µs", curves))
    both = [(row[0], row[3] + row[4]) for row in rows]
    _add_growth(run, "convert and check a tariff", "slots", both)
    run.say("tariffs")


def _pages(run: Run, folder: Path) -> None:
    points = []
    for kilobytes in PAGE_SIZES[:3] if run.quick else PAGE_SIZES:
        templates = folder / f"templates-{kilobytes}"
        for part in ("pages", "locales", "assets"):
            shutil.copytree(REPOSITORY / "Templates" / part, templates / part)
        error = templates / "pages/error.mustache"
        error.write_text(error.read_text().replace("<h1>", LINE * (kilobytes * 16) + "<h1>"))
        with Started() as started:
            ours = started.add(responder(folder, f"page-{kilobytes}", TEMPLATES_DIR=str(templates)))
            origin = _front(folder, ours, started)
            size = len(_get(origin, "/")[1])
            points.append((float(size), _microseconds(run, ours, origin + "/", 400)))
        run.say(f"a page of {size:,} bytes: {points[-1][1]:.0f} µs")
    run.plots.append(Plot("pages", "A page", "bytes", "µs of processor time", {"an error page": points}))
    _add_growth(run, "processor time of a page", "bytes", points)


def _cookies(run: Run, folder: Path) -> None:
    sessions, others = [], []
    lengths = URL_LENGTHS[::2] if run.quick else URL_LENGTHS
    for length in lengths:
        with Started() as started:
            connect, at = connect_by_nginx(folder, _consent(length), f"connect-{length}")
            started.add(connect)
            ours = started.add(responder(folder, f"cookie-{length}", CONNECT_API_URL=at))
            origin = _front(folder, ours, started)
            cookie = _get(origin, f"/?fp_cot={TOKEN}")[0].partition(";")[0]
            page = f"{origin}/page?fp_cot={TOKEN}"
            sessions.append((float(len(cookie)), _microseconds(run, ours, page, 200, cookie)))
            if length == lengths[0]:
                for kilobytes in OTHER_COOKIES[::3] if run.quick else OTHER_COOKIES:
                    more = "; ".join([f"other{number}={'x' * 110}" for number in range(kilobytes * 8)] + [cookie])
                    others.append((float(len(more)), _microseconds(run, ours, page, 200, more)))
        run.say(f"a session of {len(cookie):,} bytes: {sessions[-1][1]:.0f} µs")
    curves = {"a session's cookie, opened and sealed anew": sessions, "other sites' cookies beside it": others}
    run.plots.append(Plot("cookies", "Cookies", "bytes", "µs of processor time", curves))
    _add_growth(run, "processor time of a page with its session", "bytes", sessions)
    _add_growth(run, "the same with other cookies", "bytes", others)


def _add_growth(run: Run, what: str, unit: str, points: list[tuple[float, float]]) -> None:
    for size, time in (points[0], points[-1]):
        run.add(f"{what}, {size:,.0f} {unit}", "µs", [time])
    run.add(f"{what}, exponent of its growth", "", [exponent(points)], LINEAR)


def _consent(length: int) -> str:
    """A consent page whose three addresses are that long; the session keeps them."""
    urls = [f"https://nova.example/{'x' * (length - 21)}"] * 3
    return (
        '{"route":"consent_capture","type":"render","live_mode":false,"data":{"auth_metadata_id":"amd_65df3e949a785c52",'
        f'"account":{{"display_name":"Nova","privacy_url":"{urls[0]}","terms_url":"{urls[1]}"}},'
        f'"provider":{{"display_name":"Lunar Energy","logo_url":"{urls[2]}"}}}}}}'
    )


def _front(folder: Path, ours: Responder, started: Started) -> str:
    front = Front(folder)
    origin = front.responder(ours.socket, keep=False)
    started.add(front.start(f"nginx-{ours.name}"))
    return origin


def _get(origin: str, target: str) -> tuple[str, bytes]:
    """The session's cookie, if there is one, and the body."""
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=30)
    connection.request("GET", target)
    answer = connection.getresponse()
    return answer.headers["Set-Cookie"] or "", answer.read()


def _microseconds(run: Run, ours: Responder, url: str, status: int, cookie: str = "") -> float:
    """Processor time of the responder for each request: what nginx and the customers take is not in it."""

    def once() -> float:
        before = processor_time(ours)
        count, _ = requests(url, 1, status=status, headers=[f"Cookie: {cookie}"] if cookie else [])
        return (processor_time(ours) - before) / count * 1e6

    once()
    return median(once() for _ in range(run.rounds))
