"""Which journeys of Tests/Replays went through which web server, for the end of the output."""

from dataclasses import dataclass, field


@dataclass
class Played:
    #: By server and mount, then by provider: how many were played, and skipped.
    counts: dict[tuple[str, str], dict[str, tuple[int, int]]] = field(default_factory=dict)
    seconds: float = 0

    def add(self, server: str, mount: str, provider: str, played: int, skipped: int, seconds: float) -> None:
        self.counts.setdefault((server, mount or "/"), {})[provider] = (played, skipped)
        self.seconds += seconds

    @property
    def lines(self) -> list[str]:
        """A table, once something was played."""
        if not self.counts:
            return []
        providers = sorted({provider for row in self.counts.values() for provider in row})
        rows = [["server", "mount", *providers]]
        for (server, mount), row in sorted(self.counts.items()):
            rows.append([server, mount, *(self._cell(row.get(provider)) for provider in providers)])
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        cells = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        total = sum(played for row in self.counts.values() for played, _ in row.values())
        return ["", *cells, f"{total} journeys through {len(self.counts)} mounts in {self.seconds:.0f} s"]

    @staticmethod
    def _cell(count: tuple[int, int] | None) -> str:
        if count is None:
            return "–"
        played, skipped = count
        return f"{played} ({skipped} skipped)" if skipped else str(played)


PLAYED = Played()
