"""Writes the OpenAPI document of the contract to the file that is named, after validating it."""

import json
import os
import sys
from pathlib import Path


def main(name: str) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
    import django

    django.setup()
    from drf_spectacular.validation import validate_schema

    from downrange.api.openapi import render
    from downrange.api.v230 import CONTRACT

    document = render(CONTRACT, "application/json")
    validate_schema(json.loads(document))
    Path(name).write_bytes(document)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
