"""The ids of the finished catalogue."""

import pytest
from tools.catalogue.errors import FactError
from tools.catalogue.facts import Fact
from tools.catalogue.identity import Identity, renumber
from tools.catalogue.ledger import Ledger
from tools.catalogue.records import Catalogue


def joined(table: str, ours: int, ll2: int) -> Fact:
    return Fact({"table": table, "ours": ours, "ll2": ll2}, "ids.jsonl:1")


def catalogue_of(*craft: int) -> Catalogue:
    """Craft of one configuration, with a flight each."""
    catalogue = Catalogue(Ledger())
    catalogue.add("spacecraft_configurations", 10009, {"name": "Apollo CSM"})
    for pk in craft:
        catalogue.add("spacecraft", pk, {"name": f"Craft {pk}", "spacecraft_config": 10009})
        catalogue.add("spacecraft_flights", pk, {"spacecraft": pk, "launch_crew": [10001, 7]})
    return catalogue


def test_a_record_gets_launch_librarys_id_or_one_from_a_thousand_million() -> None:
    """And what refers to it, too."""
    catalogue = catalogue_of(3, 10001, 10002)
    renumber(catalogue, Identity([joined("spacecraft", 10002, 228)], ()))
    assert sorted(catalogue.tables["spacecraft"]) == [3, 228, 1_000_000_001]
    assert catalogue.tables["spacecraft"][228].values["name"] == "Craft 10002"
    assert catalogue.tables["spacecraft"][228].values["spacecraft_config"] == 1_000_000_009
    flights = catalogue.tables["spacecraft_flights"]
    assert [flights[pk].values["spacecraft"] for pk in sorted(flights)] == [3, 1_000_000_001, 228]
    assert flights[3].values["launch_crew"] == [1_000_000_001, 7]


def test_two_records_that_claim_one_id_end_the_build() -> None:
    """With both of them named."""
    with pytest.raises(FactError, match=r"spacecraft: 10001 and the record of .* are both 3"):
        renumber(catalogue_of(3, 10001), Identity([joined("spacecraft", 10001, 3)], ()))


def test_a_conflict_is_no_join() -> None:
    """It is told by hand which record is meant."""
    fact = Fact({"table": "spacecraft", "ours": 10001, "ll2": [3, 4], "conflict": True}, "ids.jsonl:9")
    assert Identity([fact], ()).id("spacecraft", 10001) == 1_000_000_001


def test_other_files_may_join_a_record_too() -> None:
    """A docking that the corrections of the log give, or a flight that its craft identifies."""
    identity = Identity([], [], {("docking_events", 10570): 641})
    assert identity.id("docking_events", 10570) == 641
