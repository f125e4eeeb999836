"""The outline of the land."""

from tools.land import drawn, unwrapped

SQUARE = [(0.0, 0.0), (36.0, 0.0), (36.0, 36.0), (0.0, 36.0), (0.0, 0.0)]


def test_a_ring_is_drawn_as_steps() -> None:
    """From its first point, 100 units for 36 degrees, with north above."""
    assert drawn(SQUARE) == "M500 250l100 0 0-100-100 0 0 100z"


def test_what_is_too_small_is_left_out() -> None:
    """Its points fall on each other."""
    assert drawn([(x / 1000, y / 1000) for x, y in SQUARE]) == ""


def test_a_ring_inside_the_map_is_drawn_once() -> None:
    """As it is."""
    assert list(unwrapped(SQUARE)) == [SQUARE]


def test_a_ring_over_the_edge_is_drawn_on_both_sides() -> None:
    """Each time whole, with no line across the map."""
    ring = [(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0), (170.0, 0.0)]
    right = [(170.0, 0.0), (190.0, 0.0), (190.0, 10.0), (170.0, 10.0), (170.0, 0.0)]
    assert list(unwrapped(ring)) == [right, [(lon - 360, lat) for lon, lat in right]]


def test_a_ring_around_the_pole_is_closed_along_it() -> None:
    """As Antarctica's."""
    ring = [(-180.0, -70.0), (-60.0, -70.0), (60.0, -70.0), (180.0 - 360, -70.0)]
    assert next(iter(unwrapped(ring)))[-2:] == [(180.0, -90.0), (-180.0, -90.0)]
