"""A small catalogue, as files."""

import json
from pathlib import Path
from typing import Any

from django.apps import apps

from .cast import utc

NOW = utc("2026-06-03T12:00:00")
T2, MS08 = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"

Tables = dict[str, list[dict[str, Any]]]


def launch(pk: str, net: str, **facts: object) -> dict[str, Any]:
    window = {"net": net, "window_start": net, "window_end": net, "last_updated": "2026-06-03T00:00:00Z"}
    return {"id": pk, "name": f"Soyuz | {pk[-1]}", "slug": f"soyuz-{pk[-1]}", **window, **facts}


def tables() -> Tables:
    """A small catalogue: Soyuz T-2 flew and docked, Progress MS-08 flew."""
    return {
        "agency_types": [{"id": 1, "name": "Government"}],
        "countries": [
            {"id": 1, "name": "Russia", "alpha_2_code": "RU", "alpha_3_code": "RUS"},
            {"id": 2, "name": "Kazakhstan", "alpha_2_code": "KZ", "alpha_3_code": "KAZ"},
        ],
        "space_station_types": [{"id": 1, "name": "Government"}],
        "spacecraft_configuration_types": [{"id": 1, "name": "Capsule"}],
        "spacecraft_statuses": [{"id": 1, "name": "Retired"}],
        "agencies": [
            {"id": 63, "name": "Roscosmos", "type": 1, "country": [1]},
            {"id": 96, "name": "RKK Energiya", "type": 1, "parent": 163},
            {"id": 163, "name": "Russian Space Forces", "type": 1, "country": [1, 2], "founding_year": 1992},
        ],
        "landings": [{"id": 5, "success": True, "downrange_distance": 12}, {"id": 6}],
        "launches": [launch(T2, "1980-06-05T14:19:30Z"), launch(MS08, "2018-02-13T08:13:33Z")],
        "astronauts": [{"id": 1, "name": "Yury Malyshev", "date_of_birth": "1941-08-27"}],
        "astronaut_flights": [{"id": 1, "astronaut": 1}],
        "space_stations": [{"id": 8, "name": "Salyut 6", "founded": "1977-09-29", "type": 1}],
        "spacecraft_configurations": [{"id": 1, "name": "Soyuz T", "type": 1, "agency": 63, "human_rated": True}],
        "spacecraft": [
            {"id": 29, "name": "Soyuz T-2", "status": 1, "spacecraft_config": 1},
            {
                "id": 53,
                "name": "Progress MS-08",
                "status": 1,
                "spacecraft_config": 1,
                "reported_time_docked": "P194DT9H",
            },
        ],
        "spacecraft_flights": [
            {
                "id": 1,
                "spacecraft": 29,
                "launch": T2,
                "mission_end": "1980-06-09T12:39:00Z",
                "landing": 5,
                "launch_crew": [1],
            },
            {"id": 2, "spacecraft": 53, "launch": MS08, "mission_end": "2018-08-30T02:18:00Z"},
        ],
        "docking_locations": [{"id": 1, "name": "Salyut 6 aft", "spacestation": 8}],
        "docking_events": [
            {
                "id": 1,
                "docking": "1980-06-06T15:58:00Z",
                "departure": "1980-06-09T09:20:00Z",
                "docking_location": 1,
                "space_station_target": 8,
                "flight_vehicle_chaser": 1,
            }
        ],
    }


def header(table: str, records: int, **facts: object) -> dict[str, Any]:
    known = {"table": table, "records": records, "as_of": "2026-06-03", "source": "GCAT", "license": "CC BY 4.0"}
    return known | facts


def lines(*facts: object) -> str:
    return "".join(json.dumps(fact) + "\n" for fact in facts)


def write(folder: Path, content: Tables) -> None:
    for table, records in content.items():
        (folder / f"{table}.jsonl").write_text(lines(header(table, len(records)), *records))


def state() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the catalogue."""
    return {
        model._meta.db_table: sorted(model._base_manager.values_list(), key=str)
        for model in apps.get_app_config("catalog").get_models(include_auto_created=True)
    }
