"""Agencies: every one that Launch Library is known to have, and the organizations of the log that it lacks."""

from .countries import Countries
from .facts import Fact, Facts
from .records import Catalogue, Values
from .words import with_article

CSA, CNSA, ESA, ISRO, JAXA, NASA, ROSCOSMOS = 16, 17, 27, 31, 37, 44, 63
BOEING, CASC, SPACEX, BLUE_ORIGIN, USAF, NORTHROP_GRUMMAN, ENERGIA = 80, 88, 121, 141, 161, 257, 1000
SIERRA_SPACE, AXIOM_SPACE, USSF, AMAZON_LEO, EUTELSAT_ONEWEB = 1020, 1022, 1041, 1058, 1081
LOCKHEED_MARTIN, KHRUNICHEV, ROCKWELL, BIGELOW = 82, 96, 102, 140
"""Agencies that the tables of this package name, by their ids in Launch Library."""

TYPES = {"Government": 1, "Multinational": 2, "Commercial": 3, "Educational": 4, "Private": 5, "Unknown": 6}
TYPE_OF_CLASS = {"business": "Commercial", "civil government": "Government", "defence": "Government"}
"""Class of an organization of GCAT → type."""

FEATURED = frozenset({17, 31, 37, 44, 63, 88, 96, 115, 121, 124, 141, 147, 257})
"""The agencies that Launch Library features in 2026; some records of 2021 say otherwise."""


JOINED = {"USAF": USAF}
"""Organizations that the log does not join to an agency of Launch Library, though there is one."""


class Agencies:
    """The ids of agencies, by code of an organization."""

    def __init__(self, catalogue: Catalogue, log: Facts, countries: Countries) -> None:
        self.catalogue = catalogue
        self.countries = countries
        facts = log.read("organizations")
        organizations = {fact["code"]: fact for fact in facts if "code" in fact}
        listed = {fact["ll2_agency"]: fact for fact in facts if "code" not in fact}
        by_name = {fact["ll2_name"]: pk for pk, fact in listed.items()}
        catalogue.ledger.reserve("agencies", listed)
        for pk, fact in listed.items():
            catalogue.add("agencies", pk, self._listed(pk, fact, by_name), fact)
        self._ids = dict(JOINED)
        for code, fact in organizations.items():
            if "ll2_agency" in fact:
                self._ids[code] = catalogue.identified("agencies", code, fact["ll2_agency"])
        for code, fact in organizations.items():
            if code not in self._ids:
                self._ids[code] = catalogue.own("agencies", code, self._organization(fact), fact)
        for code, fact in organizations.items():
            parent = self._ids.get(fact.get("parent", ""))
            if "ll2_agency" not in fact and parent not in {None, self._ids[code]}:
                catalogue.tables["agencies"][self._ids[code]].values["parent"] = parent

    def of(self, fact: Fact, code: str) -> int:
        """The agency of a code of a fact. Raises `FactError` for an unknown code."""
        if code not in self._ids:
            raise fact.error(f"there is no organization {code!r}")
        return self._ids[code]

    def name(self, pk: int) -> str:
        name: str = self.catalogue.tables["agencies"][pk].values["name"]
        return name

    def _listed(self, pk: int, fact: Fact, by_name: dict[str, int]) -> Values:
        kind = fact.get("ll2_type", "Unknown")
        codes = [code for code in _codes(fact.get("country", [])) if self.countries.known(code)]
        parent = by_name.get(fact.get("parent", ""))
        founded = fact.get("founding_year")
        return {
            "name": fact["ll2_name"],
            "abbrev": fact.get("ll2_abbrev", ""),
            "type": TYPES[kind],
            "featured": pk in FEATURED,
            "country": [self.countries.code(code) for code in codes],
            "description": self._description(fact["ll2_name"], kind, codes, founded),
            "administrator": fact.get("administrator"),
            "founding_year": founded,
            "launchers": fact.get("launchers", ""),
            "spacecraft": fact.get("spacecraft", ""),
            "parent": None if parent == pk else parent,
            "info_url": fact.get("info_url"),
            "wiki_url": fact.get("wiki_url"),
        }

    def _organization(self, fact: Fact) -> Values:
        kind = TYPE_OF_CLASS.get(fact["class"], "Unknown")
        codes = [fact["country"]] if "country" in fact else []
        return {
            "name": fact["name"],
            "abbrev": fact["abbrev"],
            "type": TYPES[kind],
            "country": [self.countries.code(code) for code in codes],
            "description": self._description(fact["name"], kind, codes, fact.get("founded")),
            "founding_year": fact.get("founded"),
        }

    def _description(self, name: str, kind: str, codes: list[str], founded: int | None) -> str | None:
        """`SpaceX is a commercial organization of the United States, founded in 2002.`"""
        if kind == "Unknown":
            return None
        place = f" of {self.countries.with_article(codes[0])}" if len(codes) == 1 else ""
        since = f", founded in {founded}" if founded else ""
        return f"{name} is {with_article(kind.lower())} organization{place}{since}."


def _codes(written: list[str]) -> list[str]:
    """Alpha-3 codes. Some records run several together: `IRNMNG`."""
    return sorted({text[start : start + 3] for text in written for start in range(0, len(text), 3)})
