"""How texts compare: the order in which people expect them, and search without accents.

Both are the same on every database, whatever its collation. The order is that of the collation en_US, which upstream's
database has: letters and digits count first, then accents, then case, then blanks and punctuation.

The results are stored. A change of this module needs a migration, if only an empty one: after a migration all derived
columns are derived anew.
"""

import re
from unicodedata import combining, normalize

MAX_KEY = 1000
"""Bytes of a sort key. PostgreSQL indexes no more than 2700."""
STROKE = "\N{COMBINING LONG SOLIDUS OVERLAY}"
ACCENTS = {
    mark: number
    for number, mark in enumerate(
        (
            "\N{COMBINING ACUTE ACCENT}",
            "\N{COMBINING GRAVE ACCENT}",
            "\N{COMBINING BREVE}",
            "\N{COMBINING CIRCUMFLEX ACCENT}",
            "\N{COMBINING CARON}",
            "\N{COMBINING RING ABOVE}",
            "\N{COMBINING DIAERESIS}",
            "\N{COMBINING DOUBLE ACUTE ACCENT}",
            "\N{COMBINING TILDE}",
            "\N{COMBINING DOT ABOVE}",
            STROKE,
            "\N{COMBINING CEDILLA}",
            "\N{COMBINING OGONEK}",
            "\N{COMBINING MACRON}",
        ),
        2,
    )
}
"""The accents in their order; others come after these."""
LETTERS = str.maketrans(
    {
        "Æ": f"A{STROKE}E",
        "Ð": f"D{STROKE}",
        "Ø": f"O{STROKE}",
        "Þ": f"T{STROKE}H",
        "ß": f"s{STROKE}s",
        "æ": f"a{STROKE}e",
        "ð": f"d{STROKE}",
        "ø": f"o{STROKE}",
        "þ": f"t{STROKE}h",
        "Đ": f"D{STROKE}",
        "đ": f"d{STROKE}",
        "Ħ": f"H{STROKE}",
        "ħ": f"h{STROKE}",
        "ı": f"i{STROKE}",
        "Ł": f"L{STROKE}",
        "ł": f"l{STROKE}",
        "Ŋ": f"N{STROKE}",
        "ŋ": f"n{STROKE}",
        "Œ": f"O{STROKE}E",
        "œ": f"o{STROKE}e",
        "Ŧ": f"T{STROKE}",
        "ŧ": f"t{STROKE}",
        "ẞ": f"S{STROKE}S",
    }
)
"""Letters that Unicode does not decompose, as a letter with an accent."""
NO_LETTER = re.compile(r"[\W_]")
PLAIN = 1
"""Stands for a letter among accents, and sorts before each of them."""


def fold(text: str) -> str:
    """The text without case and accents. A text that contains another one still does when both are folded."""
    return text.lower() if text.isascii() else _without_accents(_decompose(text)).casefold()


def sort_key(text: str) -> bytes:
    """Bytes that compare as people order the texts that they are of.

    They are four levels, of which a later one counts where all before it are equal: letters and digits, accents,
    capitals, and all other characters by their places. Of a key that would be longer than `MAX_KEY`, the beginning
    counts.
    """
    accents = b""
    if not text.isascii():
        decomposed = _decompose(text)
        accents, text = _accents(decomposed), _without_accents(decomposed)
    letters = NO_LETTER.sub("", text)
    key = letters.casefold().encode() + b"\0" + accents.rstrip(bytes([PLAIN])) + b"\0" + _capitals(letters)
    return (key + _others(text))[:MAX_KEY]


def _decompose(text: str) -> str:
    return normalize("NFKD", text).translate(LETTERS)


def _without_accents(decomposed: str) -> str:
    return "".join(character for character in decomposed if not combining(character))


def _accents(decomposed: str) -> bytes:
    """The accents by their places among the letters."""
    return bytes(
        ACCENTS.get(character, len(ACCENTS) + 2) if combining(character) else PLAIN
        for character in decomposed
        if combining(character) or character.isalnum()
    )


def _capitals(letters: str) -> bytes:
    """A bit for each letter. Texts whose letters are equal have as many, so nothing needs to end them."""
    bits = "".join("1" if letter.isupper() else "0" for letter in letters)
    return int(bits or "0", 2).to_bytes((len(bits) + 7) // 8, "big")


def _others(text: str) -> bytes:
    """The characters that are no letters, each after the number of letters before it. So of texts with the same letters
    the one with a blank comes first, and of two blanks the earlier.
    """
    level, end = bytearray(), 0
    for found in NO_LETTER.finditer(text):
        level += _number(found.start() - end) + found[0].encode()
        end = found.end()
    return bytes(level + _number(len(text) - end))


def _number(length: int) -> bytes:
    """A number as bytes that compare as numbers do."""
    full, rest = divmod(length, 255)
    return b"\xff" * full + bytes([rest])
