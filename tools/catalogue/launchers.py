"""Launcher configurations: GCAT's names, Launch Library's names, families and manufacturers."""

from typing import NamedTuple

from .agencies import Agencies
from .facts import Fact
from .measures import of_launcher
from .records import Catalogue


class Launcher(NamedTuple):
    name: str
    family: str | None = None
    maker: str | None = None
    variant: str = ""
    active: bool = False
    reusable: bool = False
    full_name: str = ""
    alias: str = ""


LAUNCHERS = {
    "Antares 110": Launcher("Antares 110", "Antares", "OSC", "110"),
    "Antares 120": Launcher("Antares 120", "Antares", "OSC", "120"),
    "Antares 130": Launcher("Antares 130", "Antares", "OSC", "130"),
    "Antares 230": Launcher("Antares 230", "Antares", None, "230"),
    "Antares 230+": Launcher("Antares 230+", "Antares", None, "230+"),
    "Ariane 5ES/ATV": Launcher("Ariane 5", "Ariane 5", None, "ES", full_name="Ariane 5 ES"),
    "Atlas D": Launcher("Atlas LV-3B", "Atlas", None, "LV-3B", alias="Atlas D"),
    "Atlas SLV-3 Agena D": Launcher("Atlas SLV-3 Agena D", "Atlas", None, "SLV-3 Agena D"),
    "Atlas V 401": Launcher("Atlas V", "Atlas V", "ULA", "401", active=True, full_name="Atlas V 401"),
    "Atlas V 501": Launcher("Atlas V", "Atlas V", "ULA", "501", active=True, full_name="Atlas V 501"),
    "Atlas V N22": Launcher("Atlas V", "Atlas V", "ULA", "N22", active=True, full_name="Atlas V N22"),
    "Chang Zheng 2F": Launcher("Long March 2F", "Long March", "CALT", "F", active=True, alias="Chang Zheng 2F"),
    "Chang Zheng 5B": Launcher("Long March 5B", "Long March", "CALT", "B", active=True, alias="Chang Zheng 5B"),
    "Chang Zheng 7": Launcher("Long March 7", "Long March", "CALT", "", active=True, alias="Chang Zheng 7"),
    "Delta 4H": Launcher("Delta IV Heavy", "Delta IV", "ULA", "Heavy"),
    "Energiya/Buran": Launcher("Energia", None, None, full_name="Energia/Buran"),
    "Falcon 9": Launcher("Falcon 9", "Falcon", "SPX", active=True, reusable=True),
    "Falcon Heavy": Launcher("Falcon Heavy", "Falcon", "SPX", "Heavy", active=True, reusable=True),
    "H-IIB": Launcher("H-IIB", "H-II", "MHI"),
    "H3-24W": Launcher("H3-24", "H3", "MHI", "24", active=True, full_name="H3-24W"),
    "Proton-K": Launcher("Proton-K", "Proton", "KHRU"),
    "Proton-K/D": Launcher("Proton-K/D", "Proton", "KHRU", "D", full_name="Proton-K / Blok D"),
    "Redstone": Launcher("Redstone MRLV", None, None, "MRLV", full_name="Mercury-Redstone Launch Vehicle"),
    "SLS Block 1": Launcher(
        "Space Launch System (SLS)", "Space Launch System", None, "Block 1", active=True, full_name="SLS Block 1"
    ),
    "Saturn IB": Launcher("Saturn IB", "Saturn", None, "IB"),
    "Saturn V": Launcher("Saturn V", "Saturn", None, "V"),
    "Soyuz 11A511": Launcher("Soyuz", "Soyuz", "SAMP", full_name="Soyuz 11A511"),
    "Soyuz-2-1A": Launcher("Soyuz 2.1a", "Soyuz", "SAMP", "2.1a", active=True, alias="Soyuz-2-1A"),
    "Soyuz-FG": Launcher("Soyuz-FG", "Soyuz", "SAMP", "FG"),
    "Soyuz-U": Launcher("Soyuz-U", "Soyuz", "SAMP", "U"),
    "Soyuz-U-PVB": Launcher("Soyuz-U-PVB", "Soyuz", "SAMP", "U-PVB"),
    "Soyuz-U2": Launcher("Soyuz-U2", "Soyuz", "SAMP", "U2"),
    "Space Shuttle": Launcher("Space Shuttle", None, None, reusable=True),
    "SpaceShipOne": Launcher("White Knight / SpaceShipOne", None, "SCALED", reusable=True),
    "SpaceShipTwo": Launcher("VMS Eve / SpaceShipTwo", None, "VG", reusable=True),
    "Starship V1.0": Launcher("Starship V1", "Starship", "SPX", "V1", reusable=True, alias="Starship V1.0"),
    "Starship V2": Launcher("Starship V2", "Starship", "SPX", "V2", reusable=True),
    "Titan II GLV": Launcher("Titan II GLV", "Titan", None, "GLV"),
    "UR-500K/Blok D": Launcher("UR-500K/Blok D", "Proton", None, "D"),
    "Voskhod 11A57": Launcher("Voskhod", None, "SAMP", full_name="Voskhod 11A57"),
    "Vostok 8K72": Launcher("Vostok", None, None, full_name="Vostok 8K72"),
}
ACTIVE_FAMILIES = {
    "Falcon",
    "Long March",
    "Soyuz",
    "Starship",
    "Atlas V",
    "Space Launch System",
    "H3",
    "Proton",
    "Antares",
}


class Launchers:
    """The ids and names of launcher configurations, by name in the facts."""

    def __init__(self, catalogue: Catalogue, agencies: Agencies) -> None:
        names = sorted({launcher.family for launcher in LAUNCHERS.values() if launcher.family})
        families = {
            name: catalogue.own(
                "launcher_configuration_families",
                name,
                {"name": name, "manufacturer": _makers(name, agencies), "active": name in ACTIVE_FAMILIES},
            )
            for name in names
        }
        self._ids = {
            key: catalogue.own(
                "launcher_configurations",
                key,
                {
                    "name": launcher.name,
                    "families": [families[launcher.family]] if launcher.family else [],
                    "full_name": launcher.full_name or launcher.name,
                    "variant": launcher.variant,
                    "active": launcher.active,
                    "manufacturer": agencies.code(launcher.maker) if launcher.maker else None,
                    "reusable": launcher.reusable,
                    "alias": launcher.alias,
                    **of_launcher(key),
                },
            )
            for key, launcher in LAUNCHERS.items()
        }

    def configuration(self, launch: Fact) -> int | None:
        """The configuration that flew; null if the source does not name it."""
        named = launch["launcher_configuration_name"]
        if named is not None and named not in self._ids:
            raise launch.error(f"there is no launcher configuration {named!r}")
        return None if named is None else self._ids[named]


def _makers(family: str, agencies: Agencies) -> list[int]:
    makers = {launcher.maker for launcher in LAUNCHERS.values() if launcher.family == family and launcher.maker}
    return [agencies.code(maker) for maker in sorted(makers)]


def full_name(named: str) -> str:
    """The common name of a configuration."""
    launcher = LAUNCHERS[named]
    return launcher.full_name or launcher.name
