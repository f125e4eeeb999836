"""Names for spacecraft that never were: as long, as alike and as different as those of real ones.

Words are drawn as they are spoken, the second half as often as the first, the third a third as often: so one term finds
a quarter of a catalogue, another one craft of it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random

MAX_NAME = 255  # characters of a name

FAMILIES = (
    "Kosmos", "Progress", "Soyuz", "Horizon", "Pathfinder", "Meridian", "Zarya", "Aurora", "Beacon", "Clipper",
    "Pioneer", "Sentinel", "Tempest", "Vanguard", "Voyageur", "Albatross", "Kestrel", "Petrel", "Kingfisher", "Osprey",
    "Lodestar", "Polaris", "Altair", "Antares", "Capella", "Deneb", "Procyon", "Regulus", "Rigel", "Spica",
    "Isfahan", "Samarkand", "Valparaíso", "Trondheim", "Reykjavík", "Zanzibar", "Ushuaia", "Yakutsk", "Zephyr",
    "Quetzal",
)  # fmt: skip
SERIES = (
    "M", "T", "MS", "TM", "A", "C", "TMA", "B", "K", "S", "M1", "L", "D", "E", "X", "R", "MA", "N", "P", "G",
    "F", "TK", "VA", "OK", "H", "XL", "Q", "LS", "Z", "XR",
)  # fmt: skip
SURNAMES = (
    "Scobee", "Gagarin", "Tereshkova", "Glenn", "Ride", "Leonov", "Komarov", "Chawla", "Onizuka", "Resnik",
    "McAuliffe", "Husband", "Ramon", "Titov", "Popovich", "Savitskaya", "Jemison", "Slayton", "Poindexter", "Piper",
    "Galliano", "Lichtenberg", "Vinogradova", "Oyelaran", "Thorvaldsen", "Nakagawa", "Castellanos", "Bhattacharya",
    "Wojciechowski", "Papadopoulou", "Mbeki", "Lindqvist", "Iturralde", "Hakimi", "Fernández", "Eichendorff",
    "Dimitrova", "Calatrava", "Abernathy", "Zubiri",
)  # fmt: skip
GIVEN = (
    "Francis", "Alan", "Laurel", "Valentina", "Yuri", "John", "Sally", "Judith", "Ellison", "Katherine",
    "Patricia", "William", "Kalpana", "Ilan", "Gherman", "Svetlana", "Mae", "Donald", "Piers", "Robert",
    "Adaeze", "Bjørn", "Chiyo", "Dolores", "Evangelos", "Ingeborg", "Joaquín", "Kwame", "Ludmila", "Ottilie",
)  # fmt: skip
PURPOSES = (
    "Cargo Resupply", "Crew Rotation", "Commercial Resupply Services", "Orbital Demonstration", "Pressurised Logistics",
    "Uncrewed Test", "Station Assembly", "Reentry Experiment", "Propellant Transfer", "Long-Duration Endurance",
    "Rendezvous and Proximity Operations", "Launch Abort Demonstration", "Microgravity Research", "Lunar Flyby",
    "Geodesy and Remote Sensing", "Electrodynamic Tether",
)  # fmt: skip
ROLES = (
    "Vehicle", "Spacecraft", "Test Article", "Demonstrator", "Ferry", "Return Capsule", "Tug", "Qualification Model",
)  # fmt: skip
SERIES_OF_MISSIONS = (
    "Starlink Group", "Kosmos", "Yaogan", "OneWeb", "Progress MS", "Beidou", "GPS IIF", "Molniya", "Intelsat", "Zenit",
    "Shijian", "Gaofen", "Tiantong", "Galileo", "Corona", "DMSP", "Meteor-M", "Resurs", "Kuiper", "Qianfan",
    "Ekran", "Gorizont", "Raduga", "Luch", "Cartosat", "Landsat", "Electron Rideshare", "Transporter", "SBIRS GEO",
    "Eutelsat", "Inmarsat", "Hotbird", "Cluster", "Explorer", "Vela", "Strela", "Parus", "Oko", "Ziyuan", "Fengyun",
)  # fmt: skip
GROUPED = frozenset({"Starlink Group", "Kuiper", "Qianfan"})
"""Series that are numbered by group and launch: 6-14."""


class Names:
    """Names that nobody bears yet, each given once."""

    def __init__(self, random: Random, taken: Iterable[str]) -> None:
        self._random = random
        self._taken = set(taken)
        self._numbers: Counter[tuple[str, str]] = Counter()

    def draw(self, configuration: str) -> tuple[str, str]:
        """The name and the serial number of one more craft of a configuration."""
        family = configuration if self._random.random() < 0.7 else self._word(FAMILIES)
        series = self._word(SERIES)
        while True:
            self._numbers[family, series] += self._random.randint(1, 3)  # numbers are left out, in fact too
            serial = f"{series}-{self._numbers[family, series]}"
            name = f"{family} {serial}{self._suffix()}"[:MAX_NAME]
            if name not in self._taken:
                self._taken.add(name)
                return name, serial

    def _suffix(self) -> str:
        drawn = self._random.random()
        if drawn < 0.80:
            return ""
        if drawn < 0.92:
            return f" (S.S. {self._word(GIVEN)} {self._word(SURNAMES)})"
        return f" {self._word(PURPOSES)} {self._word(ROLES)}, Block {self._word('123456789')}"

    def _word(self, words: Sequence[str]) -> str:
        return self._random.choices(words, [1 / rank for rank in range(1, len(words) + 1)])[0]
