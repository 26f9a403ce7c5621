"""Load by wrk: two threads, 32 connections."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path


class LoadFailed(Exception):
    """Requests were not answered, or not as they should be: no figure comes of it."""


def requests(
    url: str, seconds: int, *, status: int = 200, script: Path | None = None, headers: Sequence[str] = ()
) -> tuple[int, float]:
    """How many were answered, and how many a second. All have to be: with 2xx, or not if `status` is an error."""
    command = ["wrk", "-t2", "-c32", f"-d{seconds}s", "--timeout", "30s"]
    command += [part for header in headers for part in ("-H", header)]
    command += ["-s", str(script)] if script else []
    output = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    total = int(_number(r"(\d+) requests in", output))
    refused = int(_number(r"Non-2xx or 3xx responses: (\d+)", output))
    if not total or refused != (total if status >= 400 else 0) or "Socket errors" in output:
        raise LoadFailed(f"{url}\n{output}")
    return total, _number(r"Requests/sec:\s+([\d.]+)", output)


def rate(url: str, seconds: int, *, status: int = 200, script: Path | None = None) -> float:
    """Requests a second."""
    return requests(url, seconds, status=status, script=script)[1]


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    return float(found[1]) if found else 0
