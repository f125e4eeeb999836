"""Sizes, capacities, first flights, and what countries call their people."""

import json
from typing import Any

import pytest
from tools.catalogue.agreement import check_maiden_flights
from tools.catalogue.errors import FactError

from downrange.seed import DATA

from .test_check import LAUNCH, catalogue_of


def table(name: str) -> dict[Any, dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines[1:])}


def test_crewed_craft_have_a_crew_capacity() -> None:
    """But for Buran, which never did, and Mengzhou, of which it is not certain; what carries none is silent."""
    crewed = [record for record in table("spacecraft_configurations").values() if record.get("human_rated")]
    assert [record["name"] for record in crewed if "crew_capacity" not in record] == ["Buran", "Mengzhou"]


def test_no_crew_was_larger_than_the_capacity_of_its_craft() -> None:
    """Of those who went up in it."""
    craft, configurations = table("spacecraft"), table("spacecraft_configurations")
    for flight in table("spacecraft_flights").values():
        configuration = configurations[craft[flight["spacecraft"]]["spacecraft_config"]]
        assert len(flight.get("launch_crew", ())) <= configuration.get("crew_capacity", 0), flight


def test_each_station_has_a_description() -> None:
    """In plain sentences, which differ from each other."""
    descriptions = {record["description"] for record in table("space_stations").values()}
    assert len(descriptions) == 14
    assert all(text.endswith(".") and "  " not in text for text in descriptions)


@pytest.mark.parametrize("kind", ["spacecraft_configurations", "launcher_configurations"])
def test_nothing_flew_before_its_maiden_flight(kind: str) -> None:
    """The day itself is allowed; the record that is wrong is named."""
    catalogue = catalogue_of({})
    catalogue.add("launcher_configurations", 1, {"name": "Soyuz-U"})
    catalogue.add("rockets", 1, {"configuration": 1})
    catalogue.tables["launches"][LAUNCH].values["rocket"] = 1
    (record,) = catalogue.tables[kind].values()
    record.values["maiden_flight"] = "1980-06-05"
    check_maiden_flights(catalogue)
    record.values["maiden_flight"] = "1980-06-06"
    with pytest.raises(FactError, match=f"{kind}.*on 1980-06-06, and it was launched at 1980-06-05"):
        check_maiden_flights(catalogue)


DEPENDENT = (
    "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN IOT JEY"
    " MAC MAF MNP MSR MTQ MYT NCL NFK PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VGB VIR WLF"
)


def test_every_state_has_a_nationality() -> None:
    """All but dependent territories, and those whose status is open or that nobody lives in."""
    without = {record["alpha_3_code"] for record in table("countries").values() if not record.get("nationality_name")}
    assert sorted(without) == DEPENDENT.split()
