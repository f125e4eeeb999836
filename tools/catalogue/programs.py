"""Programs, and the rules that assign flights to them: by configuration, destination or mission.

A program starts on the day of its decree or of its first launch, and ends with its last mission. If sources do not
agree on a day, the date is null. From general knowledge, not copied from a document. The article in a program's `wiki`,
and its `document` if there is one, can confirm it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from .agencies import Agencies
from .facts import Fact
from .kinds import Kinds
from .records import Catalogue
from .returns import short_name

HUMAN_SPACEFLIGHT, COMMUNICATION, NAVIGATION, EARTH_OBSERVATION = 2, 3, 4, 8
WIKI = "https://en.wikipedia.org/wiki/"
SOYUZ = frozenset({1, 42, 10001, 10002, 10003, 38})
LUNAR_SOYUZ = frozenset(
    (
        *("Soyuz 7K-L1S No.1", "Soyuz 7K-L1S No.2", "Soyuz 7K-L1E No.1", "Kosmos-382"),
        *("Soyuz 7K-LOK No.1", "Soyuz 7K-LOK No.2"),
    )
)
ZOND = frozenset({"Kosmos-146", "Kosmos-154", "Zond-4", "Zond-5", "Zond-6", "Zond-7", "Zond-8"}) | frozenset(
    {"[Zond-4]", "[Zond-5]", "[Zond-7]"}
)
ISS = "International Space Station"
AXIOM = frozenset({"Axiom Ax-1", "Axiom Ax-2", "Axiom Ax-3", "Axiom Ax-4"})
DEMONSTRATIONS = frozenset({"Dragon C1", "Dragon C2", "SS G. David Low"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program. A flight belongs to it if its mission is listed. It also belongs to it if its configuration and its
    destination are listed and its mission is not in `but`; one of the two lists may be empty, and then admits all.
    """

    agencies: tuple[str | int, ...]
    start: str | None
    end: str | None = None
    wiki: str
    document: str | None = None
    description: str
    type: str | int = HUMAN_SPACEFLIGHT
    configurations: frozenset[int] = frozenset()
    destinations: frozenset[str] = frozenset()
    missions: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()

    @property
    def source(self) -> str:
        """The titles of the documents that can confirm the program."""
        wikipedia = f'Wikipedia, "{self.wiki.replace("_", " ")}"'
        return f"{wikipedia}; {self.document}" if self.document else wikipedia

    def has(self, mission: str, configuration: int, destination: str | None) -> bool:
        """Whether a flight belongs to the program."""
        if mission in self.missions or mission in self.but:
            return mission in self.missions
        if not (self.configurations or self.destinations):
            return False
        of_kind = not self.configurations or configuration in self.configurations
        return of_kind and (not self.destinations or destination in self.destinations)


ENERGIA, ROSCOSMOS, NASA, CNSA, SPACEX, BOEING, NORTHROP, JAXA, ESA, USSF = (
    1000, 63, 44, 17, 121, 80, 257, 37, 27, 1041,
)  # fmt: skip
ISRO, CASC, AXIOM_SPACE, AMAZON, EUTELSAT_ONEWEB = 31, 88, 1022, 1058, 1081

KNOWN = {
    "SpaceX Starship": 1,
    "Mercury": 2,
    "Gemini": 3,
    "Apollo": 4,
    "Commercial Crew Program": 5,
    "Space Shuttle": 6,
    "Shenzhou": 7,
    "Soyuz": 8,
    "Vostok": 9,
    "Voskhod": 10,
    "Commercial Resupply Services": 11,
    "Shuttle–Mir": 12,
    "Skylab": 13,
    "Artemis": 15,
    "Mir": 16,
    "International Space Station": 17,
    "Chinese Lunar Exploration Program": 18,
    "Tiangong space station": 19,
    "Gaganyaan": 21,
    "Copernicus": 22,
    "Starlink": 25,
    "OneWeb": 26,
    "Amazon Leo": 27,
    "Global Positioning System": 29,
    "Galileo": 30,
    "Axiom Private Spaceflight": 32,
}
"""Programs by name → their ids in Launch Library, as far as they are known."""

PROGRAMS = {
    "Vostok": Program(
        agencies=(ENERGIA,),
        start="1960-05-15",
        end="1963-06-19",
        wiki="Vostok_programme",
        description="The Soviet program that flew the first human in space, Yuri Gagarin, and the first woman.",
        configurations=frozenset({10011}),
    ),
    "Voskhod": Program(
        agencies=(ENERGIA,),
        start="1964-10-06",
        end="1966-03-16",
        wiki="Voskhod_programme",
        description="The Soviet program of the first crew of three and of the first spacewalk.",
        configurations=frozenset({10012}),
    ),
    "Mercury": Program(
        agencies=(NASA,),
        start="1958-10-07",
        end="1963-05-16",
        wiki="Project_Mercury",
        document='NASA SP-4001, "Project Mercury: A Chronology"',
        description="The first American program of human spaceflight, with a capsule for one.",
        configurations=frozenset({11}),
    ),
    "Gemini": Program(
        agencies=(NASA,),
        start="1961-12-07",
        end="1966-11-15",
        wiki="Project_Gemini",
        document='NASA SP-4002, "Project Gemini: A Chronology"',
        description="The American program that practised rendezvous, docking and spacewalks with a capsule for two.",
        configurations=frozenset({12}),
    ),
    "Apollo": Program(
        agencies=(NASA,),
        start="1961-05-25",
        end="1972-12-19",
        wiki="Apollo_program",
        document='NASA SP-4009, "The Apollo Spacecraft: A Chronology"',
        description="The American program that landed twelve people on the Moon between 1969 and 1972.",
        configurations=frozenset({10009, 43}),
        destinations=frozenset({"Suborbital", "Low Earth Orbit", "Deep space", "Lunar orbit", "Moon"}),
        but=frozenset({"Apollo-Soyuz Test Project"}),
    ),
    "Soyuz": Program(
        agencies=(ENERGIA, ROSCOSMOS),
        start="1966-11-28",
        wiki="Soyuz_programme",
        description="The Soviet and Russian program of Soyuz spacecraft, in flight since 1966.",
        configurations=SOYUZ,
        but=ZOND | LUNAR_SOYUZ,
    ),
    "Zond": Program(
        agencies=(ENERGIA,),
        start="1967-03-10",
        end="1970-10-27",
        wiki="Zond_program",
        description="The Soviet program for a flight around the Moon with a crew, which only flew uncrewed.",
        missions=ZOND,
    ),
    "Salyut": Program(
        agencies=(ENERGIA,),
        start="1971-04-19",
        end="1991-02-07",
        wiki="Salyut_programme",
        document='NASA RP-1357, "Mir Hardware Heritage"',
        description="The Soviet program of the first space stations, Salyut 1 to Salyut 7.",
        destinations=frozenset(f"Salyut {number}" for number in range(1, 8)),
        missions=frozenset({"Soyuz-15", "[Soyuz-18]", "Soyuz-23", "Soyuz-25", "Soyuz-33"})
        | {"Soyuz T-8", "[Soyuz T]", "Soyuz T-15"},
    ),
    "Almaz": Program(
        agencies=("KHRU",),
        start="1973-04-03",
        wiki="Almaz",
        document='NASA RP-1357, "Mir Hardware Heritage"',
        description="The Soviet program of military stations, flown as Salyut 2, 3 and 5, and of the TKS spacecraft.",
        destinations=frozenset({"Salyut 3", "Salyut 5"}),
        missions=frozenset({"Soyuz-15", "Soyuz-23", "Kosmos-929", "Kosmos-1267", "Kosmos-1443", "Kosmos-1686"})
        | {"Kosmos-881", "Kosmos-882", "Kosmos-997", "Kosmos-998", "Kosmos-1100", "Kosmos-1101", "[Kosmos]"},
        type="Military",
    ),
    "Skylab": Program(
        agencies=(NASA,),
        start="1973-05-14",
        end="1979-07-11",
        wiki="Skylab",
        document='NASA SP-4011, "Skylab: A Chronology"',
        description="The first American space station and the three crews that worked aboard it.",
        destinations=frozenset({"Skylab"}),
    ),
    "Apollo–Soyuz": Program(
        agencies=(NASA, ENERGIA),
        start="1972-05-24",
        end="1975-07-24",
        wiki="Apollo–Soyuz",
        document='NASA SP-4209, "The Partnership"',
        description="The first joint flight of the United States and the Soviet Union, with its Soviet test flights.",
        missions=frozenset({"Apollo-Soyuz Test Project", "Soyuz-19", "Soyuz-16", "Kosmos-638", "Kosmos-672"}),
    ),
    "Space Shuttle": Program(
        agencies=(NASA,),
        start="1972-01-05",
        end="2011-07-21",
        wiki="Space_Shuttle_program",
        document='NASA, "Space Shuttle Missions Summary"',
        description="The American program of the first reusable spacecraft, with 135 flights of five orbiters.",
        configurations=frozenset({10008}),
    ),
    "Buran": Program(
        agencies=(ENERGIA,),
        start="1976-02-17",
        end="1993-06-30",
        wiki="Buran_programme",
        description="The Soviet program of a reusable orbiter, which flew once, without a crew, in 1988.",
        configurations=frozenset({10015}),
    ),
    "Mir": Program(
        agencies=(ENERGIA, ROSCOSMOS),
        start="1986-02-20",
        end="2001-03-23",
        wiki="Mir",
        document='NASA RP-1357, "Mir Hardware Heritage"',
        description="The Soviet and Russian space station that was assembled in orbit, with the ships that served it.",
        destinations=frozenset({"Mir"}),
    ),
    "Shuttle–Mir": Program(
        agencies=(NASA, ROSCOSMOS),
        start="1994-02-03",
        end="1998-06-12",
        wiki="Shuttle–Mir_program",
        document='NASA SP-4225, "History of Shuttle-Mir"',
        description="The American and Russian program of Shuttle flights to Mir and of Americans in its crews.",
        configurations=frozenset({10008}),
        destinations=frozenset({"Mir"}),
        missions=frozenset({"STS-60", "STS-63", "Soyuz TM-21"}),
    ),
    "International Space Station": Program(
        agencies=(NASA, ROSCOSMOS, JAXA, ESA, "ASC"),
        start="1998-11-20",
        wiki="International_Space_Station_programme",
        description="The station that the United States, Russia, Japan, Europe and Canada built and run together.",
        destinations=frozenset({ISS}),
        missions=frozenset({"Progress M-12M", "Progress M-27M", "Progress MS-04", "Soyuz MS-10"})
        | {"Dragon CRS-7", "SS Deke Slayton", "Starliner OFT"},
    ),
    "Shenzhou": Program(
        agencies=(CNSA, CASC),
        start="1992-09-21",
        wiki="Shenzhou_program",
        description="The Chinese program of crewed flights with the Shenzhou spacecraft.",
        configurations=frozenset({2}),
    ),
    "Tiangong space station": Program(
        agencies=(CNSA, CASC),
        start="2021-04-29",
        wiki="Tiangong_space_station",
        description="The Chinese program that built and runs the Tiangong space station.",
        destinations=frozenset({"Tiangong space station"}),
    ),
    "Chinese Lunar Exploration Program": Program(
        agencies=(CNSA, CASC),
        start="2004-01-24",
        wiki="Chinese_Lunar_Exploration_Program",
        description="The Chinese program of orbiters, landers, rovers and sample returns to the Moon.",
        type="Robotic Exploration",
    ),
    "Gaganyaan": Program(
        agencies=(ISRO,),
        start="2018-08-15",
        wiki="Gaganyaan",
        description="The Indian program of a spacecraft for a crew.",
    ),
    "Copernicus": Program(
        agencies=(ESA,),
        start="2014-04-03",
        wiki="Copernicus_Programme",
        description="The European program of Earth observation, with the Sentinel satellites.",
        type=EARTH_OBSERVATION,
    ),
    "Starlink": Program(
        agencies=(SPACEX,),
        start="2018-02-22",
        wiki="Starlink",
        description="The SpaceX constellation of satellites for access to the Internet.",
        type=COMMUNICATION,
    ),
    "OneWeb": Program(
        agencies=(EUTELSAT_ONEWEB,),
        start="2019-02-27",
        wiki="Eutelsat_OneWeb",
        description="A constellation of satellites for access to the Internet.",
        type=COMMUNICATION,
    ),
    "Amazon Leo": Program(
        agencies=(AMAZON,),
        start="2023-10-06",
        wiki="Amazon_Leo",
        description="The Amazon constellation of satellites for access to the Internet, formerly Project Kuiper.",
        type=COMMUNICATION,
    ),
    "Global Positioning System": Program(
        agencies=("USAF", USSF),
        start="1978-02-22",
        wiki="Global_Positioning_System",
        description="The American constellation of navigation satellites.",
        type=NAVIGATION,
    ),
    "Galileo": Program(
        agencies=(ESA,),
        start="2005-12-28",
        wiki="Galileo_(satellite_navigation)",
        description="The European constellation of navigation satellites.",
        type=NAVIGATION,
    ),
    "Axiom Private Spaceflight": Program(
        agencies=(AXIOM_SPACE,),
        start="2022-04-08",
        wiki="Axiom_Space",
        description="Private flights of Axiom Space to the International Space Station.",
        missions=AXIOM,
    ),
    "Commercial Resupply Services": Program(
        agencies=(NASA, SPACEX, NORTHROP),
        start="2008-12-23",
        wiki="Commercial_Resupply_Services",
        description="The American program that buys cargo flights to the International Space Station from companies.",
        type="Cargo Resupply",
        configurations=frozenset({3, 7, 10006, 19, 10007}),
        but=DEMONSTRATIONS,
    ),
    "Commercial Crew Program": Program(
        agencies=(NASA, SPACEX, BOEING),
        start="2010-02-01",
        wiki="Commercial_Crew_Program",
        description="The American program that buys crewed flights to the International Space Station from companies.",
        configurations=frozenset({6, 10022}),
        destinations=frozenset({ISS}),
        missions=frozenset({"Starliner OFT", "Crew Dragon In-Flight Abort Test"}),
        but=AXIOM,
    ),
    "X-37B": Program(
        agencies=("USAF", USSF),
        start="2010-04-22",
        wiki="Boeing_X-37",
        description="The American military program of an uncrewed reusable spaceplane.",
        type="Military",
        configurations=frozenset({10023}),
    ),
    "Artemis": Program(
        agencies=(NASA, ESA, JAXA, "ASC"),
        start="2017-12-11",
        wiki="Artemis_program",
        description="The American-led program to return people to the Moon, with the Orion spacecraft.",
        missions=frozenset({"Artemis I", "Artemis II"}),
    ),
    "SpaceX Starship": Program(
        agencies=(SPACEX,),
        start=None,
        wiki="SpaceX_Starship",
        description="The SpaceX program of a fully reusable launch vehicle, with test flights from Starbase.",
        configurations=frozenset({26, 46}),
    ),
}

PAYLOADS = {
    "Gemini": ("TDA 3", "TDA 1A", "TDA 6", "TDA 7A"),
    "Apollo–Soyuz": ("Docking Module 2",),
}
"""Program → docking targets that are payloads, by name in the facts."""


def programs_of(mission: str, configuration: int, destination: str | None) -> list[str]:
    """The programs of a flight."""
    name = short_name(mission)
    return [key for key, program in PROGRAMS.items() if program.has(name, configuration, destination)]


class Programs:
    """The ids of programs, by name; links launches, launcher configurations and payloads to them."""

    def __init__(self, catalogue: Catalogue, agencies: Agencies, kinds: Kinds) -> None:
        self.catalogue = catalogue
        catalogue.ledger.reserve("programs", KNOWN.values())
        self.ids: dict[str, int] = {}
        for name, program in PROGRAMS.items():
            kind = program.type
            values = {
                "name": name,
                "wiki_url": WIKI + quote(program.wiki, safe="_()/,'"),
                "description": program.description,
                "agencies": [agencies.code(code) if isinstance(code, str) else code for code in program.agencies],
                "start_date": program.start and f"{program.start}T00:00:00Z",
                "end_date": program.end and f"{program.end}T00:00:00Z",
                "type": kinds.id("program_types", kind) if isinstance(kind, str) else kind,
                "source": program.source,
            }
            pk = KNOWN.get(name) or catalogue.ledger.id("programs", name)
            self.ids[name] = catalogue.add("programs", pk, values)

    def link(self, flights: Mapping[int, Fact], craft: Mapping[int, Fact]) -> None:
        """Add the programs of the launches of flights, of their launchers and of payloads."""
        for flight in flights.values():
            configuration = craft[flight["spacecraft"]]["spacecraft_config"]
            for name in programs_of(flight["mission_name"], configuration, flight["destination"]):
                self.link_launch(flight["launch"], self.ids[name])
        payload_flights = self.catalogue.tables["payload_flights"]
        for name, targets in PAYLOADS.items():
            for target in targets:
                payload = self.catalogue.ledger.id("payloads", target)
                self.catalogue.link("payloads", payload, "program", self.ids[name])
                own = payload_flights[self.catalogue.ledger.id("payload_flights", target)]
                self.link_launch(own.values["launch"], self.ids[name])

    def link_launch(self, launch: str, program: int) -> None:
        """Add a program to a launch and to its launcher."""
        tables = self.catalogue.tables
        self.catalogue.link("launches", launch, "program", program)
        launcher = tables["rockets"][tables["launches"][launch].values["rocket"]].values["configuration"]
        self.catalogue.link("launcher_configurations", launcher, "program", program)
