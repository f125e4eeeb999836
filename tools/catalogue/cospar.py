"""International designators (COSPAR) from the launch tags of GCAT."""

import re

GREEK = "ALP BET GAM DEL EPS ZET ETA THE IOT KAP LAM MU NU XI OMI PI RHO SIG TAU UPS PHI CHI PSI OME".split()  # noqa: SIM905
LAPS = ("", "A", "B", "C", "D", "E")
"""How often the alphabet had been used up: `1962 A ALP` is the 25th launch of 1962, `1962 B ALP` the 49th."""

_NUMBERED = re.compile(r"\d{4}-\d{3}")
_GREEK = re.compile(r"(?P<year>\d{4}) (?:(?P<lap>[A-E]) )?(?P<letter>[A-Z]{2,3})")


def cospar(tag: str | None) -> str | None:
    """`1965-012` unchanged, `1960-005` for `1960 EPS`, None for failures (`F`) and suborbital flights (`U`).

    Raises `ValueError` for a tag of an unknown form.
    """
    if tag is None or re.fullmatch(r"\d{4}-[FSU]\d{2,3}", tag):
        return None
    if _NUMBERED.fullmatch(tag):
        return tag
    match = _GREEK.fullmatch(tag)
    if match is None or match["letter"] not in GREEK:
        raise ValueError(f"{tag!r} is no launch tag of GCAT")
    ordinal = LAPS.index(match["lap"] or "") * len(GREEK) + GREEK.index(match["letter"]) + 1
    return f"{match['year']}-{ordinal:03}"
