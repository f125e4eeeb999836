"""Launches still ahead, as Launch Library had them at the newest capture."""

from collections.abc import Iterable

from django.utils.text import slugify

from .facts import Fact
from .launchers import Launchers
from .records import Catalogue, Values
from .vocabulary import Vocabulary


def planned_of(log: Iterable[Fact], launched: Iterable[str]) -> list[Fact]:
    """The launches that are ahead: none that was marked stale, and none that has been launched since."""
    flown = set(launched)
    return [fact for fact in log if not fact.get("stale") and fact["ll2_id"] not in flown]


def add_planned(catalogue: Catalogue, vocabulary: Vocabulary, launchers: Launchers, planned: Iterable[Fact]) -> None:
    """Add the launches that are ahead, with their missions and rockets."""
    for fact in planned:
        rocket = catalogue.own("rockets", fact["ll2_id"], {"configuration": fact["configuration"]}, fact)
        values = {
            "name": " ".join(fact["name"].split()),
            "slug": slugify(fact["name"]),
            "status": fact["status"],
            "last_updated": fact["last_updated"],
            "net": fact["net"],
            "net_precision": fact.get("net_precision"),
            "window_start": min(fact.get("window_start", fact["net"]), fact["net"]),
            "window_end": max(fact.get("window_end", fact["net"]), fact["net"]),
            "launch_service_provider": fact["provider"],
            "rocket": rocket,
            "mission": _mission(catalogue, vocabulary, launchers, fact),
            "pad": fact["pad"],
            "program": sorted(fact.get("programs", [])),
        }
        catalogue.add("launches", fact["ll2_id"], values, fact)


def _mission(catalogue: Catalogue, vocabulary: Vocabulary, launchers: Launchers, fact: Fact) -> int:
    name = fact.get("mission") or fact["name"].partition(" | ")[2] or fact["name"]
    kind, orbit = fact.get("mission_type", "Unknown"), fact.get("orbit", "Unknown")
    values: Values = {
        "name": " ".join(name.split()),
        "type": vocabulary.mission_types[kind],
        "description": f"Planned launch of {name} on {launchers.name(fact['configuration'])}.",
        "orbit": vocabulary.orbits[orbit],
        "agencies": sorted(fact.get("agencies", [])),
    }
    pk = catalogue.identified("missions", fact["ll2_id"], fact.get("mission_id"))
    catalogue.add("missions", pk, values, fact)
    return pk
