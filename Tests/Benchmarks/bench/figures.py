"""What was measured, and what it had to be."""

import math
import operator
from dataclasses import dataclass
from statistics import linear_regression, median

_COMPARISONS = {"≥": operator.ge, "≤": operator.le, "<": operator.lt, "=": operator.eq}


@dataclass(frozen=True)
class Goal:
    #: One of ≥, ≤, <, =.
    comparison: str
    limit: float

    def is_met_by(self, value: float) -> bool:
        return bool(_COMPARISONS[self.comparison](value, self.limit))

    def __str__(self) -> str:
        return f"{self.comparison} {self.limit:,g}"


@dataclass(frozen=True)
class Figure:
    """The median of its rounds."""

    part: str
    what: str
    unit: str
    #: One for each round.
    values: list[float]
    goal: Goal | None = None

    @property
    def value(self) -> float:
        return median(self.values)

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        return "met" if self.goal.is_met_by(self.value) else "MISSED"


@dataclass(frozen=True)
class Plot:
    """Curves of one quantity against a size, both on logarithmic axes."""

    name: str
    title: str
    x: str
    y: str
    #: Points by the curve's name.
    curves: dict[str, list[tuple[float, float]]]


def exponent(points: list[tuple[float, float]]) -> float:
    """Of the power of the size that the quantity grows with: 0 is flat, 1 in proportion, 2 with the square."""
    return linear_regression(*zip(*((math.log(x), math.log(y)) for x, y in points), strict=True)).slope
