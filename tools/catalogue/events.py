"""Events: those of Launch Library that are known, and a few that lie ahead.

Launch Library's events were recorded at the end of December 2020. What was still planned then is corrected from general
knowledge. Future events are in the calendar of the sky, or announced: solar eclipses (NASA, "Five Millennium Canon of
Solar Eclipses", https://eclipse.gsfc.nasa.gov/), the Earth flyby of Apophis (NASA/JPL, Center for Near Earth Object
Studies), and the flybys of Lucy and Europa Clipper (NASA's pages of both missions).
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.text import slugify

from .facts import Fact, Facts
from .records import Catalogue
from .sources import AS_OF
from .vocabulary import Vocabulary

EVA, CELESTIAL_EVENT, ORBITAL_INSERTION, FLYBY = 3, 11, 16, 23
"""Types, by their ids in Launch Library."""
HAPPENED = {
    36: "2023-09-24T14:52:00Z",
    38: "2021-01-16T22:27:00Z",
    89: "2021-02-18T20:55:00Z",
    124: "2021-02-09T15:57:00Z",
    125: "2021-02-10T11:52:00Z",
    126: "2021-05-14T23:18:00Z",
    205: "2021-01-12T14:05:00Z",
}
"""Launch Library's id of an event that was planned when it was recorded → when it took place."""


class Plan(NamedTuple):
    """A future event. `date` is midnight where `precision` is the day."""

    name: str
    type: int
    date: str
    precision: str
    location: str | None
    description: str


PLANNED = (
    Plan(
        "Europa Clipper Earth Flyby",
        FLYBY,
        "2026-12-03T00:00:00Z",
        "Day",
        "Earth",
        "Planned gravity assist of Europa Clipper on its way to Jupiter.",
    ),
    Plan(
        "Annular Solar Eclipse of February 2027",
        CELESTIAL_EVENT,
        "2027-02-06T16:00:00Z",
        "Hour",
        "South America, Atlantic Ocean, Africa",
        "Annular solar eclipse, visible in Chile, Argentina and West Africa.",
    ),
    Plan(
        "Total Solar Eclipse of August 2027",
        CELESTIAL_EVENT,
        "2027-08-02T10:00:00Z",
        "Hour",
        "Southern Spain, North Africa, Arabia",
        "Total solar eclipse, more than six minutes long near Luxor.",
    ),
    Plan(
        "Lucy Flyby of Eurybates",
        FLYBY,
        "2027-08-12T00:00:00Z",
        "Day",
        "Leading Trojans of Jupiter",
        "Planned flyby of the asteroid Eurybates and its moon Queta by Lucy.",
    ),
    Plan(
        "Lucy Flyby of Polymele",
        FLYBY,
        "2027-09-15T00:00:00Z",
        "Day",
        "Leading Trojans of Jupiter",
        "Planned flyby of the asteroid Polymele by Lucy.",
    ),
    Plan(
        "Annular Solar Eclipse of January 2028",
        CELESTIAL_EVENT,
        "2028-01-26T15:00:00Z",
        "Hour",
        "South America, Atlantic Ocean, Spain",
        "Annular solar eclipse, visible in Ecuador, Peru, Brazil and, at sunset, in Spain.",
    ),
    Plan(
        "Lucy Flyby of Leucus",
        FLYBY,
        "2028-04-18T00:00:00Z",
        "Day",
        "Leading Trojans of Jupiter",
        "Planned flyby of the asteroid Leucus by Lucy.",
    ),
    Plan(
        "Total Solar Eclipse of July 2028",
        CELESTIAL_EVENT,
        "2028-07-22T02:00:00Z",
        "Hour",
        "Australia, New Zealand",
        "Total solar eclipse, visible in Sydney.",
    ),
    Plan(
        "Lucy Flyby of Orus",
        FLYBY,
        "2028-11-11T00:00:00Z",
        "Day",
        "Leading Trojans of Jupiter",
        "Planned flyby of the asteroid Orus by Lucy.",
    ),
    Plan(
        "Apophis Earth Flyby",
        CELESTIAL_EVENT,
        "2029-04-13T21:00:00Z",
        "Hour",
        "Earth",
        "The asteroid Apophis passes the Earth below the altitude of geostationary satellites.",
    ),
    Plan(
        "Europa Clipper Jupiter Orbit Insertion",
        ORBITAL_INSERTION,
        "2030-04-11T00:00:00Z",
        "Day",
        "Jupiter",
        "Planned arrival of Europa Clipper at Jupiter.",
    ),
)


class Events:
    """Adds the events, with the links that they have, and links spacewalks to them."""

    def __init__(self, catalogue: Catalogue, vocabulary: Vocabulary, launches: Mapping[str, str]) -> None:
        """`launches` are the ids of launches by their tags in GCAT."""
        self.catalogue, self.vocabulary, self.launches = catalogue, vocabulary, launches

    def add(self, log: Facts) -> None:
        known = log.read("events")
        self.catalogue.ledger.reserve("events", (fact["ll2_id"] for fact in known))
        for fact in known:
            values = {
                **_event(fact["name"], fact["type"], HAPPENED.get(fact["ll2_id"], fact["date"]), fact.get("location")),
                "slug": fact.get("slug") or slugify(fact["name"]),
                "info_urls": list(self._links("info_urls", fact.get("news_url"))),
                "vid_urls": list(self._links("vid_urls", fact.get("video_url"))),
                "launches": self._launches(fact),
                "expeditions": fact.get("expeditions", []),
                "spacestations": fact.get("stations", []),
                "program": fact.get("programs", []),
            }
            self.catalogue.add("events", fact["ll2_id"], values, fact)
        for plan in PLANNED:
            event = _event(plan.name, plan.type, plan.date, plan.location)
            precision = self.vocabulary.precision(plan.precision)
            own = {"slug": slugify(plan.name), "date_precision": precision, "description": plan.description}
            self.catalogue.own("events", plan.name, event | own)
        self._link_spacewalks()

    def _launches(self, fact: Fact) -> list[str]:
        tags = dict.fromkeys(fact.get("launch_tags", ()))
        return [self.launches[tag] for tag in tags if tag in self.launches]

    def _links(self, table: str, url: str | None) -> Iterator[int]:
        """The record of a URL, which several events may share."""
        if url:
            pk = self.catalogue.ledger.id(table, url)
            if pk not in self.catalogue.tables.get(table, {}):
                self.catalogue.add(table, pk, {"url": url})
            yield pk

    def _link_spacewalks(self) -> None:
        """Give each spacewalk from a station the event of the same day there."""
        tables = self.catalogue.tables
        days = {
            event.values["date"][:10]: pk
            for pk, event in tables["events"].items()
            if event.values["type"] == EVA and event.values["spacestations"]
        }
        for walk in tables["spacewalks"].values():
            if walk.values["expedition"] is not None:
                walk.values["event"] = days.get(walk.values["start"][:10])


def _event(name: str, kind: int, date: str, location: str | None) -> dict[str, object]:
    return {"name": name, "type": kind, "date": date, "location": location, "last_updated": f"{AS_OF}T00:00:00Z"}
