"""The secrets that went through a test run, and the logs in which none of them may stand."""

import re
from pathlib import Path
from urllib.parse import quote, quote_plus


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
        self._secrets: dict[str, str] = {}
        self._logs: list[Path] = []

    def keep(self, kind: str, value: str) -> None:
        # Shorter ones stand in logs by chance; what has a pattern is found by it.
        if len(value) >= 6 and not any(pattern.search(value.encode()) for pattern in self.PATTERNS.values()):
            self._secrets[value] = kind

    def watch(self, log: Path) -> None:
        self._logs.append(log)

    @property
    def logs(self) -> list[Path]:
        return [log for log in self._logs if log.exists()]

    def findings(self) -> list[str]:
        """Every line that holds a secret: which log, what kind. The secret itself stays out of the report."""
        return [
            f"{log.name}:{number}: {kind}"
            for log in self.logs
            for number, line in enumerate(log.read_bytes().splitlines(), 1)
            for kind in self._kinds(line)
        ]

    def _kinds(self, line: bytes) -> set[str]:
        found = {kind for kind, pattern in self.PATTERNS.items() if pattern.search(line)}
        for value, kind in self._secrets.items():
            if value.isdecimal():
                # A request's id has such digits in it by chance.
                stands = re.search(rb"(?<![0-9a-f])" + value.encode() + rb"(?![0-9a-f])", line)
            else:
                stands = any(form.encode() in line for form in {value, quote(value, safe=""), quote_plus(value)})
            if stands:
                found.add(kind)
        return found


LEDGER = Ledger()
