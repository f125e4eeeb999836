"""Flights that the catalogue of spacecraft lacks: what the log does not say about them.

From general knowledge, not copied from a document. It can be confirmed in NASA, "Apollo by the Numbers".
"""

MISSIONS: dict[str, tuple[str | None, str | None]] = {
    "2026-024": ("Chonfu Shiyong Shiyan HQ 4", None),
    "2026-U04": ("Starship FT-13", None),
    "F9 IFA": ("Crew Dragon In-Flight Abort Test", None),
    "MR-2": ("Mercury-Redstone 2", None),
    "1969-F05": ("Soyuz 7K-L1S No.1", "Deep space"),
    "1969-F10": ("Soyuz 7K-L1S No.2", "Deep space"),
    "1969-F14": ("Soyuz 7K-L1E No.1", "Deep space"),
    "1970-103": ("Kosmos-382", "Medium Earth Orbit"),
    "1971-F06": ("Soyuz 7K-LOK No.1", "Deep space"),
    "1972-F07": ("Soyuz 7K-LOK No.2", "Deep space"),
    "1968-007": ("Apollo 5 LM", "Low Earth Orbit"),
    "1969-018": ("Apollo 9 LM", "Low Earth Orbit"),
    "1969-043": ("Apollo 10 LM", "Lunar orbit"),
    "1969-059": ("Apollo 11 LM", "Moon"),
    "1969-099": ("Apollo 12 LM", "Moon"),
    "1970-029": ("Apollo 13 LM", "Deep space"),
    "1971-008": ("Apollo 14 LM", "Moon"),
    "1971-063": ("Apollo 15 LM", "Moon"),
    "1972-031": ("Apollo 16 LM", "Moon"),
    "1972-096": ("Apollo 17 LM", "Moon"),
}
"""Tag of a launch → mission, if it is not the name in the log, and destination, if the record has none."""

ENDS = {
    "1968-007": "1968-01-23",
    "1969-018": "1969-03-07",
    "1969-043": "1969-05-23",
    "1969-059": "1969-07-21",
    "1969-099": "1969-11-20",
    "1970-029": "1970-04-17",
    "1971-008": "1971-02-07",
    "1971-063": "1971-08-03",
    "1972-031": "1972-04-24",
    "1972-096": "1972-12-15",
}
"""The day on which each lunar module was given up: cast off, or brought down on the Moon soon after."""

FLIGHTS = {
    10010: 201,
    10481: 223,
    10734: 759,
    10654: 879,
    10738: 895,
    10674: 901,
    10733: 905,
    10735: 906,
    10737: 908,
    10739: 910,
    # Launch Library numbers the flights of the Space Shuttle in order, and has as many of Endeavour.
    **dict(zip(range(10334, 10345), (90, 93, 96, 99, 104, 107, 110, 113, 116, 119, 122), strict=True)),
    10347: 142,
}
"""Flights of the facts → Launch Library's id, which the log has under the name of the craft alone."""

AHEAD = {
    "bf2c3027-a314-403e-a416-2bfd5d165ad1": (880, 569, "International Space Station"),
    "dfac5ab7-7017-454f-b6cf-eeed277a97b5": (770, 547, "Low Earth Orbit"),
    "ca680864-788f-4096-93e2-c09f1b2193c9": (771, 548, "Low Earth Orbit"),
    "f2b6ed2a-0f6a-4d19-a436-d387319ff52d": (882, 613, "Low Earth Orbit"),
    "6addcdf6-7fe3-4972-b738-b96069295422": (772, 549, "Low Earth Orbit"),
    "a67b40f9-cfcc-4614-a355-a156280b4bb3": (581, 447, "Low Earth Orbit"),
    "8034d81b-af96-460c-a7b7-5c8e7f1a1d86": (760, 541, "Low Earth Orbit"),
    "d74f2e7b-a8b7-4d8f-8ecd-193e73937664": (865, 603, "Low Earth Orbit"),
}
"""Planned launch → Launch Library's ids of flight and craft, and destination."""

PEOPLE = {
    "John McKay": "John B. McKay",
    "Joseph Walker": "Joseph A. Walker",
    "Michael Adams": "Michael J. Adams",
    "Robert Rushworth": "Robert A. Rushworth",
    "Robert White": "Robert M. White",
    "William Dana": "William H. Dana",
    "William Knight": "William J. Knight",
}
"""People as the log names them → as Launch Library or `newcomers` does."""
