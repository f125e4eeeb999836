"""The `source` and `license` in the header of each file."""

from . import kinds

AS_OF = "2026-09-28"

GCAT = (
    "General Catalog of Artificial Space Objects (GCAT) by Jonathan C. McDowell, https://planet4589.org/space/gcat;"
    " selected, corrected and supplemented for Downrange"
)
CREWS = (
    "Wikidata and facts of Wikipedia's infoboxes; corrected for Downrange, supplemented with public knowledge (seats,"
    " roles, days of birth and death, type, agency, status)"
)
LAUNCH_LIBRARY = "ids, names and links as in Launch Library by The Space Devs; compiled for Downrange"
OWN = "general knowledge, compiled for Downrange"
ISO = "ISO 3166-1; ids as in Launch Library by The Space Devs where known; compiled for Downrange"
EVENTS = (
    "ids, names, instants and links as in Launch Library by The Space Devs, as recorded at the end of 2020;"
    " supplemented with public knowledge (later instants, future events); compiled for Downrange"
)
NAMES = "names by Downrange; ids below 10001 as in Launch Library by The Space Devs"

CC_BY = "CC BY 4.0"
MIT = "MIT"

SOURCES = {
    "agencies": (f"ids and names as in Launch Library by The Space Devs; organizations that it lacks: {GCAT}", CC_BY),
    "spacecraft_configuration_families": (
        f"{GCAT}; descriptions of Soyuz, Progress, Cygnus and Dragon are Launch Library's, by The Space Devs",
        "CC BY 4.0, but for those four descriptions",
    ),
    "astronauts": (CREWS, "CC0 1.0; what was added: MIT"),
    "astronaut_flights": (CREWS, "CC0 1.0; what was added: MIT"),
    "countries": (ISO, MIT),
    "events": (EVENTS, MIT),
    "expeditions": (f"names and crews compiled for Downrange; times of docking and departure: {GCAT}", CC_BY),
    "languages": ("ISO 639-1; compiled for Downrange", MIT),
    "mission_patches": (
        "links to pictures at Wikimedia Commons, compiled for Downrange; no picture is shipped",
        "each picture has its own licence, see its page at Wikimedia Commons",
    ),
    "net_precisions": (NAMES, MIT),
    "payload_types": (NAMES, MIT),
    "program_types": (NAMES, MIT),
    "image_licenses": (LAUNCH_LIBRARY, MIT),
    "images": (
        "links to pictures as in Launch Library by The Space Devs; no picture is shipped",
        "each picture has its own credit and licence, see its record",
    ),
}
FROM_GCAT = {
    "docking_events",
    "docking_locations",
    "first_stages",
    "landing_locations",
    "landings",
    "launcher_configurations",
    "launchers",
    "launches",
    "locations",
    "missions",
    "pads",
    "payload_flights",
    "payloads",
    "rockets",
    "space_stations",
    "spacecraft",
    "spacecraft_configurations",
    "spacecraft_flights",
}
OWN_TABLES = {"celestial_bodies", "mission_types", "orbits", *kinds.NAMES}
OWN_TABLES |= {"landing_types", "programs", "spacewalks", "timeline_event_types", "updates"}


def source_of(table: str) -> tuple[str, str]:
    """Source and licence of one table."""
    if table in SOURCES:
        return SOURCES[table]
    if table in FROM_GCAT:
        return GCAT, CC_BY
    return (OWN, MIT) if table in OWN_TABLES else (LAUNCH_LIBRARY, MIT)
