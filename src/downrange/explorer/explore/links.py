"""Which page shows which record, and which address of the API has it as JSON."""

from typing import Any, NamedTuple

from django.db.models import Model
from django.urls import get_script_prefix

from downrange.api.v230 import CONTRACT
from downrange.catalog import models

PATH = "/explore/"


class Subject(NamedTuple):
    """A kind of record that has pages: `name` in their paths, `route` in those of the API."""

    name: str
    route: str
    title: str


SUBJECTS: dict[type[Model], Subject] = {
    models.Launch: Subject("launches", "launches", "Launches"),
    models.LauncherConfiguration: Subject("rockets", "launcher_configurations", "Rockets"),
    models.Launcher: Subject("boosters", "launchers", "Boosters"),
    models.Spacecraft: Subject("spacecraft", "spacecraft", "Spacecraft"),
    models.Astronaut: Subject("people", "astronauts", "People"),
    models.SpaceStation: Subject("stations", "space_stations", "Stations"),
    models.Agency: Subject("agencies", "agencies", "Agencies"),
    models.Pad: Subject("pads", "pads", "Pads"),
    models.Location: Subject("places", "locations", "Places"),
}
LAUNCH_LISTS = ("upcoming", "previous")
BY_ROUTE = {subject.route: subject for subject in SUBJECTS.values()}


def explore_path(path: str = "") -> str:
    """The path of a page, given relative to `/explore/`."""
    return f"{get_script_prefix()}{PATH[1:]}{path}"


def path_of(model: type[Model], key: object) -> str:
    """The page of a record; empty for a kind that has none."""
    subject = SUBJECTS.get(model)
    return explore_path(f"{subject.name}/{key}/") if subject else ""


def page_of(record: Any) -> str:
    """The page of a record; empty for none, and for a kind that has none."""
    return path_of(type(record), record.pk) if record is not None else ""


def api_path(route: str, key: object = "") -> str:
    """The path of a list of the API, or of one of its records."""
    path = f"{get_script_prefix()}{CONTRACT.base_path[1:]}{route}/"
    return f"{path}{key}/" if key else path


def page_of_route(route: str, key: str) -> str:
    """The page that shows what the API answers for a route; empty where there is none."""
    above, _, part = route.partition("/")
    subject = BY_ROUTE.get(above)
    if subject is None or part not in ("", *LAUNCH_LISTS):
        return ""
    if key:
        return explore_path(f"{subject.name}/{key}/")
    return explore_path(f"{subject.name}/{part}/" if part and subject.name == "launches" else f"{subject.name}/")
