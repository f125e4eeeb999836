"""`/explore/search/`: one search across people, launches, craft, boosters, rockets, stations, places and agencies."""

from django.http import QueryDict

from downrange.api.query import ListQuery
from downrange.api.select import select_page
from downrange.api.v230 import CONTRACT

from .links import SUBJECTS, explore_path
from .visit import Answer, Visit

SHOWN = 8
"""Records of each kind."""
ORDERINGS = {
    "launches": "-net",
    "astronauts": "-flights_count",
    "launcher_configurations": "-total_launch_count",
    "agencies": "-total_launch_count",
    "pads": "-total_launch_count",
    "locations": "-total_launch_count",
}
RELATED = {"launches": ("net_precision",), "spacecraft": ("spacecraft_config",), "launchers": ("launcher_config",)}
ORDER = (
    "astronauts",
    "spacecraft",
    "space_stations",
    "launches",
    "launchers",
    "launcher_configurations",
    "pads",
    "locations",
    "agencies",
)


def search(visit: Visit) -> Answer:
    """What matches in each kind of record, by the search of its list in the API."""
    text = visit.parameters.get("search", "").strip()
    groups = []
    subjects = {subject.route: (model, subject) for model, subject in SUBJECTS.items()}
    for route in ORDER if text else ():
        model, subject = subjects[route]
        resource = CONTRACT.lists[route]
        parameters = QueryDict(mutable=True)
        parameters.update({"search": text, "limit": str(SHOWN), "ordering": ORDERINGS.get(route, "")})
        query = ListQuery.read(resource, parameters)
        count, keys = select_page(resource, query, visit.snapshot, visit.selections)
        if not count:
            continue
        found = model._default_manager.select_related(*RELATED.get(route, ())).in_bulk(keys)
        more = QueryDict(mutable=True)
        more["search"] = text
        href = f"{explore_path(subject.name)}/?{more.urlencode()}"
        groups.append((subject, count, [found[key] for key in keys if key in found], href))
    context = {"title": f"Search: {text}" if text else "Search", "text": text, "groups": groups}
    return visit.render("search", context, section="search")
