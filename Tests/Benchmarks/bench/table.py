"""The figures as a table: on a terminal, and as Markdown."""

from .figures import Figure

_HEADINGS = ["", "median", "least – most", "goal", ""]


def number(value: float) -> str:
    """Three digits, or all before the point."""
    if value != value or value == 0:
        return "0"
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}"


def _row(figure: Figure) -> list[str]:
    values = figure.values
    spread = f"{number(min(values))} – {number(max(values))}" if len(values) > 1 else ""
    median = f"{number(figure.value)} {figure.unit}".strip()
    return [figure.what, median, spread, str(figure.goal or ""), figure.verdict]


def _parts(figures: list[Figure]) -> dict[str, list[list[str]]]:
    parts: dict[str, list[list[str]]] = {}
    for figure in figures:
        parts.setdefault(figure.part, []).append(_row(figure))
    return parts


def plain(figures: list[Figure]) -> str:
    """In columns."""
    parts = _parts(figures)
    rows = [_HEADINGS] + [row for part in parts.values() for row in part]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(_HEADINGS, widths, strict=True)).rstrip()]
    for part, own in parts.items():
        lines.append(f"── {part}")
        for row in own:
            cells = [row[0].ljust(widths[0]), row[1].rjust(widths[1]), row[2].rjust(widths[2])]
            lines.append("  ".join([*cells, row[3].ljust(widths[3]), row[4]]).rstrip())
    return "\n".join(lines)


def markdown(figures: list[Figure], machine: dict[str, str], quick: bool) -> str:
    """A table for each part, under the machine and the date."""
    lines = ["> A quick run, to see that it works: these are no figures.", ""] if quick else []
    lines += ["; ".join(f"{name} {text}" for name, text in machine.items()) + ".", ""]
    for part, rows in _parts(figures).items():
        lines += [f"### {part}", "", "| | median | least – most | goal | |", "|---|--:|--:|---|---|"]
        lines += ["| " + " | ".join(row) + " |" for row in rows]
        lines.append("")
    return "\n".join(lines)
