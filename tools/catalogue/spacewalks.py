"""Spacewalks whose start and end are certain: a selection, not a list of all.

Times are from hatch open to hatch closed for Apollo, and from battery power to the start of repressurisation, to the
minute, aboard the Shuttle and the International Space Station. From general knowledge, not copied from a
document. It can be confirmed in NASA, "Apollo by the Numbers", "Walking to Olympus" and reports of each spacewalk
(https://www.nasa.gov/international-space-station/space-station-spacewalks/), and reports of CMSA and SpaceX.
"""

from collections.abc import Mapping
from typing import NamedTuple

from .aboard import Aboard
from .records import Catalogue

MOON = {
    "Apollo 11 CSM": "Sea of Tranquility, Moon",
    "Apollo 12 CSM": "Ocean of Storms, Moon",
    "Apollo 14 CSM": "Fra Mauro, Moon",
    "Apollo 15 CSM": "Hadley–Apennine, Moon",
    "Apollo 16 CSM": "Descartes Highlands, Moon",
    "Apollo 17 CSM": "Taurus–Littrow, Moon",
}
ISS, TIANGONG, HOME = "International Space Station", "Tiangong space station", "Between the Moon and Earth"


class Walker(NamedTuple):
    """A spacewalker, and the mission of arrival."""

    mission: str
    name: str


class Walk(NamedTuple):
    """One spacewalk, with its expedition if it belongs to one."""

    name: str
    start: str
    end: str
    location: str
    crew: tuple[Walker, ...]
    expedition: str | None = None


def _walk(name: str, start: str, end: str, location: str, mission: str, *names: str) -> Walk:
    """A spacewalk of people of one mission."""
    return Walk(name, start, end, location, tuple(Walker(mission, walker) for walker in names))


def _moonwalk(number: int, start: str, end: str, mission: str, *names: str) -> Walk:
    return _walk(f"{mission.removesuffix(' CSM')} EVA-{number}", start, end, MOON[mission], mission, *names)


def _of(expedition: str, location: str, start: str, end: str, *crew: Walker) -> Walk:
    """A spacewalk of an expedition, named after its date."""
    return Walk(f"{expedition} EVA, {start[:10]}", start, end, location, crew, expedition)


def _iss(number: int, start: str, end: str, *crew: Walker) -> Walk:
    return _of(f"Expedition {number}", ISS, start, end, *crew)


def _tiangong(number: int, start: str, end: str, *names: str) -> Walk:
    mission = f"Shenzhou {number}"
    return _of(mission, TIANGONG, start, end, *(Walker(mission, name) for name in names))


ALDRIN = ("Neil Armstrong", "Edwin Aldrin")
BEAN = ("Pete Conrad", "Alan Bean")
MITCHELL = ("Alan Shepard", "Edgar Mitchell")
IRWIN = ("David Scott", "James Irwin")
DUKE = ("John Young", "Charles Duke")
SCHMITT = ("Eugene Cernan", "Harrison Schmitt")

EARLY = (
    _walk("Voskhod 2 EVA", "1965-03-18 08:34:51", "1965-03-18 08:47:00", "Voskhod 2", "Voskhod-2", "Alexei Leonov"),
    _walk("Gemini 4 EVA", "1965-06-03 19:46", "1965-06-03 20:06", "Gemini 4", "Gemini IV", "Edward White"),
    _moonwalk(1, "1969-07-21 02:39:33", "1969-07-21 05:11:13", "Apollo 11 CSM", *ALDRIN),
    _moonwalk(1, "1969-11-19 11:32:35", "1969-11-19 15:28:38", "Apollo 12 CSM", *BEAN),
    _moonwalk(2, "1969-11-20 03:54:45", "1969-11-20 07:44:00", "Apollo 12 CSM", *BEAN),
    _moonwalk(1, "1971-02-05 14:42:13", "1971-02-05 19:30:03", "Apollo 14 CSM", *MITCHELL),
    _moonwalk(2, "1971-02-06 08:11:15", "1971-02-06 12:45:56", "Apollo 14 CSM", *MITCHELL),
    _moonwalk(1, "1971-07-31 13:12:17", "1971-07-31 19:44:59", "Apollo 15 CSM", *IRWIN),
    _moonwalk(2, "1971-08-01 11:48:48", "1971-08-01 19:01:02", "Apollo 15 CSM", *IRWIN),
    _moonwalk(3, "1971-08-02 08:52:14", "1971-08-02 13:42:04", "Apollo 15 CSM", *IRWIN),
    _walk("Apollo 15 EVA-4", "1971-08-05 15:31:12", "1971-08-05 16:10:19", HOME, "Apollo 15 CSM", "Alfred Worden"),
    _moonwalk(1, "1972-04-21 16:47:38", "1972-04-21 23:58:40", "Apollo 16 CSM", *DUKE),
    _moonwalk(2, "1972-04-22 16:33:35", "1972-04-22 23:56:44", "Apollo 16 CSM", *DUKE),
    _moonwalk(3, "1972-04-23 15:25:28", "1972-04-23 21:05:31", "Apollo 16 CSM", *DUKE),
    _walk("Apollo 16 EVA-4", "1972-04-25 20:33:46", "1972-04-25 21:57:28", HOME, "Apollo 16 CSM", "Ken Mattingly"),
    _moonwalk(1, "1972-12-11 23:54:49", "1972-12-12 07:06:42", "Apollo 17 CSM", *SCHMITT),
    _moonwalk(2, "1972-12-12 23:28:06", "1972-12-13 07:05:02", "Apollo 17 CSM", *SCHMITT),
    _moonwalk(3, "1972-12-13 22:25:48", "1972-12-14 05:40:56", "Apollo 17 CSM", *SCHMITT),
    _walk("Apollo 17 EVA-4", "1972-12-17 20:27:40", "1972-12-17 21:33:24", HOME, "Apollo 17 CSM", "Ronald Evans"),
)

STS_88 = ("Endeavour (STS-88)", "Jerry Ross", "James Newman")
STS_88_WALKS = (
    _walk("STS-88 EVA-1", "1998-12-07 22:10", "1998-12-08 05:31", ISS, *STS_88),
    _walk("STS-88 EVA-2", "1998-12-09 20:33", "1998-12-10 03:35", ISS, *STS_88),
    _walk("STS-88 EVA-3", "1998-12-12 20:33", "1998-12-13 03:32", ISS, *STS_88),
)

WHEELOCK = Walker("Soyuz TMA-19", "Douglas Wheelock")
CALDWELL_DYSON = Walker("Soyuz TMA-18", "Tracy Caldwell Dyson")
CASSIDY_2013 = Walker("Soyuz TMA-08M", "Christopher Cassidy")
PARMITANO_2013 = Walker("Soyuz TMA-09M", "Luca Parmitano")
VIRTS = Walker("Soyuz TMA-15M", "Terry Virts")
WILMORE_2015 = Walker("Soyuz TMA-14M", "Barry Wilmore")
KELLY = Walker("Soyuz TMA-16M", "Scott Kelly")
LINDGREN = Walker("Soyuz TMA-17M", "Kjell N. Lindgren")
KOCH = Walker("Soyuz MS-12", "Christina Koch")
MEIR = Walker("Soyuz MS-15", "Jessica Meir")
MORGAN, PARMITANO = Walker("Soyuz MS-13", "Andrew R. Morgan"), Walker("Soyuz MS-13", "Luca Parmitano")
CASSIDY = Walker("Soyuz MS-16", "Christopher Cassidy")
BEHNKEN = Walker("Dragon Endeavour (SpX DM-2)", "Robert Behnken")
PESQUET = Walker("Dragon Endeavour (Crew-2)", "Thomas Pesquet")
KIMBROUGH = Walker("Dragon Endeavour (Crew-2)", "Robert Kimbrough")
HAGUE = Walker("Dragon Freedom (Crew-9)", "Nick Hague")
WILLIAMS, WILMORE = Walker("Calypso", "Sunita Williams"), Walker("Calypso", "Barry Wilmore")
MCCLAIN, AYERS = (Walker("Dragon Endurance (Crew-10)", name) for name in ("Anne McClain", "Nichole Ayers"))

STATION = (
    _iss(24, "2010-08-07 11:19", "2010-08-07 19:22", WHEELOCK, CALDWELL_DYSON),
    _iss(24, "2010-08-11 12:27", "2010-08-11 19:53", WHEELOCK, CALDWELL_DYSON),
    _iss(24, "2010-08-16 10:20", "2010-08-16 17:40", WHEELOCK, CALDWELL_DYSON),
    _iss(36, "2013-07-09 12:02", "2013-07-09 18:09", CASSIDY_2013, PARMITANO_2013),
    _iss(36, "2013-07-16 11:57", "2013-07-16 13:29", CASSIDY_2013, PARMITANO_2013),
    _iss(42, "2015-02-21 12:45", "2015-02-21 19:26", WILMORE_2015, VIRTS),
    _iss(42, "2015-02-25 11:51", "2015-02-25 18:34", WILMORE_2015, VIRTS),
    _iss(42, "2015-03-01 11:52", "2015-03-01 17:30", WILMORE_2015, VIRTS),
    _iss(45, "2015-10-28 12:03", "2015-10-28 19:19", KELLY, LINDGREN),
    _iss(45, "2015-11-06 11:22", "2015-11-06 19:10", KELLY, LINDGREN),
    _iss(61, "2019-10-06 11:39", "2019-10-06 18:40", KOCH, MORGAN),
    _iss(61, "2019-10-11 11:38", "2019-10-11 18:23", KOCH, MORGAN),
    _iss(61, "2019-10-18 11:38", "2019-10-18 18:55", KOCH, MEIR),
    _iss(61, "2019-11-15 11:39", "2019-11-15 18:18", PARMITANO, MORGAN),
    _iss(61, "2019-11-22 12:02", "2019-11-22 18:35", PARMITANO, MORGAN),
    _iss(61, "2019-12-02 11:31", "2019-12-02 17:33", PARMITANO, MORGAN),
    _iss(61, "2020-01-15 11:35", "2020-01-15 19:04", KOCH, MEIR),
    _iss(61, "2020-01-20 11:33", "2020-01-20 18:31", KOCH, MEIR),
    _iss(61, "2020-01-25 12:04", "2020-01-25 18:20", PARMITANO, MORGAN),
    _iss(63, "2020-06-26 11:32", "2020-06-26 17:39", CASSIDY, BEHNKEN),
    _iss(63, "2020-07-01 11:13", "2020-07-01 17:14", CASSIDY, BEHNKEN),
    _iss(63, "2020-07-16 11:10", "2020-07-16 17:10", CASSIDY, BEHNKEN),
    _iss(63, "2020-07-21 11:12", "2020-07-21 16:41", CASSIDY, BEHNKEN),
    _iss(65, "2021-06-16 12:11", "2021-06-16 19:26", PESQUET, KIMBROUGH),
    _iss(65, "2021-06-20 11:42", "2021-06-20 18:10", PESQUET, KIMBROUGH),
    _iss(65, "2021-06-25 11:52", "2021-06-25 18:37", PESQUET, KIMBROUGH),
    _iss(72, "2025-01-16 13:01", "2025-01-16 19:01", HAGUE, WILLIAMS),
    _iss(72, "2025-01-30 12:43", "2025-01-30 18:09", WILLIAMS, WILMORE),
    _iss(73, "2025-05-01 13:05", "2025-05-01 18:49", MCCLAIN, AYERS),
    _tiangong(12, "2021-07-04 00:11", "2021-07-04 06:57", "Liu Boming", "Tang Hongbo"),
    _tiangong(12, "2021-08-20 00:38", "2021-08-20 06:33", "Nie Haisheng", "Liu Boming"),
    _tiangong(13, "2021-11-07 10:51", "2021-11-07 17:16", "Zhai Zhigang", "Wang Yaping"),
    _tiangong(13, "2021-12-26 10:44", "2021-12-26 16:55", "Zhai Zhigang", "Ye Guangfu"),
    _tiangong(14, "2022-09-01 10:26", "2022-09-01 16:33", "Chen Dong", "Liu Yang"),
    _tiangong(14, "2022-09-17 05:35", "2022-09-17 09:47", "Chen Dong", "Cai Xuzhe"),
    _tiangong(14, "2022-11-17 03:16", "2022-11-17 08:50", "Chen Dong", "Cai Xuzhe"),
    _tiangong(19, "2024-12-17 04:51", "2024-12-17 13:57", "Cai Xuzhe", "Song Lingdong"),
)

POLARIS_DAWN = _walk(
    "Polaris Dawn EVA",
    "2024-09-12 10:12",
    "2024-09-12 11:58",
    "Crew Dragon Resilience",
    "Polaris Dawn",
    "Jared Isaacman",
    "Sarah Gillis",
)
WALKS = (*EARLY, *STS_88_WALKS, *STATION, POLARIS_DAWN)


def instant(text: str) -> str:
    """`1969-07-21 02:39:33`, or without seconds, in the format of the files."""
    day, time = text.split()
    return f"{day}T{time}{':00' if time.count(':') == 1 else ''}Z"


def add_spacewalks(catalogue: Catalogue, seats: Aboard, expeditions: Mapping[str, int]) -> None:
    """Add every spacewalk with the seats of its crew."""
    for walk in WALKS:
        values = {
            "name": walk.name,
            "start": instant(walk.start),
            "end": instant(walk.end),
            "location": walk.location,
            "expedition": walk.expedition and expeditions[walk.expedition],
            "crew": [seat for walker in walk.crew for seat in seats.seats(walker.mission, [walker.name])],
        }
        catalogue.own("spacewalks", walk.name, values)
