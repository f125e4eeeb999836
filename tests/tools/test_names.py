"""Names as Launch Library has them."""

import pytest
from tools.catalogue.facts import Fact
from tools.catalogue.ledger import Ledger
from tools.catalogue.names import rename
from tools.catalogue.records import Catalogue


def renamed(ours: str, theirs: str, pk: int = 10058) -> dict[str, object]:
    """A spacecraft after its name has been replaced."""
    catalogue = Catalogue(Ledger())
    catalogue.add("spacecraft", pk, {"name": ours, "description": f"{ours} is a craft. It flew."})
    rename(
        catalogue, [Fact({"table": "spacecraft", "ours": pk, "our_name": ours, "ll2_name": theirs}, "names.jsonl:1")]
    )
    return catalogue.tables["spacecraft"][pk].values


@pytest.mark.parametrize(
    ("ours", "theirs", "description"),
    [
        ("Zond 5", "Soyuz 7K-L1 No.9", "Soyuz 7K-L1 No.9, also known as Zond 5, is a craft. It flew."),
        ("Jules Verne", "Jules Verne ATV", "Jules Verne ATV is a craft. It flew."),
    ],
)
def test_a_description_keeps_a_name_that_says_more(ours: str, theirs: str, description: str) -> None:
    """The old name stays in it, unless the new one contains it."""
    assert renamed(ours, theirs) == {"name": theirs, "description": description}


def test_a_name_that_launch_library_has_given_up_is_not_taken() -> None:
    """It has called Orion 003 Integrity since 2025."""
    assert renamed("Orion Integrity", "Orion 003", 10527)["name"] == "Orion Integrity"
