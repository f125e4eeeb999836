"""Charts of numbers by year, as SVG with a table behind each.

Forty lines a chart do here what a plotting library does in megabytes, and its output could not take the colours of the
style sheet, the links and the scheme (light or dark) of the page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 960, 300
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 12, 26
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000)
MAX_TICKS = 5
MAX_LABELS = 16


@dataclass(frozen=True)
class Series:
    """Numbers by year, drawn in the colour of a class of the style sheet."""

    label: str
    css: str
    values: Mapping[int, float]


@dataclass(frozen=True)
class Chart:
    """A drawing, what its colours mean, and the same as a table. `caption` says what is counted."""

    title: str
    svg: SafeString
    legend: tuple[tuple[str, str], ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    caption: str = ""
    source: Any = None


def scale_of(most: float) -> tuple[float, float]:
    """The distance of grid lines, and the last of them, for numbers up to `most`."""
    step = next((step for step in STEPS if most / step <= MAX_TICKS), STEPS[-1])
    return step, max(step, step * -(-most // step))


def year_labels(first: int, last: int) -> list[int]:
    """Years to write below an axis."""
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / step <= MAX_LABELS)
    return [year for year in range(first, last + 1) if year % step == 0]


def columns(
    title: str,
    series: Sequence[Series],
    years: range,
    link: Callable[[int], str] | None = None,
    caption: str = "",
    source: Any = None,
    unit: str = "launches",
) -> Chart:
    """A stacked column for each year."""
    totals = {year: sum(each.values.get(year, 0) for each in series) for year in years}
    step, top = scale_of(max(totals.values(), default=1) or 1)
    width = (WIDTH - LEFT - RIGHT) / max(1, len(years))
    height = HEIGHT - TOP - BOTTOM

    boxes: dict[str, list[str]] = {each.css: [] for each in series}
    targets = []
    for year in filter(totals.get, years):
        x, y = LEFT + (year - years[0]) * width, float(HEIGHT - BOTTOM)
        for each in series:
            tall = each.values.get(year, 0) / top * height
            y -= tall
            if tall:
                boxes[each.css].append(_box(x + width * 0.1, y, width * 0.8, tall))
        said = f"<title>{year}: {totals[year]:g} {unit}</title>"
        target = f'<path class="hit" d="{_box(x, TOP, width, height)}">{said}</path>'
        targets.append(f'<a href="{escape(link(year))}" aria-label="{year}">{target}</a>' if link else target)
    drawn = (f'<path class="{css}" d="{"".join(paths)}"/>' for css, paths in boxes.items())
    body = "".join((*_grid(step, top), *_years(years[0], years[-1], width), *drawn, *targets))
    rows = tuple(
        (year, *(f"{each.values.get(year, 0):g}" for each in series), *((f"{totals[year]:g}",) if series[1:] else ()))
        for year in reversed(years)
        if totals[year]
    )
    return Chart(
        title=title,
        svg=drawing(title, body, HEIGHT),
        legend=tuple((each.css, each.label) for each in series if each.values) if series[1:] else (),
        head=("Year", *(each.label for each in series), *(("Together",) if series[1:] else ())),
        rows=rows,
        caption=caption,
        source=source,
    )


def steps(
    title: str,
    points: Sequence[tuple[float, int]],
    first: int,
    last: int,
    css: str,
    rows: tuple[tuple[Any, ...], ...],
    head: tuple[str, ...],
    caption: str = "",
) -> Chart:
    """A number that changes at instants, given as fractions of years; each holds until the next."""
    step, top = scale_of(max((value for _, value in points), default=1) or 1)
    width = (WIDTH - LEFT - RIGHT) / (last + 1 - first)
    height, base = HEIGHT - TOP - BOTTOM, HEIGHT - BOTTOM

    def x(year: float) -> float:
        return round(LEFT + (year - first) * width)

    drawn: dict[float, int] = {}  # of the points that fall on the same place, the highest
    for year, value in points:
        drawn[x(year)] = max(drawn.get(x(year), 0), value)
    path = [f"M{LEFT} {base}", *(f"H{at:g}V{base - value / top * height:.0f}" for at, value in drawn.items())]
    path.append(f"H{x(points[-1][0] if points else first):g}V{base}Z")
    body = "".join((*_grid(step, top), *_years(first, last, width), f'<path class="{css}" d="{"".join(path)}"/>'))
    return Chart(title, drawing(title, body, HEIGHT), (), head, rows, caption)


def drawing(title: str, body: str, height: float, width: float = WIDTH) -> SafeString:
    """An SVG that screen readers read the title of; the numbers are in the table."""
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>',
        f"{width:g}",
        f"{height:g}",
        title,
        mark_safe(body),  # noqa: S308 - of numbers, and of texts that were escaped
    )


def _grid(step: float, top: float) -> Iterable[str]:
    value = 0.0
    while value <= top:
        y = HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text class="end" x="{LEFT - 8}" y="{y + 4:.1f}">{value:g}</text>'
        value += step


def _years(first: int, last: int, width: float) -> Iterable[str]:
    for year in year_labels(first, last):
        yield f'<text class="middle" x="{LEFT + (year - first + 0.5) * width:.1f}" y="{HEIGHT - 7}">{year}</text>'


def _box(x: float, y: float, width: float, height: float) -> str:
    wide = _short(width)
    return f"M{_short(x)} {_short(y)}h{wide}v{_short(height)}h-{wide}z"


def _short(number: float) -> str:
    """To a tenth of a unit, which is less than a pixel."""
    return f"{round(number, 1):g}"
