"""The colours of the pages: every text can be read on what it stands on (WCAG 2.2, AA)."""

import re
from pathlib import Path

import pytest

import downrange.explorer

SHEET = Path(downrange.explorer.__file__).parent / "static" / "explorer" / "base.css"
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
    for part in SHEET.read_text().split("}\n}")[0].split("@media")
)
GROUNDS = ("ground", "surface", "sunk")
PAIRS = [
    *((text, ground) for text in ("text", "muted", "accent") for ground in GROUNDS),
    *((token, "surface") for token in ("key", "string", "number", "boolean", "null", "bad")),
    *((text, "accent-soft") for text in ("text", "accent")),
    *((text, "sunk") for text in ("key", "good", "bad")),
    ("on-accent", "accent"),
]
MIN_TEXT_CONTRAST = 4.5
MIN_EDGE_CONTRAST = 3.0


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(scheme: dict[str, str], text: str, ground: str) -> None:
    """At least 4.5 to 1."""
    assert contrast(scheme[text], scheme[ground]) >= MIN_TEXT_CONTRAST


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_an_input_can_be_seen(scheme: dict[str, str]) -> None:
    """At least 3 to 1."""
    assert contrast(scheme["edge"], scheme["surface"]) >= MIN_EDGE_CONTRAST
