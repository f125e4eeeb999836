"""Finds flights by mission, and seats by mission and astronaut, for tables that give both by name."""

from collections.abc import Iterable, Mapping
from typing import Any

from .errors import FactError
from .facts import Fact
from .records import Catalogue, Record

STATION = "space_station_target"


class Aboard:
    """Flights by mission name, their stays at stations, and their seats."""

    def __init__(self, catalogue: Catalogue, astronauts: Mapping[int, Fact], flights: Mapping[int, Fact]) -> None:
        self.catalogue = catalogue
        self.flights = {flight["mission_name"]: flight for flight in flights.values()}
        self.astronauts = {fact["name"]: pk for pk, fact in astronauts.items()}

    def flight(self, mission: str) -> Fact:
        """The flight of a mission. Raises `FactError` for an unknown mission."""
        if mission not in self.flights:
            raise FactError("flights", f"there is no flight {mission!r}")
        return self.flights[mission]

    def seats(self, mission: str, names: Iterable[str]) -> list[int]:
        """The seats of people on a mission. Raises `FactError` for a person who was not aboard."""
        flight = self.flight(mission)
        found = []
        for name in names:
            seat = self.catalogue.ledger.known("astronaut_flights", f"{flight['id']}:{self.astronauts.get(name)}")
            if seat is None or seat not in self.catalogue.tables["astronaut_flights"]:
                raise flight.error(f"{name!r} has no seat on {mission}")
            found.append(seat)
        return found

    def stays(self, mission: str, station: int) -> list[Mapping[str, Any]]:
        """The dockings of a mission to a station, in order. Raises `FactError` if there is none."""
        flight = self.flight(mission)
        events: Iterable[Record] = self.catalogue.tables["docking_events"].values()
        own = [
            event.values
            for event in events
            if event.values["flight_vehicle_chaser"] == flight["id"] and event.values.get(STATION) == station
        ]
        if not own:
            raise flight.error(f"{mission} did not dock to station {station}")
        return sorted(own, key=lambda event: str(event["docking"]))
