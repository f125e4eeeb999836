"""Charts as SVG, with a table behind each."""

import re
from datetime import UTC, datetime

import pytest

from downrange.explorer.explore.charts import Series, columns, scale_of, steps, year_labels
from downrange.explorer.explore.timelines import Bar, Mark, Row, timeline

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def at(year: int, month: int = 1) -> datetime:
    return datetime(year, month, 1, tzinfo=UTC)


@pytest.mark.parametrize(("most", "step", "top"), [(1, 1, 1), (5, 1, 5), (6, 2, 6), (7, 2, 8), (330, 100, 400)])
def test_grid_lines_are_at_round_numbers(most: int, step: int, top: int) -> None:
    """Five at most, the last of them at or above the tallest column."""
    assert scale_of(most) == (step, top)


def test_years_are_written_where_there_is_room() -> None:
    """Every year of a few, every fifth of seventy."""
    assert year_labels(2020, 2023) == [2020, 2021, 2022, 2023]
    assert year_labels(1957, 1970)[:2] == [1957, 1958]
    assert year_labels(1957, 2026)[:2] == [1960, 1965]


def test_columns_are_as_tall_as_their_numbers() -> None:
    """Stacked: the second series stands on the first."""
    chart = columns("Launches", [Series("Won", "good", {2020: 2}), Series("Lost", "bad", {2020: 2})], range(2020, 2022))
    heights = [float(height) for height in re.findall(r"v([\d.]+)h-", chart.svg)][:2]
    assert heights[0] == heights[1] == pytest.approx(131, abs=0.1)
    tops = re.findall(r'class="(?:good|bad)" d="M[\d.]+ ([\d.]+)', chart.svg)
    assert [float(top) for top in tops] == [143.0, 12.0]


def test_a_chart_has_its_numbers_as_a_table() -> None:
    """The last year first; years without any are left out."""
    chart = columns("Launches", [Series("Won", "good", {2020: 3}), Series("Lost", "bad", {2020: 1})], range(2019, 2022))
    assert chart.head == ("Year", "Won", "Lost", "Together")
    assert chart.rows == ((2020, "3", "1", "4"),)


def test_a_column_leads_to_its_launches() -> None:
    """By its year; the ampersand is escaped."""
    chart = columns(
        "Launches", [Series("All", "good", {2020: 3})], range(2020, 2021), lambda year: f"/x?a=1&year={year}"
    )
    assert '<a href="/x?a=1&amp;year=2020" aria-label="2020">' in chart.svg


def test_a_number_holds_until_it_changes() -> None:
    """From 1 to 2 in the middle of the second of two years."""
    chart = steps("People", [(2000.0, 1), (2001.5, 2)], 2000, 2001, "flight", (), ())
    assert '<path class="flight" d="M40 274H40V143H724V12H724V274Z"/>' in chart.svg


def test_a_stay_that_goes_on_ends_now() -> None:
    """It is drawn to the right end, and marked."""
    chart = timeline("Life", [Row("", (Bar(at(2024), at(2025), "first"), Bar(at(2025), None, "second")))], NOW)
    assert chart is not None
    bars = re.findall(r'<rect class="(\S+(?: ongoing)?)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', chart.svg)
    assert [css for css, _, _ in bars] == ["flight", "flight ongoing"]
    (first, wide), (second, rest) = [(float(x), float(width)) for _, x, width in bars]
    assert first + wide == pytest.approx(second, abs=0.2)
    assert second + rest == pytest.approx(954 - first, abs=0.5)


def test_a_short_stay_is_seen() -> None:
    """A bar has a least width."""
    chart = timeline("Life", [Row("", (Bar(at(1960), at(1960), "hour"), Mark(at(2020), "launch")))], NOW)
    assert chart is not None
    assert 'width="2.5"' in chart.svg


def test_names_are_escaped() -> None:
    """Whatever a record is called."""
    chart = timeline("Life", [Row("<b>", (Mark(at(2020), "<i>"),)), Row("c", ())], NOW)
    assert chart is not None
    assert "<b>" not in chart.svg
    assert "<i>" not in chart.svg


def test_nothing_is_not_drawn() -> None:
    """There is no empty chart."""
    assert timeline("Life", [Row("", ())], NOW) is None
