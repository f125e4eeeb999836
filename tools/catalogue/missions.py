"""Missions of launches: name, type, orbit and description, as far as the log determines them."""

import re

from .facts import Fact
from .records import Values
from .vocabulary import Vocabulary
from .words import listed

NAMED_BY_MISSION = re.compile(r"Starlink Group|HASTE|Transporter-|Bandwagon-")
"""Missions that go by the name of the mission in the log, and not by that of the flight."""

OF_SMALL_LAUNCHERS = ("Electron", "LauncherOne")
"""Vehicles each of whose flights has a name of its own, which the log gives as the mission."""

MAX_NAMES = 3
"""Payloads that a description names."""

TYPES = (
    (re.compile(r"NAV"), "Navigation"),
    (re.compile(r"COM|Communications"), "Communications"),
    (re.compile(r"EOSCI|MET"), "Earth Science"),
    (re.compile(r"PLAN"), "Planetary Science"),
    (re.compile(r"AST"), "Astrophysics"),
    (re.compile(r"IMG|SIG|EW|Observation"), "Observation"),
    (re.compile(r"TECH|Tech Demo"), "Technology"),
)
"""Class of the first payload → type of mission. Observation is told apart by its customer."""

NAVIGATION = re.compile(
    r"GPS|Navstar|Glonass|Uragan|Galileo[ -]?(?!Orbiter)|Beidou|Transit|Parus|Tsikada|Tsiklon[- ]|QZS|Michibiki|IRNSS"
    r"|NVS-"
)
MOON = re.compile(
    r"\bLuna\b|Luna-|Lunar|Lunik|Lunokhod|Surveyor \d|Ranger|Chang'?e|Queqiao|Zond|Pioneer [0-4]\b|Kaguya|SELENE|Danuri"
    r"|Chandrayaan|Beresheet|Hakuto|Clementine|SMART-1|LCROSS|LRO|LADEE|GRAIL|Apollo|Hiten|Explorer 3[35]|Ye-\d|Artemis"
)
PLANETS = re.compile(
    r"Venera|\bMars\b|Mars-|Mariner|Viking|Voyager|Pioneer (5|6|7|8|9|10|11|V)\b|Vega[- ]\d|Fobos|Phobos|Magellan"
    r"|Galileo|Cassini|Juno$|MESSENGER|New Horizons|Curiosity|Perseverance|InSight|MAVEN|Hope|Tianwen|Akatsuki|Nozomi"
    r"|BepiColombo|Rosetta|Dawn|Hayabusa|OSIRIS|Lucy|Psyche|Deep Impact|Stardust|NEAR|JUICE|Europa|Hera|DART"
)
ORBITS = {
    "LEO": "Low Earth Orbit",
    "SSO": "Sun-Synchronous Orbit",
    "MEO": "Medium Earth Orbit",
    "HEO": "Elliptical Orbit",
    "GTO": "Geostationary Transfer Orbit",
    "GEO": "Geostationary Orbit",
    "deep space": "Heliocentric N/A",
    "suborbital": "Suborbital",
}
"""Class of an orbit in the log → name in Launch Library."""

NOUNS = {
    "Communications": "Communications satellite",
    "Earth Science": "Earth observation satellite",
    "Navigation": "Navigation satellite",
    "Astrophysics": "Astronomy satellite",
    "Technology": "Technology demonstrator",
    "Planetary Science": "Planetary probe",
    "Lunar Exploration": "Lunar probe",
    "Government/Top Secret": "Military satellite",
}
AIMS = {
    "Low Earth Orbit": "low Earth orbit",
    "Polar Orbit": "polar orbit",
    "Sun-Synchronous Orbit": "Sun-synchronous orbit",
    "Medium Earth Orbit": "medium Earth orbit",
    "Elliptical Orbit": "an elliptical orbit",
    "Geostationary Transfer Orbit": "geostationary transfer orbit",
    "Geosynchronous Transfer Orbit": "geosynchronous transfer orbit",
    "Geostationary Orbit": "geostationary orbit",
    "Heliocentric N/A": "heliocentric orbit",
    "Trans Lunar Injection": "a path to the Moon",
    "Lunar Orbit": "lunar orbit",
    "Lunar flyby": "a path past the Moon",
    "Deep Space": "deep space",
    "Sun-Earth L2": "the Lagrange point L2",
}

FAILED_STAGE = re.compile(r"stage (?P<stage>\d)(?:: (?P<kind>[a-z ]+))?(?:;|$)")
KINDS_OF_FAILURE = {
    "propulsion": "{} failed because of its propulsion.",
    "guidance": "{} failed because of its guidance.",
    "ignition": "{} did not ignite as planned.",
    "restart": "{} did not restart as planned.",
    "separation or structure": "{} failed in separation or structure.",
    "electrical": "{} had an electrical fault.",
}
OTHER_FAILURES = {
    "payload fairing": "The payload fairing failed.",
    "fairing or final separation": "The fairing or the separation of the payload failed.",
    "exploded on the pad": "The vehicle exploded on the pad.",
    "Lightning strike": "The vehicle was struck by lightning.",
    "No payload sep": "The payload did not separate.",
    "engine shut down at lift-off": "An engine shut down at liftoff.",
    "Deployment failures": "Payloads were not deployed as planned.",
}


def mission_name(launch: Fact) -> str:
    """The name of the mission of a launch of the log: that of Launch Library where it is recorded."""
    recorded = launch.get("ll2_mission") or str(launch.get("ll2_name", "")).partition(" | ")[2]
    if recorded:
        return " ".join(recorded.split())
    own = str(launch.get("mission", ""))
    if own and (NAMED_BY_MISSION.match(own) or launch["vehicle"].startswith(OF_SMALL_LAUNCHERS)):
        return own
    named = launch.get("name") or next(iter(launch.get("payloads", ())), "Unknown Payload")
    cleaned = " ".join(named.strip("- ").replace("[", "").replace("]", "").split())
    return cleaned or "Unknown Payload"


def mission_type(launch: Fact, name: str) -> str:
    """The type of the mission of a launch of the log; `Unknown` where the log does not determine it."""
    recorded: str | None = launch.get("ll2_mission_type")
    if recorded is not None:
        return recorded
    military = str(launch.get("customer", "")).endswith("Military")
    text = f"{name} {launch.get('mission', '')}"
    if launch.get("orbit") in {"BEO", "deep space"}:
        if MOON.search(text):
            return "Lunar Exploration"
        if PLANETS.search(text):
            return "Planetary Science"
    elif NAVIGATION.search(text):
        return "Navigation"
    payload = launch.get("payload_class", "")
    found = next((kind for pattern, kind in TYPES if pattern.search(payload)), "Unknown")
    if found == "Observation":
        return "Government/Top Secret" if military else "Earth Science"
    return found


def orbit_name(launch: Fact, name: str) -> str:
    """The name of the orbit that a launch of the log aims at."""
    orbit, operational = launch.get("orbit"), str(launch.get("op_orbit", ""))
    if orbit == "BEO":
        text = f"{name} {launch.get('mission', '')}"
        return (
            "Trans Lunar Injection"
            if MOON.search(text)
            else "Heliocentric N/A"
            if PLANETS.search(text)
            else "Deep Space"
        )
    if orbit == "LEO" and operational.endswith("/P"):
        return "Polar Orbit"
    return ORBITS.get(str(orbit), "Unknown")


def description(launch: Fact, kind: str, orbit: str) -> str:
    """`Communications satellite into geostationary transfer orbit: Satcom C5.`"""
    payloads = [" ".join(str(name).split()) for name in launch.get("payloads", ())]
    number = max(launch.get("payload_count", len(payloads)), len(payloads))
    noun = NOUNS.get(kind, "Payload")
    what = noun if number <= 1 else f"{number} payloads"
    aim = " on a suborbital path" if orbit == "Suborbital" else f" into {AIMS[orbit]}" if orbit in AIMS else ""
    named = payloads if len(payloads) <= MAX_NAMES and number == len(payloads) else payloads[:MAX_NAMES]
    if number > len(named) and named:
        named = [*named, f"{number - len(named)} more"]
    return f"{what}{aim}{f': {listed(named)}' if named else ''}."


def failure(launch: Fact) -> str | None:
    """One sentence on why a launch failed; None if the cause is not known."""
    cause = launch.get("cause")
    if cause is None or launch["outcome"] == "success":
        return None
    match = FAILED_STAGE.match(cause)
    if match is not None:
        stage = "A booster" if match["stage"] == "0" else f"Stage {match['stage']}"
        return KINDS_OF_FAILURE.get(str(match["kind"]), "{} failed for an unknown reason.").format(stage)
    return next((text for start, text in OTHER_FAILURES.items() if cause.startswith(start)), None)


def values_of(launch: Fact, vocabulary: Vocabulary) -> Values:
    """The values of the mission of a launch of the log."""
    name = mission_name(launch)
    kind, orbit = mission_type(launch, name), launch.get("ll2_orbit") or orbit_name(launch, name)
    return {
        "name": name,
        "type": vocabulary.mission_types[kind],
        "description": description(launch, kind, orbit),
        "orbit": vocabulary.orbits[orbit],
        "agencies": sorted(launch.get("ll2_agency_ids", [])),
    }
