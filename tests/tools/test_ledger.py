"""Ids are given once."""

from pathlib import Path

import pytest
from tools.catalogue.errors import FactError
from tools.catalogue.ledger import Ledger


def test_an_id_is_kept_when_records_come_before_it(tmp_path: Path) -> None:
    """A later build with more records in the middle renumbers nothing."""
    first, path = Ledger(), tmp_path / "ids.jsonl"
    given = {key: first.id("pads", key) for key in ("KSC LC39A", "STB OLP1")}
    first.write(path)
    second = Ledger.read(path)
    added = second.id("pads", "CC LC40")
    assert (given, added) == ({"KSC LC39A": 10001, "STB OLP1": 10002}, 10003)
    assert {key: second.id("pads", key) for key in given} == given


def test_an_id_of_a_record_that_is_gone_is_not_given_again() -> None:
    """What left the catalogue keeps its id."""
    ledger = Ledger([("pads", "KSC LC39A", 10001), ("pads", "gone", 10002)])
    assert ledger.id("pads", "CC LC40") == 10003


def test_ids_of_the_facts_are_left_alone() -> None:
    """An id that facts use in a table is never given to anything else; in another table it may be."""
    ledger = Ledger()
    ledger.reserve("agencies", [17, 10005])
    assert (ledger.id("agencies", "ULA"), ledger.id("pads", "KSC LC39A")) == (10006, 10001)


def test_facts_that_take_an_id_of_the_ledger_are_refused() -> None:
    """Two records with one id are a contradiction, not a reason to renumber."""
    ledger = Ledger([("agencies", "ULA", 10006)])
    with pytest.raises(FactError, match="10006 belongs to 'ULA'"):
        ledger.reserve("agencies", [10006])


def test_the_ledger_is_sorted() -> None:
    """By table and id, so that a new id is one new line of a diff."""
    ledger = Ledger([("pads", "b", 10002), ("agencies", "c", 10001), ("pads", "a", 10001)])
    assert ledger.lines() == [
        '{"table":"agencies","key":"c","id":10001}',
        '{"table":"pads","key":"a","id":10001}',
        '{"table":"pads","key":"b","id":10002}',
    ]
