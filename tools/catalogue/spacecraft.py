"""Families, configurations, spacecraft and their flights."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from downrange.catalog.derived import formulas
from downrange.catalog.durations import format_duration

from . import corrections, measures
from .describe import Craft, Flight, Stay, describe
from .docking import precision
from .errors import FactError
from .facts import Fact
from .launches import Ascent, mission_name
from .people import Crew
from .records import Catalogue, Values
from .sources import AS_OF
from .words import instant

SPACEPLANE = 3
FAMILY_DESCRIPTIONS = {
    1: (
        "Soyuz is a series of spacecraft which has been in service since the 1960s, having made more than 140 flights."
        " It was designed for the Soviet space program by the Korolev Design Bureau (now Energia)."
    ),
    2: (
        "The Progress is a Russian expendable cargo spacecraft. Its purpose is to deliver the supplies needed to"
        " sustain a human presence in orbit."
    ),
    3: (
        "Cygnus is an expendable American cargo spacecraft developed by Orbital Sciences Corporation but manufactured"
        " and launched by Northrop Grumman Space Systems as part of NASA's Commercial Resupply Services (CRS) program"
    ),
    6: (
        "Dragon is a family of spacecraft developed and produced by American private space transportation company"
        " SpaceX."
    ),
}
"""Descriptions by Launch Library, which clients compare. The other families have none."""

KINDS = {1: "payload", 2: "capsule", 3: "spaceplane", 4: "cargo spacecraft", 6: "upper stage", 7: "lander"}
OTHER_KINDS = {
    13: "X-15 rocket plane",
    21: "New Shepard crew capsule",
    43: "Apollo lunar module",
    10008: "Space Shuttle orbiter",
    10009: "Apollo command and service module",
    10013: "TKS spacecraft",
    10014: "TKS return capsule",
    10018: "Chinese reusable experimental spacecraft",
}
OUTCOMES = {3: "success", 4: "failure", 7: "partial failure"}


def add_families(catalogue: Catalogue, families: Mapping[int, Fact]) -> None:
    for pk in measures.FAMILY_MAIDEN_FLIGHTS.keys() - families.keys():
        raise FactError("measures.py", f"there is no family of spacecraft {pk}")
    for pk, fact in families.items():
        values = {name: fact[name] for name in ("name", "manufacturer", "parent", "maiden_flight")}
        values["maiden_flight"] = measures.FAMILY_MAIDEN_FLIGHTS.get(pk, values["maiden_flight"])
        description = FAMILY_DESCRIPTIONS.get(pk, "")
        catalogue.add("spacecraft_configuration_families", pk, {**values, "description": description}, fact)


def add_configurations(catalogue: Catalogue, configurations: Mapping[int, Fact]) -> None:
    for pk in measures.KNOWN_CRAFT - configurations.keys():
        raise FactError("measures.py", f"there is no spacecraft configuration {pk}")
    for pk, fact in configurations.items():
        sizes = {name: fact[name] for name in ("height", "diameter")}
        for name in corrections.NOT_CRAFT_SIZES.get(pk, ()):
            sizes[name] = None
        values = {
            **{name: fact[name] for name in ("name", "agency", "family", "in_use", "maiden_flight", "human_rated")},
            "type": type_id(fact),
            "image": fact.get("image"),
            **sizes,
            **measures.of_craft(pk),
        }
        catalogue.add("spacecraft_configurations", pk, values, fact)


def type_id(configuration: Fact) -> int:
    """The type of a configuration. The facts do not have the id of the type spaceplane."""
    named = configuration["type"]
    if named["id"] is None and named["name"] != "Spaceplane":
        raise configuration.error(f"the type {named['name']!r} has no id")
    pk: int = SPACEPLANE if named["id"] is None else named["id"]
    return pk


def add_flight(catalogue: Catalogue, fact: Fact, landing: int | None, crew: Crew) -> None:
    values = {
        "spacecraft": fact["spacecraft"],
        "launch": fact["launch"],
        "destination": corrections.destination(fact),
        "mission_end": fact["mission_end"],
        "mission_end_date": fact["mission_end_date_only"],
        "mission_end_precision": precision(fact, "mission_end_precision"),
        "mission_end_uncertain": fact["mission_end_uncertain"],
        "landing": landing,
        "launch_crew": crew.launch,
        "onboard_crew": crew.onboard,
        "landing_crew": crew.landing,
        "gcat_jcat": fact["gcat_jcat"],
    }
    catalogue.add("spacecraft_flights", fact["id"], values, fact)


def add_craft(
    catalogue: Catalogue,
    fact: Fact,
    kind: Fact,
    flights: Sequence[Flight],
    log: Sequence[formulas.Flight],
    seed: Fact | None,
) -> None:
    """Add one spacecraft. `seed` has the figures that Launch Library reports for it, if any."""
    number = fact["serial_number"]
    values: Values = {name: fact[name] for name in ("name", "is_placeholder", "spacecraft_config")}
    values["status"] = fact["status"]["id"] if seed is None else seed["ll2_status"]["id"]
    values["serial_number"] = number if seed is None else seed["ll2_serial_number"]
    values["image"] = fact.get("image")
    if seed is not None:
        values |= reported(seed, log)
    craft = Craft(
        fact["name"],
        kind_of(fact, kind),
        number_of(fact["name"], kind["name"], values["serial_number"]),
        fact["status"]["name"] if seed is None else seed["ll2_status"]["name"],
        is_placeholder=fact["is_placeholder"],
        log_is_complete=fact["id"] not in corrections.INCOMPLETE_LOGS,
        flights=tuple(flights),
        note=fact.get("note", ""),
    )
    values["description"] = describe(craft, date.fromisoformat(AS_OF))
    catalogue.add("spacecraft", fact["id"], values, fact)


def kind_of(fact: Fact, configuration: Fact) -> str:
    """`Soyuz T capsule`; only `spaceplane` if the name of the craft is that of its configuration."""
    noun = KINDS[type_id(configuration)]
    if fact["name"] == configuration["name"]:
        return noun
    kind: str = OTHER_KINDS.get(configuration["id"]) or f"{configuration['name']} {noun}"
    return kind


def number_of(name: str, configuration: str, serial_number: str | None) -> str | None:
    """The part of a serial number that is not in the name: `No. 438`, `11F732 #7`; None if there is none."""
    if serial_number is None or serial_number in name:
        return None
    if serial_number.startswith(f"{name} (No."):
        return f"No. {serial_number.removeprefix(f'{name} (No.').removesuffix(')')}"
    said = " ".join(serial_number.split()).removeprefix(f"{configuration} ")
    return f"No. {said.removeprefix('No.')}" if said.removeprefix("No.").isdigit() else said


def flight_story(fact: Fact, ascent: Ascent, crew: Iterable[str], stays: Iterable[Stay], *, landed: bool) -> Flight:
    """One flight, for the description."""
    end = fact["mission_end"]
    day = (
        instant(end).date()
        if end
        else fact["mission_end_date_only"] and date.fromisoformat(fact["mission_end_date_only"])
    )
    return Flight(
        mission_name(fact),
        ascent.net,
        ascent.rocket,
        ascent.place,
        corrections.destination(fact),
        day or None,
        landed=landed,
        outcome=OUTCOMES[ascent.status],
        crew=tuple(crew),
        stays=tuple(stays),
    )


def log_of(fact: Fact, ascent: Ascent, stays: Iterable[Stay]) -> formulas.Flight:
    """One flight, for the figures."""
    end, day = fact["mission_end"], fact["mission_end_date_only"]
    return formulas.Flight(
        ascent.net,
        end and instant(end),
        day and date.fromisoformat(day),
        tuple(formulas.Stay(stay.docking, stay.departure) for stay in stays),
    )


def reported(seed: Fact, log: Sequence[formulas.Flight]) -> Values:
    """The figures that Launch Library reports and that differ from those of the log."""
    now = datetime.fromisoformat(AS_OF).replace(tzinfo=UTC)
    derived = {
        "time_in_space": formulas.time_in_space(log, now),
        "time_docked": formulas.time_docked(log, now),
    }
    return {
        f"reported_{name}": seed[f"ll2_{name}"]
        for name, running in derived.items()
        if seed[f"ll2_{name}"] != format_duration(running.at(now))
    }
