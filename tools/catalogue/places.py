"""Locations and pads: every one that Launch Library is known to have, and the pads of the log that it lacks."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from .agencies import Agencies
from .countries import Countries
from .facts import Fact, Facts
from .records import Catalogue, Values
from .words import count, long_date

IN_USE_SINCE = "2024"
"""A pad from which something was launched since this year, or will be, is active."""

LOCATION_OF_PAD = {188: 143, 189: 20, 190: 144, 193: 12, 194: 155, 195: 21, 196: 21, 197: 22}
"""Pads that were recorded without their location."""

SHORT_NAMES = {
    6: "Plesetsk",
    7: "Sohae",
    10: "Mahia",
    12: "Cape Canaveral",
    13: "the Guiana Space Centre",
    17: "Jiuquan Satellite Launch Center",
    20: "an aircraft",
    21: "Wallops Island",
    142: "Kwajalein Atoll",
    143: "Starbase",
    144: "an aircraft",
    147: "Hammaguir",
    151: "the San Marco platform",
    155: "White Sands",
    3: "the sea",
}
"""Location → its name in a sentence, where it is not the part before the first comma."""

UNKNOWN_PAD = "Unknown Pad"


class Places:
    """The ids of locations and pads, by code of a site and name of a pad in the log. `launches` are those of the log,
    `planned` those ahead.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        log: Facts,
        countries: Countries,
        agencies: Agencies,
        earth: int,
        launches: Iterable[Fact],
        planned: Iterable[Fact],
    ) -> None:
        self.catalogue = catalogue
        sites, pads = log.read("sites"), log.read("pads")
        self._sites = {fact["code"]: fact for fact in sites if "code" in fact}
        self._locations = {fact["ll2_location"]: fact for fact in sites if "code" not in fact}
        self._pads = {(fact["place"], fact["pad"]): fact for fact in pads if "place" in fact}
        listed_pads = {fact["ll2_pad"]: fact for fact in pads if "place" not in fact}
        self._unknown: dict[int, int] = {
            fact["ll2_location"]: pk for pk, fact in listed_pads.items() if fact.get("unknown")
        }
        self._uses = _Uses(launches, planned, self, agencies)
        catalogue.ledger.reserve("locations", self._locations)
        catalogue.ledger.reserve("pads", listed_pads)
        for pk, fact in self._locations.items():
            catalogue.add("locations", pk, self._location(pk, fact, pads, countries, earth), fact)
        for pk, fact in listed_pads.items():
            location = LOCATION_OF_PAD.get(pk) or fact["ll2_location"]
            catalogue.add("pads", pk, self._pad(pk, fact["ll2_name"], location, fact, countries), fact)
        for (place, name), fact in self._pads.items():
            pk = catalogue.identified("pads", f"{place} {name}", fact.get("ll2_pad"))
            if "ll2_pad" not in fact:
                title = fact.get("full_name", name).split(",")[0].split("  ")[0]
                catalogue.add("pads", pk, self._pad(pk, title, fact["ll2_location"], fact, countries), fact)
        for location in sorted(self._uses.without_pad):
            pk = self.unknown_pad(location)
            if pk not in catalogue.tables["pads"]:
                where = self._locations[location]
                catalogue.add("pads", pk, self._pad(pk, UNKNOWN_PAD, location, self._point(where), countries), where)

    def location(self, launch: Fact) -> int:
        """The location of a launch of the log."""
        pk: int = launch.get("ll2_location") or self._site(launch)["ll2_location"]
        return pk

    def pad(self, launch: Fact) -> int:
        """The pad of a launch of the log: the Unknown Pad of its location where the source does not name one."""
        known = launch.get("ll2_pad") or launch.get("pad_ll2")
        if known is not None:
            pk: int = known
            return pk
        if "pad" not in launch:
            return self.unknown_pad(self.location(launch))
        place = self._site(launch)["place"]
        fact = self._pads.get((place, launch["pad"]))
        if fact is None:
            raise launch.error(f"there is no pad {launch['pad']!r} at {place!r}")
        return fact["ll2_pad"] if "ll2_pad" in fact else self.own_pad(place, launch["pad"])

    def own_pad(self, place: str, name: str) -> int:
        return self.catalogue.ledger.id("pads", f"{place} {name}")

    def unknown_pad(self, location: int) -> int:
        """The pad that stands for all of a location."""
        return self._unknown.get(location) or self.catalogue.ledger.id("pads", f"{UNKNOWN_PAD} {location}")

    def short_name(self, location: int) -> str:
        """`Vandenberg SFB`: the name of a location in a sentence."""
        name: str = self._locations[location]["ll2_name"]
        return SHORT_NAMES.get(location) or name.split(",")[0]

    def _site(self, launch: Fact) -> Fact:
        site = self._sites.get(launch["site"])
        if site is None:
            raise launch.error(f"there is no site {launch['site']!r}")
        return site

    def _point(self, location: Fact) -> Fact:
        """The position of a location: that of its first site with one."""
        sites = (self._sites[code] for code in location.get("codes", ()))
        site = next((site for site in sites if "lat" in site), location)
        return location.changed(**{name: site[name] for name in ("lat", "lon") if name in site})

    def _location(self, pk: int, fact: Fact, pads: list[Fact], countries: Countries, earth: int) -> Values:
        placed = [pad for pad in pads if pad.get("ll2_location") == pk and "lat" in pad and not pad.get("unknown")]
        point = self._point(fact)
        if "lat" not in point and placed:
            point = point.changed(lat=placed[0]["lat"], lon=placed[0]["lon"])
        return {
            "name": " ".join(fact["ll2_name"].split()),
            "celestial_body": earth,
            "active": pk in self._uses.active_locations,
            "country": countries.code(fact["country"]) if "country" in fact else None,
            "latitude": point.get("lat"),
            "longitude": point.get("lon"),
            "timezone_name": fact.get("timezone", "UTC"),
        }

    def _pad(self, pk: int, name: str, location: int, fact: Fact, countries: Countries) -> Values:
        country = self._locations[location].get("country")
        return {
            "name": name,
            "active": pk in self._uses.active_pads,
            "agencies": self._uses.providers(pk),
            "description": self._uses.story(pk),
            "latitude": fact.get("lat"),
            "longitude": fact.get("lon"),
            "country": countries.code(country) if country else None,
            "location": location,
        }


class _Uses:
    """The launches from each pad, by day and by provider."""

    def __init__(self, launches: Iterable[Fact], planned: Iterable[Fact], places: Places, agencies: Agencies) -> None:
        self._days: defaultdict[int, list[str]] = defaultdict(list)
        self._providers: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self.active_pads: set[int] = set()
        self.active_locations: set[int] = set()
        self.without_pad: set[int] = set()
        for launch in launches:
            pad, location = places.pad(launch), places.location(launch)
            if pad == places.unknown_pad(location):
                self.without_pad.add(location)
            self._days[pad].append(launch["net"][:10])
            self._providers[pad][launch.get("ll2_provider") or agencies.of(launch, launch["provider"][0])] += 1
            if launch["net"] >= IN_USE_SINCE:
                self._use(pad, location)
        for plan in planned:
            self._use(plan["pad"], plan["location"])

    def _use(self, pad: int, location: int) -> None:
        self.active_pads.add(pad)
        self.active_locations.add(location)

    def providers(self, pad: int) -> list[int]:
        return sorted(self._providers[pad])

    def story(self, pad: int) -> str | None:
        """`24 launches from 5 June 1980 to 3 March 2001.`"""
        days = sorted(self._days[pad])
        if not days:
            return None
        first, last = (long_date(date.fromisoformat(day)) for day in (days[0], days[-1]))
        period = f"on {first}" if days[0] == days[-1] else f"from {first} to {last}"
        return f"{count(len(days), 'launch', 'launches')} {period}."
