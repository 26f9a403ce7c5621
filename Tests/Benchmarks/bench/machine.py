"""What it was measured on."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from harness.places import NGINX, REPOSITORY

from .places import NODE, PHP_FPM


def description() -> dict[str, str]:
    """Date, machine and versions; what cannot be had is left out."""
    facts = {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": f"{_processor()}, {len(os.sched_getaffinity(0))} cores",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": f"{platform.freedesktop_os_release().get('PRETTY_NAME', '')}, Linux {platform.release()}",
        "load before": f"{os.getloadavg()[0]:.2f}",
        "commit": _first(["git", "-C", REPOSITORY, "rev-parse", "--short", "HEAD"]),
        "swift": _first(["swift", "--version"]),
        "nginx": _first([NGINX, "-v"]),
        "go": _first(["go", "version"]),
        "php": _first([PHP_FPM, "-v"]) if PHP_FPM else "",
        "node": _first([NODE, "--version"]) if NODE else "",
    }
    return {name: text for name, text in facts.items() if text}


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _first(command: list[str | Path]) -> str:
    """The first line that a command writes."""
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except OSError:
        return ""
    lines = (result.stdout or result.stderr).splitlines()
    return lines[0].strip() if lines and result.returncode == 0 else ""
