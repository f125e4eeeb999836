"""Links to pictures that Launch Library gives. No picture is shipped, and none is requested."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from .facts import Fact
from .identity import Identity
from .records import Catalogue, Values
from .vocabulary import IMAGE_LICENSES

FIELDS: Mapping[tuple[str, str], str] = {
    ("agencies", "image"): "image",
    ("agencies", "logo"): "logo",
    ("astronauts", "image"): "image",
    ("events", "image"): "image",
    ("launcher_configurations", "image"): "image",
    ("launchers", "image"): "image",
    ("launches", "image"): "image",
    ("locations", "image"): "image",
    ("programs", "image"): "image",
    ("space_stations", "image"): "image",
    ("spacecraft_configurations", "image"): "image",
}
"""Table and kind of a picture → the field of the record that refers to it."""

LINKS: Mapping[tuple[str, str], str] = {
    ("launches", "infographic"): "infographic",
    ("locations", "map"): "map_image",
    ("pads", "map"): "map_image",
}
"""Table and kind of a picture → the field of the record that has its URL."""

OWNERS = sorted({table for table, _ in (*FIELDS, *LINKS)})
LICENSES = {name: pk for pk, name, *_ in IMAGE_LICENSES}
SAFE = "/:%?=&+,()!*'@;$~"


def add_pictures(catalogue: Catalogue, identity: Identity, facts: Iterable[Fact]) -> None:
    """Add the pictures of records, by the ids that these will have. A record that has a picture already keeps it."""
    given = [fact for fact in facts if fact["table"] in OWNERS]
    catalogue.ledger.reserve("images", (fact["image_id"] for fact in given if "image_id" in fact))
    owners = {
        (table, identity.id(table, working)): record
        for table in OWNERS
        for working, record in catalogue.tables[table].items()
    }
    for fact in given:
        record = owners.get((fact["table"], fact["ll2"]))
        key = fact["table"], fact["kind"]
        if record is None:
            continue
        if key in LINKS:
            record.values[LINKS[key]] = _uri(fact["image_url"])
        elif key in FIELDS and record.values.get(FIELDS[key]) is None:
            record.values[FIELDS[key]] = _picture(catalogue, fact, record.values)


def _picture(catalogue: Catalogue, fact: Fact, owner: Values) -> int:
    url = _uri(fact["image_url"])
    key = f"{fact['table']} {fact['ll2']} {fact['kind']}"
    pk: int = fact.get("image_id") or catalogue.ledger.id("images", key)
    if pk not in catalogue.tables["images"]:
        values = {
            "name": fact.get("name") or f"{fact.get('of_name') or owner['name']} {fact['kind']}"[:255],
            "image_url": url,
            "thumbnail_url": _uri(fact.get("thumbnail_url", fact["image_url"])),
            "credit": fact.get("credit"),
            "license": LICENSES[fact.get("licence", "Unknown")],
            "single_use": True,
        }
        catalogue.add("images", pk, values, fact)
    return pk


def _uri(url: str) -> str:
    """The URL with every character that a URI cannot have in its encoded form."""
    return quote(url, safe=SAFE)
