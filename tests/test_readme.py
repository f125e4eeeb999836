"""What the README prints is what the server answers."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ curl (.+?)```", README, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_a_request_of_the_readme_is_answered_as_it_prints(client: Client, settings: object, block: str) -> None:
    """Every line of output stands in the answer to the address in the command above it."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]  # type: ignore[attr-defined]
    command, _, output = block.partition("\n")
    address = urlsplit(re.findall(r"'(http[^']+)'", command)[0])
    accept = "application/json; indent=4" if "indent=4" in command else "application/json"
    answer = client.get(f"{address.path}?{address.query}", headers={"accept": accept, "host": address.netloc})
    text = answer.content.decode()
    lines = output.rstrip("\n").split("\n")
    assert lines
    assert [line for line in lines if line not in text] == []


def test_the_readme_shows_three_requests() -> None:
    """The test above has something to hold."""
    assert len(BLOCKS) == 3
