"""Docking locations and events, and targets that are no stations and that the facts do not name."""

from collections import defaultdict
from collections.abc import Iterator

from . import corrections
from .additions import Additions
from .amendments import Amendments
from .describe import Stay
from .facts import Fact, Facts
from .ledger import Ledger
from .records import Catalogue, Values
from .targets import TARGETS, Targets
from .vocabulary import PRECISION
from .words import instant

FLIGHT_TARGETS = {
    "Apollo 9 LM": "Lunar module Spider",
    "Kosmos-188": "Kosmos 188",
    "Kosmos-213": "Kosmos 213",
    "Soyuz-5": "Soyuz 5",
}
"""Targets that are spacecraft: mission → name for readers."""

FAR_PORT = "Apollo-Soyuz Docking Module (APAS-75)"
"""The port of the docking module that Apollo brought for Soyuz 19. Its other port is Apollo's."""

SOYUZ_19 = ("Soyuz-19", "Docking Module 2")
"""Mission and target of dockings that the facts leave out."""

DOCKINGS_OF_SOYUZ_19 = (
    ("1975-07-17T16:19:09Z", "1975-07-19T12:12:00Z"),
    ("1975-07-19T12:33:39Z", "1975-07-19T15:26:12Z"),
)
"""From general knowledge. They can be confirmed in NASA, "The Partnership": of the first docking, in which Apollo was
the active ship, some chronicles give 16:09.
"""

LOCATION_NAMES = {"A09970": "Robotic arm (A09970)"}
"""Docking locations that the facts give only as a number."""


class Docking:
    """Adds docking locations and events. `stays` are the dockings of each flight."""

    def __init__(
        self,
        catalogue: Catalogue,
        facts: Facts,
        additions: Additions,
        amendments: Amendments,
        flights: dict[int, Fact],
        craft: dict[int, Fact],
        stations: dict[int, Fact],
        targets: Targets,
    ) -> None:
        self.targets = targets
        self.stations = stations
        self.craft = craft
        self.missions = {flight["mission_name"]: flight for flight in flights.values()}
        self.stays: defaultdict[int, list[Stay]] = defaultdict(list)
        events = [
            _corrected(amendments.of_fact("docking_events", event), flights)
            for event in [*facts.read("docking_events"), *additions.dockings, *self._of_soyuz_19(catalogue.ledger)]
            if event["id"] not in corrections.STAYS_WITHOUT_STATION
        ]
        used = {event["docking_location"] for event in events}
        locations = facts.by_id("docking_locations")
        for pk, fact in locations.items():
            if pk in used:
                catalogue.add("docking_locations", pk, self._location(fact), fact)
        catalogue.ledger.reserve("docking_locations", corrections.MORE_PORTS)
        for pk, (name, station) in {**corrections.MORE_PORTS, **additions.ports}.items():
            catalogue.add("docking_locations", pk, {"name": name, "spacestation": station})
        module = self.targets.payloads[SOYUZ_19[1]]
        catalogue.add("docking_locations", self.far_port, {"name": FAR_PORT, "payload": module})
        for event in events:
            if event["flight_vehicle_chaser"] not in flights:
                raise event.error(f"there is no flight {event['flight_vehicle_chaser']}")
            catalogue.add("docking_events", event["id"], self._event(event), event)

    def _of_soyuz_19(self, ledger: Ledger) -> Iterator[Fact]:
        mission, target = SOYUZ_19
        flight = self.missions[mission]
        self.far_port = ledger.id("docking_locations", FAR_PORT)
        for docking, departure in DOCKINGS_OF_SOYUZ_19:
            values = {
                "id": ledger.id("docking_events", f"{flight['id']}:{docking}"),
                "docking": docking,
                "docking_precision": "SEC",
                "docking_uncertain": docking == DOCKINGS_OF_SOYUZ_19[0][0],
                "departure": departure,
                "departure_precision": "MIN" if departure.endswith(":00Z") else "SEC",
                "departure_uncertain": False,
                "docking_location": self.far_port,
                "space_station_target": None,
                "target_name": target,
                "flight_vehicle_chaser": flight["id"],
                "gcat_parent": "",
                "berthed_by_arm": False,
            }
            yield Fact(values, flight.where)

    def _location(self, fact: Fact) -> Values:
        name = fact["name"]
        if name in TARGETS:
            return {"name": TARGETS[name].port, "payload": self.targets.add(name, fact)}
        if name in FLIGHT_TARGETS:
            target = self._target_flight(name, fact)
            owner = self.craft[target["spacecraft"]]["spacecraft_config"]
            return {"name": FLIGHT_TARGETS[name], "spacecraft": owner}
        return {"name": LOCATION_NAMES.get(name, name), "spacestation": fact["spacestation"]}

    def _target_flight(self, name: str, fact: Fact) -> Fact:
        if name not in self.missions:
            raise fact.error(f"there is no flight {name!r}")
        return self.missions[name]

    def _event(self, event: Fact) -> Values:
        target: Values
        name = event["target_name"]
        if event["space_station_target"] is not None:
            station = event["space_station_target"]
            if station not in self.stations:
                raise event.error(f"there is no station {station}")
            target, shown = {"space_station_target": station}, self.stations[station]["name"]
        elif name in FLIGHT_TARGETS:
            target, shown = {"flight_vehicle_target": self._target_flight(name, event)["id"]}, FLIGHT_TARGETS[name]
        elif name in self.targets.flights:
            target, shown = {"payload_flight_target": self.targets.flights[name]}, TARGETS[name].name
            shown = f"the {shown}" if shown.startswith("Agena") else shown
        else:
            raise event.error(f"there is no target {name!r}")
        self._keep_stay(event, shown)
        return {
            "docking": event["docking"],
            "docking_precision": precision(event, "docking_precision"),
            "docking_uncertain": event["docking_uncertain"],
            "departure": event["departure"],
            "departure_precision": precision(event, "departure_precision"),
            "departure_uncertain": event["departure_uncertain"],
            "docking_location": event["docking_location"],
            **target,
            "flight_vehicle_chaser": event["flight_vehicle_chaser"],
            "berthed_by_arm": event["berthed_by_arm"],
            "gcat_parent": " ".join(event["gcat_parent"].split()) or None,
        }

    def _keep_stay(self, event: Fact, target: str) -> None:
        departure = event["departure"]
        stay = Stay(target, instant(event["docking"]), departure and instant(departure), event["berthed_by_arm"])
        self.stays[event["flight_vehicle_chaser"]].append(stay)


def precision(fact: Fact, name: str) -> int | None:
    """The id of a precision by its name in the facts."""
    named = fact[name]
    if named is not None and named not in PRECISION:
        raise fact.error(f"{name}: there is no precision {named!r}")
    return None if named is None else PRECISION[named]


def _corrected(event: Fact, flights: dict[int, Fact]) -> Fact:
    """An event with corrections. The docking of a craft that never undocked ends with its mission."""
    slip = corrections.DOCKING_PARENTS.get(event["id"])
    if slip is not None and event["gcat_parent"] == slip[0]:
        _, parent, name, location = slip
        event = event.changed(gcat_parent=parent, target_name=name, docking_location=location)
    port = corrections.DOCKING_PORTS.get(event["id"])
    if port is not None and event["docking_location"] == port[0]:
        event = event.changed(docking_location=port[1])
    docking = corrections.DOCKINGS.get(event["id"])
    if docking is not None and event["docking"] == docking[0]:
        event = event.changed(docking=docking[1])
    departure = corrections.DOCKING_DEPARTURES.get(event["id"])
    if departure is not None and event["departure"] == departure[0]:
        event = event.changed(departure=departure[1])
    chaser = flights.get(event["flight_vehicle_chaser"])
    if chaser is not None and event["departure"] is None and chaser["mission_end"] is not None:
        event = event.changed(
            departure=chaser["mission_end"],
            departure_precision=chaser["mission_end_precision"],
            departure_uncertain=chaser["mission_end_uncertain"],
        )
    return event
