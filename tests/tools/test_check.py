"""Catalogues that the builder refuses to write."""

import pytest
from tools.catalogue.check import check
from tools.catalogue.errors import FactError
from tools.catalogue.ledger import Ledger
from tools.catalogue.records import Catalogue, Values

LAUNCH = "6c7b6d75-09dc-5fa9-a5c4-0c714b57ee75"
NET = "1980-06-05T14:19:30Z"


def catalogue_of(flight: Values) -> Catalogue:
    """Soyuz T-2, its launch and its one flight."""
    catalogue = Catalogue(Ledger())
    catalogue.add("spacecraft_statuses", 4, {"name": "Single Use"})
    catalogue.add("spacecraft_configuration_types", 2, {"name": "Capsule"})
    catalogue.add("agency_types", 1, {"name": "Government"})
    catalogue.add("agencies", 63, {"name": "Roscosmos", "type": 1})
    catalogue.add("spacecraft_configurations", 42, {"name": "Soyuz T", "type": 2, "agency": 63})
    catalogue.add("spacecraft", 224, {"name": "Soyuz T-2", "status": 4, "spacecraft_config": 42})
    times = dict.fromkeys(("last_updated", "net", "window_end", "window_start"), NET)
    catalogue.add("launches", LAUNCH, {"name": "Soyuz-U | Soyuz T-2", "slug": "soyuz-u-soyuz-t-2", **times})
    catalogue.add("spacecraft_flights", 10135, {"spacecraft": 224, "launch": LAUNCH, **flight})
    return catalogue


def test_a_sound_catalogue_passes() -> None:
    """Nothing to refuse."""
    check(catalogue_of({"mission_end": "1980-06-09T12:39:00Z"}))


@pytest.mark.parametrize(
    ("flight", "reason"),
    [
        ({"mission_end": "1980-06-05T14:19:29Z"}, "before its launch"),
        ({"mission_end_date": "1980-06-04"}, "before its launch"),
        ({"mission_end": "1980-06-09T12:39:00Z", "mission_end_date": "1980-06-09"}, "ends twice"),
        ({"mission_end": "1980-06-09 12:39"}, "not written as it must be"),
        ({"landing": 10001}, "there is no Landing 10001"),
        ({"onboard_crew": [10001]}, "there is no AstronautFlight 10001"),
        ({"destination": "x" * 256}, "at most 255 characters"),
        ({"turn_around_time": "P1D"}, "no such field: turn_around_time"),
        ({"spacecraft": None}, "spacecraft is missing"),
    ],
)
def test_a_contradiction_is_refused(flight: Values, reason: str) -> None:
    """Each value against its model, each reference, and the log; derived figures are never written."""
    with pytest.raises(FactError, match=reason):
        check(catalogue_of(flight))


def test_a_repeated_id_is_refused() -> None:
    """Two records of one table cannot share an id."""
    with pytest.raises(FactError, match="spacecraft 224 stands also in"):
        catalogue_of({}).add("spacecraft", 224, {})
