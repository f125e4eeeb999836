"""Compares dates of expeditions, programs and first flights with the log and with published dates.

`BEGAN` is from general knowledge, independent of the log that gives the instants in the catalogue. NASA's page of each
expedition can confirm it
(https://www.nasa.gov/international-space-station/space-station-expeditions/).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from .errors import FactError
from .records import Catalogue, Record

ISS = 4
LAST = "9999"

BEGAN = """
2000-11-02 2001-03-19 2001-08-20 2001-12-15 2002-06-15 2002-12-02 2003-05-03 2003-10-27 2004-04-29 2004-10-23
2005-04-24 2005-10-10 2006-04-08 2006-09-28 2007-04-21 2007-10-21 2008-04-19 2008-10-24 2009-04-08 2009-05-29
2009-10-11 2009-12-01 2010-03-18 2010-06-02 2010-09-25 2010-11-26 2011-03-16 2011-05-23 2011-09-16 2011-11-21
2012-04-27 2012-07-01 2012-09-16 2012-11-18 2013-03-15 2013-05-13 2013-09-10 2013-11-10 2014-03-11 2014-05-13
2014-09-10 2014-11-10 2015-03-11 2015-06-11 2015-09-11 2015-12-11 2016-03-02 2016-06-18 2016-09-06 2016-10-30
2017-04-10 2017-06-02 2017-09-02 2017-12-14 2018-02-27 2018-06-03 2018-10-04 2018-12-20 2019-03-15 2019-06-24
2019-10-03 2020-02-06 2020-04-17 2020-10-21 2021-04-17 2021-10-17 2022-03-30 2022-09-29 2023-03-28 2023-09-27
2024-04-06 2024-09-23 2025-04-19 2025-12-09
""".split()  # noqa: SIM905 - days read better as a table
"""The day, in UTC, on which each expedition of the International Space Station began, in order."""


def check_expeditions(catalogue: Catalogue) -> None:
    """Each expedition begins and ends with a docking or departure at its station, or with a launch and its landing;
    those of the International Space Station begin on the published day. Each member was in space during it.
    """
    tables = catalogue.tables
    moments = _moments(tables.get("docking_events", {}))
    flights = {
        (tables["launches"][flight.values["launch"]].values["net"], flight.values.get("mission_end"))
        for flight in tables.get("spacecraft_flights", {}).values()
    }
    stays = _Stays(catalogue)
    for record in tables.get("expeditions", {}).values():
        values = record.values
        name, start, end = values["name"], values["start"], values.get("end")
        for moment in () if (start, end) in flights else (start, end):
            if moment and (values["spacestation"], moment) not in moments:
                raise FactError(record.where, f"{name}: nothing docked or departed at {moment}")
        number = str(name).removeprefix("Expedition ")
        if values["spacestation"] == ISS and BEGAN[int(number) - 1] != start[:10]:
            raise FactError(record.where, f"{name} began at {start} and on {BEGAN[int(number) - 1]}")
        for seat in values.get("crew", ()):
            astronaut = tables["astronaut_flights"][seat].values["astronaut"]
            if not stays.touch(astronaut, start, end or LAST):
                raise FactError(record.where, f"{name}: astronaut {astronaut} was not in space during it")


def check_programs(catalogue: Catalogue) -> None:
    """No launch of a program is before its start or after its end, and no flight of it ends later."""
    programs, tables = catalogue.tables.get("programs", {}), catalogue.tables
    ends: defaultdict[str, list[str]] = defaultdict(list)
    for flight in tables.get("spacecraft_flights", {}).values():
        values = flight.values
        ends[values["launch"]].append(str(values.get("mission_end") or values.get("mission_end_date") or "")[:10])
    for pk, launch in tables.get("launches", {}).items():
        day, name = launch.values["net"][:10], launch.values["name"]
        last = max([day, *ends[pk]])
        for key in launch.values.get("program", ()):
            program = programs[key]
            start, end = program.values.get("start_date") or "", program.values.get("end_date") or LAST
            if day < start[:10] or last > end[:10]:
                raise FactError(program.where, f"{program.values['name']}: {name} flew from {day} to {last}")


def check_maiden_flights(catalogue: Catalogue) -> None:
    """No configuration was launched before its first flight."""
    tables = catalogue.tables
    for launch in tables.get("launches", {}).values():
        rocket = tables["rockets"][launch.values["rocket"]] if launch.values.get("rocket") else None
        if rocket:
            _not_before(tables["launcher_configurations"][rocket.values["configuration"]], launch)
    for flight in tables.get("spacecraft_flights", {}).values():
        craft = tables["spacecraft"][flight.values["spacecraft"]]
        configuration = tables["spacecraft_configurations"][craft.values["spacecraft_config"]]
        _not_before(configuration, tables["launches"][flight.values["launch"]])


def _not_before(configuration: Record, launch: Record) -> None:
    first, net = configuration.values.get("maiden_flight"), launch.values["net"]
    if first and net[:10] < first:
        raise FactError(configuration.where, f"its maiden flight was on {first}, and it was launched at {net}")


def _moments(events: Mapping[Any, Record]) -> set[tuple[int | None, str | None]]:
    """Station and instant of each docking and each departure."""
    return {
        (event.values.get("space_station_target"), event.values.get(moment))
        for event in events.values()
        for moment in ("docking", "departure")
    }


class _Stays:
    """When each astronaut was in space: from launches in a `launch_crew` to ends of flights in a `landing_crew`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.ups: defaultdict[int, list[str]] = defaultdict(list)
        self.downs: defaultdict[int, list[str]] = defaultdict(list)
        tables = catalogue.tables
        for flight in tables.get("spacecraft_flights", {}).values():
            values = flight.values
            for who in self._people(catalogue, values.get("launch_crew", ())):
                self.ups[who].append(tables["launches"][values["launch"]].values["net"])
            for who in self._people(catalogue, values.get("landing_crew", ())):
                self.downs[who].append(values.get("mission_end") or values.get("mission_end_date") or LAST)

    def touch(self, astronaut: int, start: str, end: str) -> bool:
        """Whether the astronaut was in space at some time between two instants."""
        for up in self.ups[astronaut]:
            down = min((down for down in self.downs[astronaut] if down > up), default=LAST)
            if up < end and down > start:
                return True
        return False

    @staticmethod
    def _people(catalogue: Catalogue, seats: list[int]) -> Iterator[int]:
        return (catalogue.tables["astronaut_flights"][seat].values["astronaut"] for seat in seats)
