"""The vocabularies of which no id of Launch Library is known."""

import pytest
from tools.catalogue.kinds import ASDS, Kinds
from tools.catalogue.ledger import FIRST, Ledger
from tools.catalogue.records import Catalogue

BODIES = {"Earth": 1, "Moon": 2, "Mars": 3, "Venus": 4}


def test_a_name_has_an_id_of_the_ledger() -> None:
    """Never one that Launch Library may use."""
    catalogue = Catalogue(Ledger())
    kinds = Kinds(catalogue, BODIES)
    assert catalogue.tables["landing_types"][kinds.id("landing_types", ASDS)].values["abbrev"] == "ASDS"
    assert all(pk >= FIRST for records in catalogue.tables.values() for pk in records)


def test_an_unknown_name_is_refused() -> None:
    """A mistake in a table of facts ends the build."""
    with pytest.raises(KeyError):
        Kinds(Catalogue(Ledger()), BODIES).id("landing_types", "Barrel Roll")
