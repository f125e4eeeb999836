"""An OpenAPI document, condensed for the tests."""

import json
from pathlib import Path
from typing import Any

import pytest
from tools.contract import condense, kind, write

DOCKING: dict[str, Any] = {
    "paths": {
        "/2.3.0/dockings/": {
            "get": {
                "parameters": [
                    {"in": "query", "name": "id", "schema": {"type": "integer"}},
                    {
                        "in": "query",
                        "name": "ids",
                        "schema": {"type": "array", "items": {"type": "string", "format": "uuid"}},
                        "explode": False,
                    },
                ],
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/AnyDocking"}}}}
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Docking": {
                "properties": {
                    "id": {"type": "integer"},
                    "response_mode": {"type": "string", "default": "normal"},
                    "departure": {"type": "string", "format": "date-time", "nullable": True},
                }
            },
            "AnyDocking": {"oneOf": [], "discriminator": {"mapping": {"normal": "#/components/schemas/Docking"}}},
        }
    },
}
CONDENSED = {
    "components": {
        "Docking": {
            "fields": {"id": "integer", "response_mode": "string", "departure": "date-time?"},
            "response_mode": "normal",
        }
    },
    "unions": {"AnyDocking": {"normal": "Docking"}},
    "answers": {"/2.3.0/dockings/": "AnyDocking"},
    "parameters": {"/2.3.0/dockings/": {"id": "integer", "ids": "[uuid] by commas"}},
}


@pytest.mark.parametrize(
    ("schema", "word"),
    [
        ({"type": "string"}, "string"),
        ({"type": "string", "format": "uri", "nullable": True}, "uri?"),
        ({"$ref": "#/components/schemas/Image"}, "Image"),
        ({"allOf": [{"$ref": "#/components/schemas/Image"}], "nullable": True}, "Image?"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Country"}}, "[Country]"),
    ],
)
def test_a_type_is_condensed_to_one_word(schema: dict[str, Any], word: str) -> None:
    """So that the contract reads as a list of names."""
    assert kind(schema) == word


def test_a_document_is_condensed() -> None:
    """Components, unions, and what each address takes and answers."""
    assert condense(DOCKING) == CONDENSED


def test_the_contract_has_one_line_per_entry() -> None:
    """So that a difference between two contracts is a line."""
    written = write(CONDENSED)
    assert json.loads(written) == CONDENSED
    assert written.splitlines()[1].startswith('  "Docking": ')


def test_the_committed_contract_is_formatted_by_the_tool() -> None:
    """It was not edited by hand into another shape."""
    contract = (Path(__file__).parents[1] / "contract" / "contract.json").read_text(encoding="utf-8")
    assert write(json.loads(contract)) == contract
