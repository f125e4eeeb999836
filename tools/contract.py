"""Condenses an OpenAPI document to what the tests hold: `python -m tools.contract FILE > tests/contract/contract.json`.

FILE is the document, in JSON, that Launch Library publishes of its version 2.3.0. Our own document is read in the same
words and compared with it. A type is one word: its format, or else its name; the name of a component; `[…]` around it
for a list; `?` behind it where it may be null.
"""

import json
import sys
from pathlib import Path
from typing import Any

Object = dict[str, Any]


def condense(document: Object) -> dict[str, Object]:
    """Components with their properties in order, unions with their members by mode, and of each address its parameters
    and the component that it answers with.
    """
    schemas = document["components"]["schemas"]
    operations = {path: item["get"] for path, item in document["paths"].items()}
    return {
        "components": {
            name: {"fields": _properties(schema), "response_mode": _response_mode(schema)}
            for name, schema in schemas.items()
            if "properties" in schema
        },
        "unions": {name: _members(schema) for name, schema in schemas.items() if "oneOf" in schema},
        "answers": {path: _answer(operation) for path, operation in operations.items()},
        "parameters": {
            path: {parameter["name"]: _parameter(parameter) for parameter in operation.get("parameters", ())}
            for path, operation in operations.items()
        },
    }


def kind(schema: Object) -> str:
    """The type of a schema in one word."""
    if "$ref" in schema:
        name = _name(schema["$ref"])
    elif "allOf" in schema:
        name = kind(schema["allOf"][0])
    elif schema["type"] == "array":
        name = f"[{kind(schema['items'])}]"
    else:
        name = str(schema.get("format", schema["type"]))
    return f"{name}?" if schema.get("nullable") else name


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _properties(schema: Object) -> dict[str, str]:
    return {name: kind(value) for name, value in schema["properties"].items()}


def _response_mode(schema: Object) -> str | None:
    mode: str | None = schema["properties"].get("response_mode", {}).get("default")
    return mode


def _members(schema: Object) -> dict[str, str]:
    return {mode: _name(reference) for mode, reference in schema["discriminator"]["mapping"].items()}


def _answer(operation: Object) -> str:
    return kind(operation["responses"]["200"]["content"]["application/json"]["schema"])


def _parameter(parameter: Object) -> str:
    """`id: integer in path`; of a list also whether its values are separated by commas, or the parameter repeated."""
    words = [kind(parameter["schema"])]
    if "explode" in parameter:
        words.append("repeated" if parameter["explode"] else "by commas")
    if parameter["in"] != "query":
        words.append(f"in {parameter['in']}")
    return " ".join(words)


def write(contract: dict[str, Object]) -> str:
    """JSON, a line for each component, union and address."""
    sections = (
        f"{json.dumps(section)}: {{\n"
        + ",\n".join(f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in entries.items())
        for section, entries in contract.items()
    )
    return "{" + "\n}, ".join(sections) + "\n}}\n"


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tools.contract FILE")
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.write(write(condense(document)))


if __name__ == "__main__":
    main()
