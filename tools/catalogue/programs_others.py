"""Programs of cargo, constellations, probes and test vehicles.

From general knowledge, not copied from a document. The article in a program's `wiki`, and its `document` if there is
one, can confirm it.
"""

import re

from .agencies import AMAZON_LEO, CASC, CNSA, ESA, EUTELSAT_ONEWEB, NASA, NORTHROP_GRUMMAN, SPACEX, USAF, USSF
from .program import COMMUNICATION, EARTH_OBSERVATION, NAVIGATION, Program

DEMONSTRATIONS = frozenset({"Dragon C1", "Dragon C2", "SS G. David Low"})

OTHERS = {
    "Chinese Lunar Exploration Program": Program(
        agencies=(CNSA, CASC),
        start="2004-01-24",
        wiki="Chinese_Lunar_Exploration_Program",
        description="The Chinese program of orbiters, landers, rovers and sample returns to the Moon.",
        type="Robotic Exploration",
        pk=18,
        names=re.compile(r"Chang'?e"),
    ),
    "Copernicus": Program(
        agencies=(ESA,),
        start="2014-04-03",
        wiki="Copernicus_Programme",
        description="The European program of Earth observation, with the Sentinel satellites.",
        type=EARTH_OBSERVATION,
        pk=22,
        names=re.compile(r"Sentinel[- ]\d"),
    ),
    "Starlink": Program(
        agencies=(SPACEX,),
        start="2018-02-22",
        wiki="Starlink",
        description="The SpaceX constellation of satellites for access to the Internet.",
        type=COMMUNICATION,
        pk=25,
        names=re.compile(r"Starlink"),
    ),
    "OneWeb": Program(
        agencies=(EUTELSAT_ONEWEB,),
        start="2019-02-27",
        wiki="Eutelsat_OneWeb",
        description="A constellation of satellites for access to the Internet.",
        type=COMMUNICATION,
        pk=26,
        names=re.compile(r"OneWeb"),
    ),
    "Amazon Leo": Program(
        agencies=(AMAZON_LEO,),
        start="2023-10-06",
        wiki="Amazon_Leo",
        description="The Amazon constellation of satellites for access to the Internet, formerly Project Kuiper.",
        type=COMMUNICATION,
        pk=27,
        names=re.compile(r"Amazon Leo|Kuiper|KuiperSat"),
    ),
    "Global Positioning System": Program(
        agencies=(USAF, USSF),
        start="1978-02-22",
        wiki="Global_Positioning_System",
        description="The American constellation of navigation satellites.",
        type=NAVIGATION,
        pk=29,
        names=re.compile(r"GPS (II|III)|Navstar"),
    ),
    "Galileo": Program(
        agencies=(ESA,),
        start="2005-12-28",
        wiki="Galileo_(satellite_navigation)",
        description="The European constellation of navigation satellites.",
        type=NAVIGATION,
        pk=30,
        names=re.compile(r"Galileo[- ](FOC|FM|L\d|IOV|PFM)|Galileo-\d"),
    ),
    "Commercial Resupply Services": Program(
        agencies=(NASA, SPACEX, NORTHROP_GRUMMAN),
        start="2008-12-23",
        wiki="Commercial_Resupply_Services",
        description="The American program that buys cargo flights to the International Space Station from companies.",
        type="Cargo Resupply",
        configurations=frozenset({3, 7, 10006, 19, 10007}),
        but=DEMONSTRATIONS,
        pk=11,
    ),
    "X-37B": Program(
        agencies=(USAF, USSF),
        start="2010-04-22",
        wiki="Boeing_X-37",
        description="The American military program of an uncrewed reusable spaceplane.",
        type="Military",
        configurations=frozenset({10023}),
    ),
    "SpaceX Starship": Program(
        agencies=(SPACEX,),
        start=None,
        wiki="SpaceX_Starship",
        description="The SpaceX program of a fully reusable launch vehicle, with test flights from Starbase.",
        configurations=frozenset({26, 46}),
        pk=1,
    ),
}
