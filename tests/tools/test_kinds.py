"""The vocabularies of which no id of Launch Library is known."""

import pytest
from tools.catalogue.kinds import Kinds
from tools.catalogue.ledger import FIRST, Ledger
from tools.catalogue.records import Catalogue


def test_a_name_has_an_id_of_the_ledger() -> None:
    """Never one that Launch Library may use."""
    catalogue = Catalogue(Ledger())
    kinds = Kinds(catalogue)
    assert catalogue.tables["mission_types"][kinds.id("mission_types", "Tourism")].values["name"] == "Tourism"
    assert kinds.ids("first_stage_types").keys() == {"Core", "Strap-On Booster"}
    assert all(pk >= FIRST for records in catalogue.tables.values() for pk in records)


def test_an_unknown_name_is_refused() -> None:
    """A mistake in a table of facts ends the build."""
    with pytest.raises(KeyError):
        Kinds(Catalogue(Ledger())).id("mission_types", "Barrel Roll")
