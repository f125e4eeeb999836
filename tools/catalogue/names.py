"""Names of records as Launch Library has them, because users search for those."""

from collections.abc import Iterable

from .facts import Fact
from .records import Catalogue

TABLES = frozenset({"astronauts", "expeditions", "spacecraft", "spacecraft_configurations"})
"""The other tables are built with Launch Library's names."""

KEPT = frozenset({"probable", "doubtful"})
"""How uncertain a join must be for a record to keep its name."""

NEWER = frozenset({("spacecraft", 10527)})
"""Records whose name in Launch Library of 2026 is ours: the spacecraft Orion Integrity."""


def rename(catalogue: Catalogue, facts: Iterable[Fact]) -> None:
    """Rename the records of `names.jsonl`."""
    for fact in facts:
        record = catalogue.tables.get(fact["table"], {}).get(fact["ours"])
        if record is not None and fact["table"] in TABLES and fact.get("certainty") not in KEPT:
            if (fact["table"], fact["ours"]) in NEWER:
                continue
            name = " ".join(fact["ll2_name"].split())
            if fact["table"] == "spacecraft":
                record.values["description"] = _description(record.values["description"], fact["our_name"], name)
            record.values["name"] = name


def _description(text: str, old: str, new: str) -> str:
    """A description of a craft under its new name, with the old one if the new one does not say as much."""
    subject = new if set(old.split()) <= set(new.split()) else f"{new}, also known as {old},"
    return f"{subject} is {text.removeprefix(f'{old} is ')}" if text.startswith(f"{old} is ") else text
