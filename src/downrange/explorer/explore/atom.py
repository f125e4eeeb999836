"""`/explore/launches.atom`: the upcoming launches as an Atom feed (RFC 4287), with the filters of the API."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from .calendar import selected
from .links import explore_path, page_of
from .visit import Answer, Visit
from .words import moment

NAMESPACE = "http://www.w3.org/2005/Atom"


def upcoming(visit: Visit) -> Answer:
    launches = selected(visit)
    feed = Element("feed", {"xmlns": NAMESPACE})
    own = f"{visit.origin}{explore_path('launches.atom')}"
    query = visit.request.query.decode("latin-1")
    updated = max((launch.last_updated for launch in launches), default=visit.snapshot.changed_at or visit.snapshot.now)
    _texts(feed, id=own + (f"?{query}" if query else ""), title="Upcoming launches", updated=_instant(updated))
    SubElement(feed, "link", {"rel": "self", "href": own + (f"?{query}" if query else "")})
    SubElement(feed, "link", {"rel": "alternate", "href": f"{visit.origin}{explore_path('launches/upcoming/')}"})
    _texts(SubElement(feed, "author"), name="Downrange")
    for launch in launches:
        entry = SubElement(feed, "entry")
        precision = launch.net_precision.name if launch.net_precision else "Minute"
        said = [f"NET {moment(launch.net, precision)}", launch.status.name if launch.status else ""]
        said += [f"{launch.pad.name}, {launch.pad.location}"] if launch.pad and launch.pad.location else []
        said += [launch.mission.description] if launch.mission else []
        _texts(
            entry,
            id=f"urn:uuid:{launch.pk}",
            title=launch.name,
            updated=_instant(launch.last_updated),
            summary=". ".join(text.rstrip(".") for text in said if text) + ".",
        )
        SubElement(entry, "link", {"rel": "alternate", "href": f"{visit.origin}{page_of(launch)}"})
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed)
    return Answer(body, "application/atom+xml; charset=utf-8")


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = "".join(each for each in text if each >= " " or each in "\t\n")


def _instant(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
