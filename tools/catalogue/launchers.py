"""Launcher configurations: all that Launch Library is known to have, and the vehicles of the log that it lacks."""

from collections import defaultdict

from .agencies import Agencies
from .facts import Fact, Facts
from .records import Catalogue, Values

FAMILIES = (
    *("Angara", "Antares", "Ariane", "Astra Rocket", "Athena", "Atlas", "Black Arrow", "Ceres", "Conestoga", "Delta"),
    *("Diamant", "Dnepr", "Electron", "Energia", "Epsilon", "Europa", "Falcon", "Firefly", "GSLV", "Gravity", "H3"),
    *("Hyperbola", "Juno", "Jupiter", "KT", "Kairos", "Kinetica", "Kosmos", "Kuaizhou", "Lambda", "Long March", "M-V"),
    *("Minotaur", "Molniya", "Mu", "N-1 11A52", "New Glenn", "New Shepard", "Nuri", "PSLV", "Pallas", "Pegasus"),
    *("Proton", "Rokot", "SLV", "SSLV", "Safir", "Saturn", "Scout", "Shavit", "Simorgh", "Smart Dragon", "Soyuz"),
    *("Space Launch System", "Space Shuttle", "SpaceShip", "Sputnik", "Start", "Starship", "Strela", "Taurus", "Thor"),
    *("Tianlong", "Titan", "Tsiklon", "Unha", "Vanguard", "Vega", "Voskhod", "Vostok", "Vulcan", "X-15", "Zenit"),
    "Zhuque",
)
"""Families that the name of a vehicle begins with."""

FAMILY_OF_PREFIX = {
    "Blue Scout": "Scout",
    "Commercial Titan": "Titan",
    "Energiya": "Energia",
    "Energia": "Energia",
    "GSLV": "GSLV",
    "H-II": "H-II",
    "HASTE": "Electron",
    "K65M": "Kosmos",
    "LVM3": "GSLV",
    "Polyot": "Sputnik",
    "SLS": "Space Launch System",
    "SLV-3": "SLV",
    "Thorad": "Thor",
    "UR-500": "Proton",
    "Uprated Saturn": "Saturn",
}
"""Other beginnings of names → family."""

SAME_FAMILY = {
    "Ariane 5": "Ariane",
    "Ceres-1": "Ceres",
    "Firefly Alpha": "Firefly",
    "H2B": "H-II",
    "KSLV": "Nuri",
    "Proton / UR-500": "Proton",
    "Soyuz-U": "Soyuz",
}
"""Names of families in recorded answers that stand for one of these."""

KNOWN_FAMILIES = {"Long March": 106, "Long March 7": 114}
"""Launch Library's ids of families, as far as they are known."""

ACTIVE_SINCE = "2024"
REUSABLE = ("Falcon 9", "Falcon Heavy", "New Glenn", "New Shepard", "Space Shuttle", "SpaceShip", "Starship", "X-15")
FIGURES = {
    "length": "length_m",
    "diameter": "diameter_m",
    "launch_mass": "launch_mass_t",
    "leo_capacity": "leo_kg",
    "gto_capacity": "gto_kg",
    "to_thrust": "thrust_kn",
}
"""Figure of a configuration → the figure of a vehicle in the log; Launch Library's has `ll2_` before it."""


class Launchers:
    """The ids and names of launcher configurations, by key of a vehicle in the log."""

    def __init__(self, catalogue: Catalogue, log: Facts, agencies: Agencies) -> None:
        self.catalogue = catalogue
        self.agencies = agencies
        facts = log.read("vehicles")
        self._vehicles = {fact["key"]: fact for fact in facts if "key" in fact}
        listed = {fact["ll2_id"]: fact for fact in facts if "key" not in fact}
        self._families: dict[str, int] = {}
        self._makers: defaultdict[int, set[int]] = defaultdict(set)
        catalogue.ledger.reserve("launcher_configuration_families", KNOWN_FAMILIES.values())
        catalogue.ledger.reserve("launcher_configurations", listed)
        for pk, fact in listed.items():
            flown = [self._vehicles[key] for key in fact.get("keys", ())]
            catalogue.add("launcher_configurations", pk, self._listed(fact, flown), fact)
        self._ids: dict[str, int] = {}
        for key, fact in self._vehicles.items():
            pk = self._ids[key] = catalogue.identified("launcher_configurations", key, fact.get("ll2_id"))
            if "ll2_id" not in fact:
                catalogue.add("launcher_configurations", pk, self._vehicle(fact), fact)
        self._finish_families()

    def configuration(self, launch: Fact) -> int:
        """The configuration that flew a launch of the log."""
        known: int | None = launch.get("ll2_configuration")
        if known is not None:
            return known
        if launch["vehicle"] not in self._ids:
            raise launch.error(f"there is no vehicle {launch['vehicle']!r}")
        return self._ids[launch["vehicle"]]

    def name(self, configuration: int) -> str:
        """The full name of a configuration."""
        values = self.catalogue.tables["launcher_configurations"][configuration].values
        name: str = values["full_name"] or values["name"]
        return name

    def _listed(self, fact: Fact, flown: list[Fact]) -> Values:
        """The values of a configuration of Launch Library. `flown` are the vehicles of the log that it stands for."""
        first = min((vehicle["first"] for vehicle in flown), default=fact.get("ll2_maiden"))
        last = max((vehicle["last"] for vehicle in flown), default="")
        named = fact.get("ll2_family")
        family = family_of(named or fact["ll2_name"]) or named
        maker = fact.get("ll2_manufacturer")
        if maker is None and flown:
            maker = self._maker(flown[0])
        full_name = fact.get("ll2_full_name") or fact["ll2_name"]
        figures = {
            name: fact.get(f"ll2_{key}") or next((vehicle[key] for vehicle in flown if key in vehicle), None)
            for name, key in FIGURES.items()
        }
        stages = next((vehicle["stages"] for vehicle in flown if "stages" in vehicle), None)
        cost = fact.get("ll2_cost")
        return {
            "name": fact["ll2_name"],
            "families": [self._family(family, maker)] if family else [],
            "full_name": full_name,
            "variant": fact.get("ll2_variant", ""),
            "active": fact.get("ll2_active", last >= ACTIVE_SINCE),
            "manufacturer": maker,
            "reusable": fact.get("ll2_reusable", full_name.startswith(REUSABLE)),
            "info_url": fact.get("info_url"),
            "wiki_url": fact.get("wiki_url"),
            "description": self._description(full_name, maker, figures),
            "alias": fact.get("ll2_alias", ""),
            "min_stage": fact.get("ll2_min_stage", stages),
            "max_stage": fact.get("ll2_max_stage", stages),
            "maiden_flight": first,
            "launch_cost": int(cost) if cost else None,
            **figures,
        }

    def _vehicle(self, fact: Fact) -> Values:
        """The values of a vehicle that Launch Library is not known to have."""
        name = fact["name"]
        family, maker = family_of(name), self._maker(fact)
        figures = {name: fact.get(key) for name, key in FIGURES.items()}
        return {
            "name": name,
            "families": [self._family(family, maker)] if family else [],
            "full_name": name,
            "variant": fact.get("variant", ""),
            "active": fact["last"] >= ACTIVE_SINCE,
            "manufacturer": maker,
            "reusable": name.startswith(REUSABLE),
            "description": self._description(name, maker, figures),
            "alias": fact.get("alias") or ("" if fact["type"] == name else fact["type"]),
            "min_stage": fact.get("stages"),
            "max_stage": fact.get("stages"),
            "maiden_flight": fact["first"],
            **figures,
        }

    def _maker(self, vehicle: Fact) -> int:
        return self.agencies.of(vehicle, vehicle["maker"].split("/")[0])

    def _family(self, name: str, maker: int | None) -> int:
        if name not in self._families:
            pk = KNOWN_FAMILIES.get(name) or self.catalogue.ledger.id("launcher_configuration_families", name)
            self._families[name] = self.catalogue.add("launcher_configuration_families", pk, {"name": name})
        if maker is not None:
            self._makers[self._families[name]].add(maker)
        return self._families[name]

    def _finish_families(self) -> None:
        """Give each family its makers, its first flight, and whether one of its configurations is active."""
        members: defaultdict[int, list[Values]] = defaultdict(list)
        for record in self.catalogue.tables["launcher_configurations"].values():
            for family in record.values["families"]:
                members[family].append(record.values)
        for pk, record in self.catalogue.tables["launcher_configuration_families"].items():
            flown = [values["maiden_flight"] for values in members[pk] if values["maiden_flight"]]
            record.values |= {
                "manufacturer": sorted(self._makers[pk]),
                "active": any(values["active"] for values in members[pk]),
                "maiden_flight": min(flown, default=None),
            }

    def _description(self, name: str, maker: int | None, figures: Values) -> str:
        """`Vega is a launch vehicle built by Avio, 30 m long, with a capacity of 1963 kg to low Earth orbit.`"""
        built = f" built by {self.agencies.name(maker)}" if maker is not None else ""
        sizes = [
            text.format(figures[figure])
            for figure, text in (
                ("length", "{:g} m long"),
                ("launch_mass", "with a mass of {:g} t at launch"),
                ("leo_capacity", "able to carry {:.0f} kg to low Earth orbit"),
            )
            if figures[figure]
        ]
        return f"{name} is a launch vehicle{built}{''.join(f', {size}' for size in sizes)}."


def family_of(name: str) -> str | None:
    """The family of a vehicle, by the beginning of its name."""
    if name in SAME_FAMILY:
        return SAME_FAMILY[name]
    for prefix, family in FAMILY_OF_PREFIX.items():
        if name.startswith(prefix):
            return family
    return next((family for family in FAMILIES if name.startswith(family)), None)
