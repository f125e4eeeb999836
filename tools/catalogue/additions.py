"""Spacecraft, flights, dockings and astronauts that the catalogue of spacecraft lacks, from the `new` records of the
log's `corrections.jsonl`, as facts in the form of the catalogue of spacecraft.

A record has Launch Library's id as its working id where the log knows it, else one of the ledger.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .amendments import PRECISION_NAMES
from .facts import Fact, Facts
from .launches import launch_id
from .ledger import Ledger
from .more_craft import CONFIGURATIONS, CRAFT, FAMILIES, MERGED, SINGLE_USE, Craft
from .more_flights import AHEAD, ENDS, FLIGHTS, MISSIONS, PEOPLE
from .vocabulary import NAMES
from .words import instant, long_date

DESTROYED, RETIRED = 3, 2
FAILED = "failure"
STATIONS = {"International Space Station": 4}
NATIONALITIES = {
    "American": "United States",
    "Chinese": "China",
    "French": "France",
    "Russian": "Russia",
    "Spanish": "Spain",
}
"""Nationality in Launch Library → in the catalogue of spacecraft."""

Given = Mapping[int, Fact]


class Additions:
    """What the log adds to the catalogue of spacecraft. `given` has the facts of that catalogue, by table and id."""

    def __init__(self, log: Facts, ledger: Ledger, launches: Iterable[Fact], given: Mapping[str, Given]) -> None:
        self.ledger = ledger
        self.given = given
        self.launches = {launch["tag"]: launch for launch in launches}
        for table, facts in given.items():
            ledger.reserve(table, facts)
        self.configurations = {self._kind(key): self._configuration(key) for key in CONFIGURATIONS}
        self.families = {self._family(name): self._family_fact(name) for name in FAMILIES}
        self.ports: dict[int, tuple[str, int]] = {}
        self.craft: dict[int, Fact] = {}
        self.flights: dict[int, Fact] = {}
        self.ahead: dict[int, Fact] = {}
        self.dockings: list[Fact] = []
        self.astronauts: dict[int, Fact] = {}
        self.seats: list[tuple[int, int, Fact]] = []
        self.joined = {
            **{("spacecraft_flights", ours): ll2 for ours, ll2 in FLIGHTS.items()},
            **{("spacecraft", ours): ll2 for ours, ll2 in MERGED.items()},
        }
        ids = log.read("ids")
        self._people = _people(ids)
        kinds = (fact for fact in ids if fact["table"] == "spacecraft_configurations" and "ours" in fact)
        self._working = {fact["ll2"]: fact["ours"] for fact in kinds}
        self._joined = {fact["ll2"] for fact in ids if fact["table"] == "spacecraft" and "ours" in fact}
        records = log.read("corrections")
        for record in records:
            if record["do"] == "new" and record["table"] == "astronauts":
                self._add_astronaut(record)
        for record in records:
            if record["do"] == "new" and record["table"] == "spacecraft":
                self._add_craft(record["record"]["ll2"], record["record"]["name"], record)
        for record in records:
            if record["do"] == "new" and record["table"] == "spacecraft_flights":
                self._add_flight(record)
            elif record["do"] == "new" and record["table"] == "docking_events":
                self._join_docking(record)
            elif record["do"] == "fix" and record["field"] == "launch_crew":
                self._add_seats(record["id"], record["new"], record)

    def add_ahead(self, planned: Iterable[Fact]) -> None:
        """The flights of planned craft whose launches are ahead."""
        by_id = {fact["ll2_id"]: fact for fact in planned}
        for launch, (flight, craft, destination) in AHEAD.items():
            if launch in by_id:
                values = {
                    "id": flight,
                    "spacecraft": craft,
                    "launch": launch,
                    "mission_name": by_id[launch]["name"],
                    "destination": destination,
                }
                self.ahead[flight] = Fact(_flight(values), by_id[launch].where)

    def _configuration(self, key: int | str) -> Fact:
        kind = CONFIGURATIONS[key]
        family = self._family(kind.family) if isinstance(kind.family, str) else kind.family
        values = {
            "id": self._kind(key),
            "family": [] if family is None else [family],
            "type": {"id": kind.type, "name": None},
            **{name: getattr(kind, name) for name in ("name", "agency", "in_use", "maiden_flight", "human_rated")},
            **{name: getattr(kind, name) for name in ("height", "diameter")},
        }
        return Fact(values, f"more_craft.py: {kind.name}")

    def _family(self, name: str) -> int:
        return self.ledger.id("spacecraft_configuration_families", name)

    def _family_fact(self, name: str) -> Fact:
        manufacturer, maiden_flight = FAMILIES[name]
        values = {"name": name, "manufacturer": manufacturer, "parent": None, "maiden_flight": maiden_flight}
        return Fact(values, f"more_craft.py: {name}")

    def _add_astronaut(self, record: Fact) -> None:
        person = record["record"]
        nationality = person["nationality"]
        if nationality not in NATIONALITIES:
            raise record.error(f"there is no nationality {nationality!r}")
        values = {
            "id": person["ll2"],
            "name": person["name"],
            "nationality": NATIONALITIES[nationality],
            "wiki": None,
            "wikidata_id": None,
            "time_in_space_source": "computed_from_flights",
            "date_of_birth": person.get("date_of_birth"),
            "status": person.get("status_ll2", person.get("status")),
            "type": person.get("type_ll2", person.get("type")),
            "agency": person["agency_ll2"],
        }
        self.astronauts[person["ll2"]] = Fact(values, record.where)

    def _add_craft(self, pk: int, name: str, record: Fact, *, failed: bool = False, flown: int = 0) -> None:
        """Add a craft, unless the catalogue of spacecraft or an earlier record has it."""
        if pk in self.given["spacecraft"] or pk in self._joined:
            return
        craft = CRAFT.get(name, Craft())
        own = record["record"].get("spacecraft", {})
        configuration = self._kind(craft.configuration) if craft.configuration else self._named_kind(own)
        if configuration is None:
            raise record.error(f"the configuration of {name!r} is not known")
        if pk in self.craft:
            failed, flown = False, flown + 1
        status = craft.status or own.get("status") or (DESTROYED if failed else RETIRED if flown else SINGLE_USE)
        values = {
            "id": pk,
            "name": craft.name or name,
            "serial_number": own.get("serial"),
            "is_placeholder": craft.is_placeholder,
            "spacecraft_config": configuration,
            "status": {"id": status, "name": NAMES["spacecraft_statuses"][status]},
            "note": craft.note or _moon(craft, record["record"].get("flight", {})),
        }
        self.craft[pk] = Fact(values, record.where)

    def _kind(self, key: int | str) -> int:
        """The working id of a configuration, by Launch Library's id or by name."""
        return key if isinstance(key, int) else self.ledger.id("spacecraft_configurations", key)

    def _named_kind(self, own: Mapping[str, Any]) -> int | None:
        """The working id of the configuration that a record names, by Launch Library's id or by name."""
        known = self.given["spacecraft_configurations"]
        if "config" in own:
            return next((pk for pk, fact in known.items() if fact["name"] == own["config"]), None)
        pk: int | None = own.get("config_ll2")
        return self._working.get(pk, pk) if pk is not None else None

    def _add_flight(self, record: Fact) -> None:
        values = record["record"]
        tag, own = values["launch_tag"], values["spacecraft"]
        if tag not in self.launches:
            raise record.error(f"there is no launch {tag} in the log")
        launch = self.launches[tag]
        failed = launch["outcome"] == FAILED
        craft = own.get("ll2") or self.ledger.id("spacecraft", own["name"])
        self._add_craft(craft, own["name"], record, failed=failed)
        flight = values.get("flight", {})
        pk = flight.get("ll2") or self.ledger.id("spacecraft_flights", f"{tag}:{own['name']}")
        day = launch["net"][:10]
        end = None if launch["precision"] == "Day" else flight.get("mission_end")
        over = failed or flight.get("destination") == "Suborbital"
        known = MISSIONS.get(tag, (None, None))
        self.flights[pk] = Fact(
            _flight(
                {
                    "id": pk,
                    "spacecraft": craft,
                    "launch": launch_id(launch),
                    "launch_net": launch["net"],
                    "mission_name": known[0] or launch["name"],
                    "mission_end": end,
                    "mission_end_precision": end and PRECISION_NAMES[flight.get("mission_end_precision", 0)],
                    "mission_end_date_only": None if end else ENDS.get(tag) or (day if over else None),
                    "landing_text": _lunar(flight),
                    "destination": known[1] or flight.get("destination") or "Low Earth Orbit",
                }
            ),
            record.where,
        )
        for docking in values.get("docking_events", ()):
            self._add_docking(pk, docking, flight["destination"], record)
        self._add_seats(pk, values.get("launch_crew", ()), record)

    def _add_docking(self, flight: int, docking: Mapping[str, Any], station: str, record: Fact) -> None:
        port = docking["location"]
        pk = docking.get("ll2") or self.ledger.id("docking_events", f"{flight}:{docking['docking']}")
        values = {
            "id": pk,
            "docking": docking["docking"],
            "docking_precision": PRECISION_NAMES[docking["precision"]],
            "docking_uncertain": False,
            "departure": None,
            "departure_precision": None,
            "departure_uncertain": False,
            "docking_location": self._port(port, STATIONS[station]),
            "space_station_target": STATIONS[station],
            "target_name": None,
            "flight_vehicle_chaser": flight,
            "gcat_parent": "",
            "berthed_by_arm": False,
        }
        self.dockings.append(Fact(values, record.where))

    def _port(self, name: str, station: int) -> int:
        """The working id of a port: that of the facts, else one of the ledger."""
        for pk, fact in self.given["docking_locations"].items():
            if fact["name"] == name and fact["spacestation"] == station:
                return pk
        pk = self.ledger.id("docking_locations", name)
        self.ports[pk] = name, station
        return pk

    def _join_docking(self, record: Fact) -> None:
        """Give a docking of the facts, to the minute, Launch Library's id."""
        values = record["record"]
        for pk, fact in self.given["docking_events"].items():
            if (fact["flight_vehicle_chaser"], fact["docking"]) == (values["flight"], values["docking"]):
                self.joined["docking_events", pk] = values["ll2"]
                return
        raise record.error(f"flight {values['flight']} did not dock at {values['docking']}")

    def _add_seats(self, flight: int, crew: Iterable[Any], record: Fact) -> None:
        for member in crew:
            person: dict[str, Any] = {"name": member} if isinstance(member, str) else member
            name = PEOPLE.get(person["name"], person["name"])
            astronaut: int | None = person.get("ours") or person.get("ll2") or self._people.get(name)
            if astronaut is None:
                astronaut = self.ledger.id("astronauts", name)
            self.seats.append((flight, astronaut, Fact({"role": person.get("role")}, record.where)))


def merged(flights: Mapping[int, Fact]) -> dict[int, Fact]:
    """The flights of the facts; those of craft that Launch Library has as one craft are flights of that craft."""
    return {
        pk: flight.changed(spacecraft=MERGED[flight["spacecraft"]]) if flight["spacecraft"] in MERGED else flight
        for pk, flight in flights.items()
    }


def _flight(values: Mapping[str, Any]) -> dict[str, Any]:
    """A flight as the facts have it, with the keys that are not known."""
    keys = ("mission_end", "mission_end_precision", "mission_end_date_only", "landing", "gcat_jcat")
    return {**dict.fromkeys(keys), "mission_end_uncertain": False, **values}


def _moon(craft: Craft, flight: Mapping[str, str]) -> str:
    """The landing on the Moon, for the description of the craft."""
    if craft.moon is None:
        return ""
    landed, left = (long_date(instant(flight[name]).date()) for name in ("lunar_landing", "lunar_liftoff"))
    return f"It landed on the Moon, {craft.moon}, on {landed}. Its ascent stage left the Moon on {left}."


def _lunar(flight: Mapping[str, str]) -> str | None:
    """The landing on the Moon, for the description of the landing."""
    if "lunar_landing" not in flight:
        return None
    return f"Landed at {flight['lunar_landing']}. The ascent stage left at {flight['lunar_liftoff']}."


def _people(ids: Iterable[Fact]) -> dict[str, int]:
    """Name in Launch Library → working id of an astronaut."""
    return dict(_named(ids))


def _named(ids: Iterable[Fact]) -> Iterator[tuple[str, int]]:
    for fact in ids:
        if fact["table"] == "astronauts" and "name" in fact:
            yield fact["name"], fact.get("ours", fact["ll2"])
