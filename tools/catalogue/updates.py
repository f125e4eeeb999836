"""Updates: what has changed in the plans of launches that are ahead.

From NASA's announcement of February 2026 of an Artemis III in low Earth orbit, and its announcement "NASA Selects Axiom
Space for Another Private Space Mission".
"""

from .errors import FactError
from .records import Catalogue
from .sources import AS_OF

NOTES = {
    "Artemis III": "NASA now plans this mission in low Earth orbit.",
    "Axiom Space Mission 5": "NASA has selected Axiom Space for this flight to the International Space Station.",
}
"""Mission of a launch → the comment."""


def add_updates(catalogue: Catalogue) -> None:
    """Add an update for each launch above. Raises `FactError` for a mission that no launch has."""
    launches = {record.values["name"].partition(" | ")[2]: pk for pk, record in catalogue.tables["launches"].items()}
    for mission, comment in NOTES.items():
        if mission not in launches:
            raise FactError("updates.py", f"no launch has the mission {mission!r}")
        values = {
            "launch": launches[mission],
            "comment": comment,
            "created_by": "Downrange",
            "created_on": f"{AS_OF}T00:00:00Z",
        }
        catalogue.own("updates", mission, values)
