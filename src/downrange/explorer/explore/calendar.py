"""`/explore/launches.ics`: the upcoming launches as a calendar to subscribe to (RFC 5545), with the filters of the API.

A launch keeps its UID, and its `SEQUENCE` grows with each change, so a calendar moves the entry and does not add one.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.http import QueryDict

from downrange.api.query import ListQuery
from downrange.api.select import select_page
from downrange.api.v230 import CONTRACT
from downrange.catalog import models

from .launches import api_parameters
from .links import page_of
from .visit import Answer, Visit
from .words import TO_THE_MINUTE, moment

ENTRIES = 100
"""Launches of a feed, unless a limit is given."""
MAX_OCTETS = 75
"""Of a line, without its end (RFC 5545, 3.1)."""
HOUR = timedelta(hours=1)
STARTED = datetime(2000, 1, 1, tzinfo=UTC)
"""`SEQUENCE` counts minutes since then: it is a whole number that fits into 31 bits until 6083."""
BY_HOUR = (*TO_THE_MINUTE, "Hour")


def selected(visit: Visit) -> list[models.Launch]:
    """The upcoming launches that the API's parameters select. Raises its errors."""
    parameters = QueryDict(mutable=True)
    parameters["limit"] = str(visit.parameters.get("limit") or ENTRIES)
    for name, values in api_parameters(visit.parameters).items():
        parameters.setlist(name, values)
    listed = CONTRACT.lists["launches/upcoming"]
    _, keys = select_page(listed, ListQuery.read(listed, parameters), visit.snapshot, visit.selections)
    found = models.Launch.objects.select_related(
        "status", "net_precision", "launch_service_provider", "rocket__configuration", "pad__location", "mission"
    ).in_bulk(keys)
    return [found[key] for key in keys if key in found]


def upcoming(visit: Visit) -> Answer:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Downrange//Upcoming launches//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Upcoming launches",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for launch in selected(visit):
        lines += _event(launch, visit)
    lines.append("END:VCALENDAR")
    body = "".join(f"{_folded(line)}\r\n" for line in lines)
    return Answer(body.encode(), "text/calendar; charset=utf-8")


def _event(launch: models.Launch, visit: Visit) -> Iterator[str]:
    precision = launch.net_precision.name if launch.net_precision else "Minute"
    yield "BEGIN:VEVENT"
    yield f"UID:{launch.pk}@launches.downrange"
    yield f"SEQUENCE:{max(0, (launch.last_updated - STARTED) // timedelta(minutes=1))}"
    yield f"DTSTAMP:{_instant(launch.last_updated)}"
    yield f"LAST-MODIFIED:{_instant(launch.last_updated)}"
    if precision in BY_HOUR:
        yield f"DTSTART:{_instant(launch.net)}"
        yield f"DTEND:{_instant(max(launch.window_end, launch.net + HOUR))}"
    else:  # the day, or a day of the month that is known
        yield f"DTSTART;VALUE=DATE:{launch.net:%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    status = launch.status.name if launch.status else ""
    yield f"STATUS:{'CONFIRMED' if status == 'Go for Launch' else 'TENTATIVE'}"
    yield f"SUMMARY:{_escaped(launch.name)}"
    said = [f"NET {moment(launch.net, precision)}", status]
    said += [launch.launch_service_provider.name] if launch.launch_service_provider else []
    said += [launch.mission.description] if launch.mission and launch.mission.description else []
    yield f"DESCRIPTION:{_escaped(chr(10).join(filter(None, said)))}"
    if launch.pad:
        place = f", {launch.pad.location.name}" if launch.pad.location else ""
        yield f"LOCATION:{_escaped(launch.pad.name + place)}"
        if launch.pad.latitude is not None and launch.pad.longitude is not None:
            yield f"GEO:{launch.pad.latitude:.6f};{launch.pad.longitude:.6f}"
    yield f"URL:{visit.origin}{page_of(launch)}"
    yield "END:VEVENT"


def _instant(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """A text as RFC 5545, 3.3.11 has it."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, escaped)
    return "".join(character for character in text if character >= " " or character == "\t")


def _folded(line: str) -> str:
    """A line cut into parts of at most 75 octets, none of them in the middle of a character."""
    parts, part, octets = [], "", 0
    for character in line:
        size = len(character.encode(errors="replace"))
        if octets + size > MAX_OCTETS:
            parts.append(part)
            part, octets = " ", 1
        part, octets = part + character, octets + size
    return "\r\n".join((*parts, part))
