"""Others that give the same answer: status, header fields and body."""

import http.client
from pathlib import Path
from urllib.parse import urlsplit

from harness.places import SPAWN_FCGI
from harness.process import Process

from .answer import CGIAnswer
from .backend import Started
from .front import Front
from .places import NODE, OUT, PHP_FPM, PROGRAMS

#: More than nginx has connections at once: those that it keeps hold a thread each, and 32 customers.
THREADS = 40


def floor(folder: Path, answer: Path, name: str) -> tuple[Process, Path]:
    """The C program on libfcgi; its socket."""
    socket = folder / f"{name}.sock"
    command: list[str | Path] = [
        SPAWN_FCGI or "spawn-fcgi",
        "-n",
        "-s",
        socket,
        "-b",
        "4096",
        "--",
        OUT / "floor",
        answer,
        str(THREADS),
    ]
    process = Process(name, command, folder / f"{name}.log", {})
    process.wait_for(socket.exists)
    return process, socket


def go(folder: Path, answer: Path) -> tuple[Process, Path]:
    """Go's net/http/fcgi."""
    socket = folder / "go.sock"
    process = Process("go", [OUT / "page-go", socket, answer], folder / "go.log", {})
    process.wait_for(socket.exists)
    return process, socket


def express(folder: Path, answer: Path) -> tuple[Process, Path] | None:
    """Express on Node, which speaks HTTP; none where it cannot be had."""
    if NODE is None:
        return None
    socket = folder / "express.sock"
    environment = {"NODE_PATH": "/usr/share/nodejs:/usr/lib/nodejs", "NODE_ENV": "production"}
    process = Process("express", [NODE, PROGRAMS / "page.js", socket, answer], folder / "express.log", environment)
    process.wait_for(socket.exists)
    return process, socket


def php(folder: Path, answer: CGIAnswer) -> tuple[Process, Path]:
    """PHP-FPM, with the page as a PHP file in its cache of compiled files."""
    assert PHP_FPM, "php-fpm is not installed"
    socket = folder / "php.sock"
    fields = "".join(f"header({f'{name}: {value}'!r});\n" for name, value in answer.fields.items() if name != "Status")
    page = f"<?php\nhttp_response_code({answer.status});\n{fields}?>".encode() + answer.body
    (folder / "page.php").write_bytes(page)
    (folder / "php.conf").write_text(
        f"[global]\nerror_log = {folder}/php-error.log\ndaemonize = no\n"
        f"[www]\nuser = root\ngroup = root\nlisten = {socket}\nlisten.backlog = 4096\n"
        f"pm = static\npm.max_children = {THREADS}\nphp_admin_flag[expose_php] = off\n"
    )
    command: list[str | Path] = [
        PHP_FPM,
        "--nodaemonize",
        "--allow-to-run-as-root",
        "--fpm-config",
        folder / "php.conf",
    ]
    process = Process("php", command, folder / "php.log", {})
    process.wait_for(socket.exists)
    return process, socket


def static_file(folder: Path, front: Front, answer: CGIAnswer) -> str:
    """nginx itself, from a file; with 200, the only status that it gives a file."""
    (folder / "static").mkdir()
    (folder / "static/index.html").write_bytes(answer.body)
    left_to_nginx = {"Status", "Content-Type", "Content-Length"}
    fields = " ".join(
        f'add_header {name} "{value}" always;' for name, value in answer.fields.items() if name not in left_to_nginx
    )
    return front.site(
        f"location / {{ root {folder}/static; index index.html; types {{ text/html html; }} "
        f"charset utf-8; etag off; {fields} }}"
    )


class AnotherAnswer(Exception):
    """A contender does less than the others, or more: it cannot be compared."""


def check(origin: str, answer: CGIAnswer, status: int) -> None:
    """That somebody gives the answer, field for field."""
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=30)
    connection.request("GET", "/")
    theirs = connection.getresponse()
    body = theirs.read()
    differing = {
        name: theirs.headers[name]
        for name, value in answer.fields.items()
        if name != "Status" and (theirs.headers[name] or "").lower() != value.lower()
    }
    if theirs.status != status or body != answer.body or differing:
        raise AnotherAnswer(f"{origin}: {theirs.status}, {len(body)} bytes, {differing}")


def all_of_them(folder: Path, front: Front, answer: CGIAnswer, started: Started) -> dict[tuple[str, bool], str]:
    """Everybody but the responder: origins by name, and by whether nginx keeps its connections."""
    file = answer.written(folder / "answer")
    origins: dict[tuple[str, bool], str] = {}
    for name, (process, socket), parameters in [
        ("C on libfcgi", floor(folder, file, "floor"), ""),
        ("Go net/http/fcgi", go(folder, file), ""),
        ("PHP-FPM", php(folder, answer), f"fastcgi_param SCRIPT_FILENAME {folder}/page.php;"),
    ]:
        started.add(process)
        for keep in (False, True):
            origins[name, keep] = front.responder(socket, keep=keep, parameters=parameters)
    if other := express(folder, file):
        started.add(other[0])
        for keep in (False, True):
            origins["Express on Node", keep] = front.proxy(other[1], keep=keep)
    # There is no connection to keep.
    origins["nginx, a static file", False] = static_file(folder, front, answer)
    return origins
