"""Files that break the format are refused in one line, and nothing is loaded."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from downrange.catalog import models
from downrange.seed.load import load
from downrange.seed.reading import CatalogueError

from .cast import utc
from .small_catalogue import MS08, NOW, T2, header, launch, lines, state, tables, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("direct_writes")]


def broken(table: str, line: int, text: str) -> Callable[[Path], None]:
    """Puts another text in the place of a line."""

    def write_broken(folder: Path) -> None:
        path = folder / f"{table}.jsonl"
        before = path.read_text().splitlines(keepends=True)
        path.write_text("".join([*before[: line - 1], text, *before[line:]]))

    return write_broken


def record(table: str, line: int, **facts: object) -> Callable[[Path], None]:
    """Puts other facts in the place of a record's."""
    known = tables()[table][line - 2] | facts
    return broken(table, line, lines({name: fact for name, fact in known.items() if fact != "left out"}))


BREAKS = {
    "spacecraft.jsonl:2: not JSON: Expecting property name": broken("spacecraft", 2, "{'id': 29}\n"),
    "spacecraft.jsonl:2: not JSON: a name stands twice": broken("spacecraft", 2, '{"id": 1, "id": 2}\n'),
    "landings.jsonl:2: not JSON: NaN is not a number of JSON": broken("landings", 2, '{"id": NaN}\n'),
    "spacecraft.jsonl:2: not a JSON object: [29]": broken("spacecraft", 2, "[29]\n"),
    "spacecraft.jsonl:3: the line does not end: the file is cut off": broken("spacecraft", 3, '{"id": 53, "na'),
    "spacecraft.jsonl:1: the header counts 2 records, the file holds 1": broken("spacecraft", 3, ""),
    "spacecraft.jsonl:1: the header counts 3 records": broken("spacecraft", 1, lines(header("spacecraft", 3))),
    "spacecraft.jsonl:1: the header names another table": broken("spacecraft", 1, lines(header("agencies", 2))),
    "spacecraft.jsonl:1: the header must have as_of, license": broken("spacecraft", 1, lines({"table": "spacecraft"})),
    "spacecraft.jsonl:1: as_of: must be a day": broken("spacecraft", 1, lines(header("spacecraft", 2, as_of="June"))),
    "spacecraft.jsonl:1: license: must say": broken("spacecraft", 1, lines(header("spacecraft", 2, license=""))),
    "spacecraft.jsonl:1: is empty": lambda folder: (folder / "spacecraft.jsonl").write_text("") and None,
    "moons.jsonl:1: the catalogue has no such table": lambda folder: write(folder, {"moons": []}),
    "spacecraft.jsonl:2: colour: no such field": record("spacecraft", 2, colour="green"),
    "spacecraft.jsonl:2: source: must say something": record("spacecraft", 2, source=""),
    "spacecraft.jsonl:2: in_space: no such field": record("spacecraft", 2, in_space=True),
    "spacecraft.jsonl:2: name: is missing": record("spacecraft", 2, name="left out"),
    "spacecraft.jsonl:2: name: must not be null": record("spacecraft", 2, name=None),
    "spacecraft.jsonl:2: name: must not be empty": record("spacecraft", 2, name=""),
    "spacecraft.jsonl:2: name: must be text, not 29": record("spacecraft", 2, name=29),
    "spacecraft.jsonl:2: name: Ensure this value has at most 255": record("spacecraft", 2, name="T" * 256),
    "spacecraft.jsonl:2: name: holds a character that no": record("spacecraft", 2, name="T\0"),
    "spacecraft.jsonl:2: name: 'utf-8' codec can't encode": record("spacecraft", 2, name="\ud800"),
    "spacecraft.jsonl:2: is_placeholder: must be true or false": record("spacecraft", 2, is_placeholder=1),
    "spacecraft.jsonl:2: reported_time_docked: not an ISO": record("spacecraft", 2, reported_time_docked="P1M"),
    "spacecraft.jsonl:2: status: must be an id, 0 or more": record("spacecraft", 2, status=-1),
    "spacecraft.jsonl:2: status: there is no spacecraft status 9": record("spacecraft", 2, status=9),
    "spacecraft.jsonl:2: id: must be a whole number, not None": record("spacecraft", 2, id="left out"),
    "spacecraft.jsonl:2: id: must be a whole number, not '29'": record("spacecraft", 2, id="29"),
    "spacecraft.jsonl:3: id 29 stands twice": record("spacecraft", 3, id=29),
    "spacecraft.jsonl:3: id 28 comes after 29": record("spacecraft", 3, id=28),
    "agencies.jsonl:2: founding_year: must be a whole number": record("agencies", 2, founding_year=1992.0),
    "agencies.jsonl:2: founding_year: Ensure this value is greater": record("agencies", 2, founding_year=-1),
    "agencies.jsonl:2: info_url: Enter a valid URL": record("agencies", 2, info_url="www"),
    "agencies.jsonl:2: country: must be a list of ids, not 1": record("agencies", 2, country=1),
    "agencies.jsonl:2: country: an id stands twice in [1, 1]": record("agencies", 2, country=[1, 1]),
    "agencies.jsonl:2: country: there is no country 7": record("agencies", 2, country=[7]),
    "landings.jsonl:2: downrange_distance: must be a number": record("landings", 2, downrange_distance="12"),
    "landings.jsonl:2: downrange_distance: int too large": record("landings", 2, downrange_distance=10**400),
    "launches.jsonl:2: net: must be an instant": record("launches", 2, net="1980-06-05T14:19:30+00:00"),
    "launches.jsonl:2: net: hour must be in 0..23": record("launches", 2, net="1980-06-05T25:19:30Z"),
    "launches.jsonl:2: id: badly formed": record("launches", 2, id="T2"),
    "launches.jsonl:3: id: must be a UUID in lower case": record("launches", 3, id=f"ABCDEF{MS08[6:]}"),
    "space_stations.jsonl:2: founded: must be a day": record("space_stations", 2, founded="1977-09"),
    "docking_events.jsonl:2: the database refuses it:": record("docking_events", 2, departure="1980-06-06T15:58:00Z"),
    "docking_locations.jsonl:2: the database refuses it:": record("docking_locations", 2, spacestation=None),
    "spacecraft_flights.jsonl:3: the database refuses it:": record("spacecraft_flights", 3, landing=5),
    "spacecraft_flights.jsonl:2: the database refuses it:": record(
        "spacecraft_flights", 2, mission_end="1980-06-05T14:19:29Z"
    ),
}


@pytest.mark.parametrize(("complaint", "break_it"), BREAKS.items(), ids=BREAKS)
def test_an_invalid_catalogue_is_refused_and_loads_nothing(
    folder: Path, complaint: str, break_it: Callable[[Path], None]
) -> None:
    """Into an empty database: the line names the file, the line and the reason."""
    break_it(folder)
    before = state()
    with pytest.raises(CatalogueError) as refusal:
        load(folder, NOW)
    assert str(refusal.value).startswith(complaint)
    assert "\n" not in str(refusal.value)
    assert state() == before


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(("complaint", "break_it"), BREAKS.items(), ids=BREAKS)
def test_an_invalid_catalogue_leaves_the_loaded_one_unchanged(
    folder: Path, complaint: str, break_it: Callable[[Path], None]
) -> None:
    """Every row, the figures and the revision."""
    break_it(folder)
    before = state()
    with pytest.raises(CatalogueError) as refusal:
        load(folder, NOW)
    assert str(refusal.value).startswith(complaint)
    assert state() == before


@pytest.mark.usefixtures("loaded")
def test_a_launch_cannot_move_past_the_end_of_a_mission_kept_by_hand(folder: Path) -> None:
    """A record that the files do not have is no less protected."""
    models.SpacecraftFlight.objects.create(spacecraft_id=53, launch_id=UUID(T2), mission_end=utc("1980-06-06T00:00:00"))
    content = tables()
    content["launches"][0] = launch(T2, "1980-06-07T00:00:00Z")
    write(folder, content)
    with pytest.raises(CatalogueError, match=r"launches\.jsonl:2: the database refuses it: .*mission_end_after_launch"):
        load(folder, NOW)


def test_an_error_about_a_folder_without_a_catalogue_is_one_line(tmp_path: Path) -> None:
    """An incomplete installation is reported."""
    with pytest.raises(CatalogueError, match=r"holds no catalogue, not one \.jsonl file"):
        load(tmp_path, NOW)


def test_an_error_about_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    """The line names it."""
    with pytest.raises(CatalogueError, match=r"none: cannot be read \(No such file or directory\)"):
        load(tmp_path / "none", NOW)
