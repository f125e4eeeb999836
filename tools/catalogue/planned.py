"""Future launches, so that the list of upcoming launches is not empty in a new installation.

From public announcements, which can be confirmed in: NASA, "NASA Selects Axiom Space for Another Private Space Mission"
(Ax-5), and NASA's announcement of February 2026 of an Artemis III in low Earth orbit. The NET of each is the end of the
announced period, as in Launch Library, and its precision gives the length of that period. What is not settled, such as
a pad or a craft, is left out.
"""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from .facts import Fact
from .launches import Launches
from .programs import ISS, Programs

TO_BE_DETERMINED = 2


class Plan(NamedTuple):
    """A future launch; `net` is the last instant of the period that `precision` names."""

    rocket: str
    net: str
    precision: str
    provider: str
    description: str
    orbit: str | None
    programs: tuple[str, ...]
    location: str | None = None
    pad: str | None = None


PLANNED: Mapping[str, Plan] = {
    "Axiom Ax-5": Plan(
        rocket="Falcon 9",
        net="2027-01-31T00:00:00Z",
        precision="Month",
        provider="SPX",
        description="Planned private flight of a crew of four to the International Space Station.",
        orbit="Low Earth Orbit",
        programs=(ISS,),
    ),
    "Artemis III": Plan(
        rocket="SLS Block 1",
        net="2027-12-31T00:00:00Z",
        precision="Year",
        provider="MSFC",
        location="KSC",
        pad="LC39B",
        description="Planned crewed flight of Orion in low Earth orbit.",
        orbit="Low Earth Orbit",
        programs=("Artemis",),
    ),
}
"""Future launches by mission name."""


def add_planned(launches: Launches, programs: Programs) -> None:
    """Add the future launches with their missions, and link them to their programs."""
    for name, plan in PLANNED.items():
        launch = _launch(name, plan)
        values = {
            "name": name,
            "type": launches.vocabulary.mission_types["Human Exploration"],
            "description": plan.description,
            "orbit": launches.vocabulary.orbit(plan.orbit),
        }
        launches.add(launch, launches.add_mission(launch, values))
        for program in plan.programs:
            programs.link_launch(launch["id"], program)


def launch_id(name: str) -> str:
    """The id of a future launch, computed from its mission name."""
    return str(uuid5(NAMESPACE_URL, f"downrange:launch:{name}"))


def _launch(name: str, plan: Plan) -> Fact:
    """The launch in the form of a fact."""
    values = {
        "id": launch_id(name),
        "gcat_launch_tag": None,
        "name": f"{plan.rocket} | {name}",
        "net": plan.net,
        "net_precision": plan.precision,
        "status": {"id": TO_BE_DETERMINED},
        "launcher_configuration_name": plan.rocket,
        "location_code": plan.location,
        "location_name": None,
        "pad_name": plan.pad,
        "launch_agency_gcat_code": plan.provider,
    }
    return Fact(values, f"planned {name}")
