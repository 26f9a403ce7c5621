"""A plot as SVG: points joined by lines, both axes logarithmic."""

import math
from collections.abc import Iterable
from html import escape

from .figures import Plot
from .table import number

_WIDTH, _HEIGHT = 720, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 36, 56, 50
#: Told apart without colours too: by dashes.
_STYLES = [("#1f6f54", ""), ("#b4532a", "7 4"), ("#3b5b9d", "2 3"), ("#6b6b6b", "9 3 2 3")]


class _Axis:
    """From values to places, over whole decades."""

    def __init__(self, values: Iterable[float], start: float, end: float) -> None:
        logarithms = [math.log10(value) for value in values if value > 0]
        self.low = math.floor(min(logarithms))
        self.high = max(math.ceil(max(logarithms)), self.low + 1)
        self.start, self.end = start, end

    def place(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    @property
    def decades(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def svg(plot: Plot) -> str:
    """The whole file."""
    points = [point for curve in plot.curves.values() for point in curve if min(point) > 0]
    x = _Axis((point[0] for point in points), _LEFT, _WIDTH - _RIGHT)
    y = _Axis((point[1] for point in points), _HEIGHT - _BOTTOM, _TOP)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="system-ui, sans-serif" font-size="12" fill="#333">',
        f"<title>{escape(plot.title)}: {escape(plot.y)} against {escape(plot.x)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        _text(_LEFT, 20, f"{plot.title}: {plot.y} against {plot.x}", 'font-size="14" font-weight="600"'),
        *_grid(x, y),
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 10, plot.x, 'text-anchor="middle"'),
    ]
    left = _LEFT
    for (name, curve), (colour, dashes) in zip(plot.curves.items(), _STYLES, strict=False):
        lines += _curve([(x.place(a), y.place(b)) for a, b in curve if a > 0 and b > 0], colour, dashes)
        lines.append(f'<path d="M{left} 40h24" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>')
        lines.append(_text(left + 30, 44, name))
        left += 50 + int(6.2 * len(name))
    return "\n".join([*lines, "</svg>", ""])


def _grid(x: _Axis, y: _Axis) -> list[str]:
    lines = []
    for value in x.decades:
        lines.append(f'<path d="M{x.place(value)} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#ddd"/>')
        lines.append(_text(x.place(value), _HEIGHT - _BOTTOM + 18, number(value), 'text-anchor="middle"'))
    for value in y.decades:
        lines.append(f'<path d="M{_LEFT} {y.place(value)}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        lines.append(_text(_LEFT - 8, y.place(value) + 4, number(value), 'text-anchor="end"'))
    return lines


def _curve(places: list[tuple[float, float]], colour: str, dashes: str) -> list[str]:
    path = " ".join(f"{a},{b}" for a, b in places)
    line = f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>'
    return [line, *(f'<circle cx="{a}" cy="{b}" r="3" fill="{colour}"/>' for a, b in places)]


def _text(x: float, y: float, text: str, attributes: str = "") -> str:
    return f'<text x="{x}" y="{y}" {attributes}>{escape(text)}</text>'
