"""Makes the outline of the land for the map of launch places, `explorer/explore/land.txt`.

    python -m tools.land land-110m.json > src/downrange/explorer/explore/land.txt

reads `land-110m.json` of the npm package world-atlas (2.0.2), which is Natural Earth's 1:110m land as TopoJSON, and
writes the path of an SVG: equirectangular, 1000 units wide, 500 high.
"""

import json
import sys
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

WIDTH = 1000
MIN_POINTS = 4
HALF = 180


def arcs(topology: Any) -> list[list[tuple[float, float]]]:
    """The arcs in degrees; TopoJSON has them quantized, each point relative to the one before."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        points = accumulate(arc, lambda at, step: [at[0] + step[0], at[1] + step[1]])
        decoded.append([(x * sx + tx, y * sy + ty) for x, y in points])
    return decoded


def rings(topology: Any) -> Iterator[list[tuple[float, float]]]:
    known = arcs(topology)
    for shape in topology["objects"]["land"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                points: list[tuple[float, float]] = []
                for number in ring:
                    arc = known[number] if number >= 0 else known[~number][::-1]
                    points += arc[1:] if points else arc
                yield points


def path(topology: Any) -> str:
    """One path of all rings."""
    parts: list[str] = []
    for ring in rings(topology):
        parts += map(drawn, unwrapped(ring))
    return "".join(parts)


def unwrapped(ring: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """A ring without jumps from one edge of the map to the other: beyond the edge, and once more from the other side.
    One around a pole is closed along it.
    """
    points, shift = [ring[0]], 0
    for (before, _), (lon, lat) in pairwise(ring):
        shift += 360 * ((before - lon > HALF) - (lon - before > HALF))
        points.append((lon + shift, lat))
    if shift:
        points += [(points[-1][0], -90.0), (points[0][0], -90.0)]
    yield points
    if shift == 0 and max(lon for lon, _ in points) > HALF:
        yield [(lon - 360, lat) for lon, lat in points]
    if shift == 0 and min(lon for lon, _ in points) < -HALF:
        yield [(lon + 360, lat) for lon, lat in points]


def drawn(ring: list[tuple[float, float]]) -> str:
    """A ring as a path, rounded to whole units, without the points that fall on the one before."""
    rounded = [(round((lon + 180) * WIDTH / 360), round((90 - lat) * WIDTH / 360)) for lon, lat in ring]
    kept = [rounded[0], *(point for before, point in pairwise(rounded) if point != before)]
    if len(kept) < MIN_POINTS:
        return ""
    steps = [f"{x - bx} {y - by}" for (bx, by), (x, y) in pairwise(kept)]
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}z".replace(" -", "-")


if __name__ == "__main__":
    sys.stdout.write(f"{path(json.loads(Path(sys.argv[1]).read_text(encoding='utf-8')))}\n")
