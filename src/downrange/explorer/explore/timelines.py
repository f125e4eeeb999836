"""Lives as bars over time: flights with docked stays inside and turnarounds between, and the ports of a station."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.html import escape

from .charts import WIDTH, Chart, drawing

MARGIN = 6
LABELS = 168
"""Width of the names of rows."""
ROW = 26
BAR = 14
AXIS = 26
MIN_WIDTH = 2.5
"""Of a bar, so that a flight of days is seen in a life of decades."""
TIGHT = timedelta(days=366 * 3)
PADDING = 0.02
MONTHS = (1, 4, 7, 10)
MAX_YEARS = 14


@dataclass(frozen=True)
class Bar:
    """A stay on a row: from `start` to `end`, or to now while it lasts."""

    start: datetime
    end: datetime | None
    label: str
    href: str = ""
    css: str = "flight"
    inner: bool = False
    """Whether it is drawn inside the bar below it, as the docked stays of a flight are."""


@dataclass(frozen=True)
class Mark:
    """An instant on a row."""

    at: datetime
    label: str
    href: str = ""
    css: str = "good"


@dataclass(frozen=True)
class Row:
    label: str
    items: tuple[Bar | Mark, ...]
    href: str = ""


def timeline(
    title: str,
    rows: Sequence[Row],
    now: datetime,
    *,
    legend: tuple[tuple[str, str], ...] = (),
    head: tuple[str, ...] = (),
    table: Iterable[tuple[Any, ...]] = (),
    caption: str = "",
    source: Any = None,
) -> Chart | None:
    """Rows of bars and marks over one axis; None where there is nothing to draw."""
    starts = [_start(item) for row in rows for item in row.items]
    if not starts:
        return None
    first, last = min(starts), max(_end(item, now) for row in rows for item in row.items)
    axis = _Axis.of(first, max(last, first + timedelta(hours=1)), LABELS if len(rows) > 1 or rows[0].label else 0)
    height = len(rows) * ROW + AXIS + MARGIN
    body = [*axis.ticks(len(rows) * ROW + MARGIN)]
    for number, row in enumerate(rows):
        y = MARGIN + number * ROW
        middle = y + ROW / 2
        body.append(f'<path class="lane" d="M{axis.left} {middle:g}H{WIDTH - MARGIN}"/>')
        if row.label:
            name = f'<text x="0" y="{middle + 4:g}">{escape(row.label)}</text>'
            body.append(f'<a href="{escape(row.href)}">{name}</a>' if row.href else name)
        body += [_draw(item, axis, middle, now) for item in row.items]
    return Chart(
        title, drawing(title, "".join(body), height), legend, head, tuple(table), caption=caption, source=source
    )


@dataclass(frozen=True)
class _Axis:
    first: datetime
    last: datetime
    left: float

    @classmethod
    def of(cls, first: datetime, last: datetime, left: float) -> "_Axis":
        room = (last - first) * PADDING
        return cls(first - room, last + room, left)

    def x(self, at: datetime) -> float:
        return self.left + (at - self.first) / (self.last - self.first) * (WIDTH - MARGIN - self.left)

    def ticks(self, bottom: float) -> Iterable[str]:
        for at, text in self._labels():
            if self.first <= at <= self.last:
                x = self.x(at)
                yield f'<path class="grid" d="M{x:.1f} {MARGIN}V{bottom:g}"/>'
                middle = min(max(x, self.left + 14), WIDTH - 22)
                yield f'<text class="middle" x="{middle:.1f}" y="{bottom + 17:g}">{text}</text>'

    def _labels(self) -> Iterable[tuple[datetime, str]]:
        length = self.last - self.first
        if length < timedelta(days=70):
            step = max(1, length.days // 8)
            start = self.first.replace(hour=0, minute=0, second=0, microsecond=0)
            for number in range(0, length.days + 2, step):
                at = start + timedelta(days=number)
                yield at, f"{at.day} {at:%b}"
            return
        years = self.last.year - self.first.year + 1
        step = next(step for step in (1, 2, 5, 10, 20) if years / step <= MAX_YEARS)
        for year in range(self.first.year, self.last.year + 1):
            if length < TIGHT:
                for month in MONTHS:
                    at = datetime(year, month, 1, tzinfo=UTC)
                    yield at, f"{at:%b} {year}"
            elif year % step == 0:
                yield datetime(year, 1, 1, tzinfo=UTC), str(year)


def _draw(item: Bar | Mark, axis: _Axis, middle: float, now: datetime) -> str:
    title = f"<title>{escape(item.label)}</title>"
    if isinstance(item, Mark):
        x = axis.x(item.at)
        body = f'<circle class="{item.css}" cx="{x:.1f}" cy="{middle:g}" r="4.5">{title}</circle>'
    else:
        x, end = axis.x(item.start), axis.x(_end(item, now))
        tall = BAR - 6 if item.inner else BAR
        wide = max(MIN_WIDTH, end - x)
        css = f"{item.css} ongoing" if item.end is None or item.end > now else item.css
        box = f'x="{x:.1f}" y="{middle - tall / 2:g}" width="{wide:.1f}" height="{tall}"'
        body = f'<rect class="{css}" {box} rx="2">{title}</rect>'
    return f'<a href="{escape(item.href)}">{body}</a>' if item.href else body


def _start(item: Bar | Mark) -> datetime:
    return item.at if isinstance(item, Mark) else item.start


def _end(item: Bar | Mark, now: datetime) -> datetime:
    if isinstance(item, Mark):
        return item.at
    return max(item.start, now if item.end is None else item.end)
