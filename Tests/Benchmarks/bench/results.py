"""The last run, in files: result.json, a plot each, and the handbook's page."""

import json
import re
from dataclasses import asdict

from .figures import Figure, Goal, Plot
from .places import HANDBOOK, OUT, RESULT
from .plot import svg
from .table import markdown

_MARKS = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)


def write(figures: list[Figure], plots: list[Plot], machine: dict[str, str], *, quick: bool) -> None:
    """Takes the place of the run before."""
    for file in OUT.glob("*.svg"):
        file.unlink()
    for plot in plots:
        (OUT / f"{plot.name}.svg").write_text(svg(plot))
    content = {
        "quick": quick,
        "machine": machine,
        "figures": [
            {
                **asdict(figure),
                "value": figure.value,
                "met": figure.goal.is_met_by(figure.value) if figure.goal else None,
            }
            for figure in figures
        ],
        "plots": [asdict(plot) for plot in plots],
    }
    RESULT.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def last_as_markdown() -> str:
    """The last run's tables."""
    content = json.loads(RESULT.read_text())
    figures = [
        Figure(
            each["part"],
            each["what"],
            each["unit"],
            each["values"],
            Goal(**each["goal"]) if each["goal"] else None,
        )
        for each in content["figures"]
    ]
    return markdown(figures, content["machine"], content["quick"])


def write_handbook() -> None:
    """Puts the last run's tables between the page's marks, and its plots beside the page."""
    page = HANDBOOK / "benchmarks.md"
    text, count = _MARKS.subn(lambda _: f"\n{last_as_markdown()}\n", page.read_text())
    assert count == 1, f"{page} has no place for figures"
    page.write_text(text)
    for plot in OUT.glob("*.svg"):
        (HANDBOOK / f"benchmark-{plot.name}").write_text(plot.read_text())
