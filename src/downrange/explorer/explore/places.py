"""Launch places: the world map of them, and the page of a place.

The outline of the land is in `land.txt`, the path of an SVG in an equirectangular projection of 1000 by 500 units: see
`tools/land.py`. It is made from Natural Earth, which is in the public domain.
"""

from collections.abc import Iterable
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from downrange.catalog import models

from .charts import drawing
from .figures import Figure, grouped, shown
from .links import page_of
from .outcomes import launches_per_year, outcome
from .visit import Answer, Visit
from .words import count

WIDTH, HEIGHT = 1000, 460
TOP = 20
"""The map ends at 82.8° north and south, where there are no launch places."""
LAND = Path(__file__).with_name("land.txt")
LABELLED = 9
LINE, FAR, LETTER = 16, 230, 7.4
"""Labels as near as these would overlap; a letter of one is about so wide."""
MIN_RADIUS, RADIUS = 3.5, 0.55
LAST = 12


@cache
def land() -> str:
    """The outline of the land."""
    return LAND.read_text(encoding="ascii").strip()


def map_of(places: Iterable[tuple[Any, float | None, float | None, int]], *, labels: bool = True) -> SafeString | None:
    """A map with a disc for each place, whose area is its number of launches."""
    known = [(place, lon, lat, number) for place, lon, lat, number in places if lon is not None and lat is not None]
    if not known:
        return None
    body = [f'<path class="land" transform="translate(0 -{TOP})" d="{land()}"/>']
    body += [f'<path class="grid" d="M0 {y - TOP}H{WIDTH}"/>' for y in (83, 167, 250, 333, 417)]
    body += [f'<path class="grid" d="M{x} 0V{HEIGHT}"/>' for x in range(0, WIDTH + 1, 125)]
    labelled: list[tuple[float, float]] = []
    for place, lon, lat, number in sorted(known, key=lambda each: -each[3]):
        x, y = (lon + 180) * WIDTH / 360, (90 - lat) * WIDTH / 360 - TOP
        radius = max(MIN_RADIUS, RADIUS * sqrt(number))
        name = escape(place)
        title = f"<title>{name}: {count(number, 'launch', 'launches')}</title>" if labels else f"<title>{name}</title>"
        disc = f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">{title}</circle>'
        text, short = "", str(place).split(",")[0]
        if (
            labels
            and len(labelled) < LABELLED
            and all(abs(y - other) > LINE or abs(x - at) > FAR for at, other in labelled)
        ):
            labelled.append((x, y))
            fits = x + radius + len(short) * LETTER < WIDTH
            side, anchor = (radius + 5, "begin") if fits else (-radius - 5, "end")
            text = f'<text class="{anchor} halo" x="{x + side:.1f}" y="{y + 4:.1f}">{escape(short)}</text>'
        body.append(f'<a href="{escape(page_of(place))}">{disc}{text}</a>')
    return drawing("Launch places of the world", "".join(body), HEIGHT, WIDTH)


def world() -> SafeString | None:
    """The map of all places that launches left from."""
    places = models.Location.objects.filter(total_launch_count__gt=0, celestial_body__name="Earth")
    return map_of((place, place.longitude, place.latitude, place.total_launch_count) for place in places)


def place(visit: Visit, key: str) -> Answer:
    found = visit.find(models.Location.objects.select_related("country", "image__license"), key)
    launches = models.Launch.objects.filter(pad__location=found).select_related("status", "net_precision")
    now = visit.snapshot.now
    context = {
        "title": found.name,
        "place": found,
        "image": found.image,
        "map": map_of([(found, found.longitude, found.latitude, 1)], labels=False),
        "chart": launches_per_year(visit, "Its launches a year", pad__location=("pad__location", found.pk)),
        "pads": found.pads.order_by("-total_launch_count", "name"),
        "next": launches.filter(net__gt=now).order_by("net")[:LAST],
        "last": [
            (launch, *outcome(launch.status_id)) for launch in launches.filter(net__lte=now).order_by("-net")[:LAST]
        ],
        "all": visit.sources("launches", pad__location=found.pk),
        "figures": shown(
            [
                Figure(
                    "launches",
                    grouped(found.total_launch_count),
                    visit.sources("launches/previous", pad__location=found.pk).page,
                ),
                Figure("pads", grouped(found.pads.count()), visit.sources("pads", location__id=found.pk).page),
                Figure("landings", grouped(found.total_landing_count)) if found.total_landing_count else None,
            ]
        ),
        "sources": visit.sources("locations", found.pk),
    }
    return visit.render("place", context, section="places")
