"""Records that have another id than in the last release."""

import json
from pathlib import Path

from tools.catalogue.facts import Fact
from tools.catalogue.identity import Identity, former_ids
from tools.catalogue.launches import own_launch_id
from tools.catalogue.ledger import Ledger
from tools.catalogue.moves import moves, write
from tools.catalogue.records import Catalogue, Former

OWN = 1_000_000_001


def release(folder: Path, table: str, *ids: object) -> None:
    """The file of a table in the last release."""
    lines = [{"table": table}, *({"id": pk} for pk in ids)]
    (folder / f"{table}.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))


def test_a_record_that_shipped_under_an_id_of_our_own_moves(tmp_path: Path) -> None:
    """One that never shipped so has no address to keep."""
    release(tmp_path, "spacecraft", OWN, 7)
    found = moves([Former("spacecraft", OWN, 228), Former("spacecraft", OWN + 1, 229)], tmp_path)
    assert found == [("spacecraft", OWN, 228)]


def test_the_moves_of_earlier_releases_are_kept(tmp_path: Path) -> None:
    """The record is no longer in the files under its old id; one that moves again leads to the newest."""
    release(tmp_path, "spacecraft", 228, OWN + 1)
    write([Former("spacecraft", OWN, 228), Former("spacecraft", OWN + 2, OWN + 1)], tmp_path)
    found = moves([Former("spacecraft", OWN + 1, 300)], tmp_path)
    assert found == [
        ("spacecraft", OWN, 228),
        ("spacecraft", OWN + 1, 300),
        ("spacecraft", OWN + 2, 300),
    ]


def test_where_nothing_moved_there_is_no_file(tmp_path: Path) -> None:
    """Nor was there one before."""
    write(moves([Former("spacecraft", OWN, 228)], tmp_path), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_former_ids_are_of_records_joined_recorded_and_launched() -> None:
    """By a join, by a key of the ledger, by the tag of a launch."""
    catalogue = Catalogue(Ledger([("missions", "1957 ALP", 10001)]))
    assert catalogue.identified("missions", "1957 ALP", 25) == 25
    assert catalogue.identified("missions", "1957 BET", 26) == 26
    identity = Identity([Fact({"table": "spacecraft", "ours": 10002, "ll2": 228}, "ids.jsonl:1")], ())
    launch = Fact({"tag": "1957 ALP", "ll2_id": "0098c032-73de-4c6f-8d73-5d68b9a12fdf"}, "launches.jsonl:1")
    assert former_ids(catalogue, identity, [launch, Fact({"tag": "1957 BET"}, "launches.jsonl:2")]) == [
        ("missions", OWN, 25),
        ("spacecraft", OWN + 1, 228),
        ("launches", own_launch_id(launch), launch["ll2_id"]),
    ]
