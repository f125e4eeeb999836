"""The picture of the measurements: each ratio as a bar on a scale of powers of ten, with a mark to reach."""

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor, log10

from .growth import SIZES, TARGET, Growth
from .measuring import Row

WIDTH, LEFT, LINE, TOP = 860, 330, 30, 70
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1d2733 }
.title { font-size: 16px; font-weight: 600 } .quiet { fill: #5b6875 } .grid { stroke: #d8dee5 }
.bar { fill: #2a6fb0 } .mark { stroke: #b4532a; stroke-width: 2.5 } .end { text-anchor: end }
@media (prefers-color-scheme: dark) {
  text { fill: #e4e9ee } .quiet { fill: #9aa7b4 } .grid { stroke: #36414d }
  .bar { fill: #5aa0e0 } .mark { stroke: #f0935f }
}
"""


def draw(rows: Sequence[Row], grown: Sequence[Growth]) -> str:
    """An SVG, legible on a light and on a dark page."""
    ratios = [(f"{row.name} — {row.against}", row.ratio, row.target) for row in rows]
    growth = [(f"{row.kind}, {SIZES[-1]:,} {row.resource} to {SIZES[0]:,}", row.ratio, float(TARGET)) for row in grown]
    parts = [*_panel("Times as many answers a second as …", "the mark: to reach", ratios, TOP)]
    height = TOP + LINE * len(ratios) + 40
    if growth:
        parts += _panel("Times as long for an answer, with size", "the mark: at most", growth, height + TOP)
        height += TOP + LINE * len(growth) + 40
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">\n'
        f"<title>How fast Downrange is, side by side</title>\n<style>{STYLE}</style>\n{body}\n</svg>\n"
    )


def _panel(title: str, legend: str, bars: Sequence[tuple[str, float, float]], top: int) -> Iterator[str]:
    values = [value for _, ratio, target in bars for value in (ratio, target)]
    powers = range(min(0, floor(log10(min(values)))), max(1, ceil(log10(max(values)))) + 1)
    step = (WIDTH - LEFT - 70) / (len(powers) - 1)

    def place(value: float) -> float:
        return LEFT + (log10(value) - powers[0]) * step

    bottom = top + LINE * len(bars)
    yield f'<text class="title" x="16" y="{top - 42}">{escape(title)}</text>'
    yield f'<text class="quiet end" x="{WIDTH - 16}" y="{top - 42}">{escape(legend)}</text>'
    for power in powers:
        x = place(10.0**power)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{top - 10}" y2="{bottom}"/>'
        yield f'<text class="quiet" text-anchor="middle" x="{x:.1f}" y="{top - 16}">{10.0**power:g} ×</text>'
    for number, (name, ratio, target) in enumerate(bars):
        y = top + LINE * number
        start, end = sorted((place(1), place(ratio)))
        yield f'<text class="end" x="{LEFT - 12}" y="{y + 17}">{escape(name)}</text>'
        yield f'<rect class="bar" x="{start:.1f}" y="{y + 4}" width="{max(end - start, 1):.1f}" height="18" rx="2"/>'
        mark = place(target)
        yield f'<line class="mark" x1="{mark:.1f}" x2="{mark:.1f}" y1="{y + 1}" y2="{y + 25}"/>'
        shown = f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2f}"
        yield f'<text x="{max(end, mark) + 8:.1f}" y="{y + 17}">{shown} ×</text>'
