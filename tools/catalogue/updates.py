"""Updates: why a future launch is in the catalogue, for those who read the news of launches.

From the announcements that `planned` names.
"""

from .planned import launch_id
from .records import Catalogue
from .sources import AS_OF

NOTES = {
    "Axiom Ax-5": "NASA has selected Axiom Space for this flight, which is planned for January 2027 at the earliest.",
    "Artemis III": "NASA now plans this mission in low Earth orbit.",
}
"""Mission → the comment."""


def add_updates(catalogue: Catalogue) -> None:
    """Add an update for each launch above."""
    for mission, comment in NOTES.items():
        values = {
            "launch": launch_id(mission),
            "comment": comment,
            "created_by": "Downrange",
            "created_on": f"{AS_OF}T00:00:00Z",
        }
        catalogue.own("updates", mission, values)
