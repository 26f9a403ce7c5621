"""One run of the benchmarks: how long, where, and what came out."""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from .figures import Figure, Goal, Plot

Key = TypeVar("Key")


class Run:
    def __init__(self, *, quick: bool) -> None:
        self.quick = quick
        #: Of everything that is compared.
        self.rounds = 2 if quick else 5
        #: Of load, in each round.
        self.seconds = 1 if quick else 2
        self.figures: list[Figure] = []
        self.plots: list[Plot] = []
        self._part = ""
        self._start = time.monotonic()

    @contextmanager
    def part(self, name: str) -> Iterator[Path]:
        """A folder for what a part starts; it goes when the part ends well."""
        self._part = name
        folder = Path(tempfile.mkdtemp(prefix="ratebridge-bench-"))
        folder.chmod(0o755)
        try:
            yield folder
        except Exception:
            self.say(f"failed; the logs are in {folder}")
            raise
        shutil.rmtree(folder, ignore_errors=True)

    def say(self, what: str) -> None:
        """Progress, apart from the table."""
        print(f"{time.monotonic() - self._start:5.0f} s  {self._part}: {what}", file=sys.stderr, flush=True)

    def add(self, what: str, unit: str, values: Sequence[float], goal: Goal | None = None) -> None:
        self.figures.append(Figure(self._part, what, unit, list(values), goal))

    def add_ratio(self, what: str, values: Sequence[float], of: Sequence[float], goal: Goal | None = None) -> None:
        """Each round against the floor of the same round."""
        self.add(what, "", [a / b for a, b in zip(values, of, strict=True)], goal)

    def interleaved(self, measures: Mapping[Key, Callable[[], float]]) -> dict[Key, list[float]]:
        """Every measure once in each round, in turn, so that the machine's moods meet all alike; one round before does
        not count."""
        values: dict[Key, list[float]] = {key: [] for key in measures}
        for round in range(self.rounds + 1):
            for key, measure in measures.items():
                value = measure()
                if round:
                    values[key].append(value)
            self.say(f"round {round} of {self.rounds}" if round else "warm")
        return values
