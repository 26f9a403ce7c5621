"""The secrets that went through a test run, and the logs in which none of them may stand."""

import re
from pathlib import Path

from .needles import Needles


class Ledger:
    """Collects while tests run; asked at the end."""

    #: What a secret looks like, whether a test knew it or not.
    PATTERNS = {
        "a connect token": re.compile(rb"cot_[0-9A-Za-z_-]{8,}"),
        "a sealed text": re.compile(rb"v1\.[0-9a-f]{8}\.[0-9A-Za-z_-]{8,}"),
        "a form": re.compile(rb"(?:password|otpCode)="),
        "an e-mail address": re.compile(rb"[\w.+-]+(?:@|%40)lunar\.example"),
    }

    def __init__(self) -> None:
        self.secrets = Needles()
        self._logs: list[Path] = []

    def keep(self, kind: str, value: str) -> None:
        self.secrets.add(kind, value)

    def watch(self, log: Path) -> None:
        self._logs.append(log)

    @property
    def logs(self) -> list[Path]:
        return [log for log in self._logs if log.exists()]

    def findings(self) -> list[str]:
        """Every line that holds a secret: which log, what kind. The secret itself stays out of the report."""
        return [f"{log.name}:{number}: {kind}" for log in self.logs for number, kind in self._kinds(log.read_bytes())]

    def _kinds(self, text: bytes) -> list[tuple[int, str]]:
        places = [(found.start(), kind) for kind, shape in self.PATTERNS.items() for found in shape.finditer(text)]
        # What was found by its shape is not told twice.
        lines = {(text.count(b"\n", 0, place) + 1): kind for place, kind in reversed(places)}
        for end, kind in self.secrets.find(text):
            lines.setdefault(text.count(b"\n", 0, end) + 1, kind)
        return sorted(lines.items())


LEDGER = Ledger()
