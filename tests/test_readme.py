"""What README.md and docs/start.md print is what the server answers."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
ROOT = Path(__file__).parent.parent
REQUEST = re.compile(r"```console\n\$ curl (.+?)\n(.+?)```", re.DOTALL)


def requests(page: str) -> list[tuple[str, str]]:
    """The `curl` commands that a page shows, with their outputs."""
    return REQUEST.findall((ROOT / page).read_text(encoding="utf-8"))


def send(client: Client, command: str) -> str:
    """The body that the command gets."""
    address = urlsplit(re.findall(r"'(http[^']+)'", command)[0])
    accept = "application/json; indent=4" if "indent=4" in command else "application/json"
    response = client.get(f"{address.path}?{address.query}", headers={"accept": accept, "host": address.netloc})
    return response.content.decode()


@pytest.fixture(autouse=True)
def allowed(settings: object) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]  # type: ignore[attr-defined]


def test_the_readme_shows_one_whole_response(client: Client) -> None:
    """Its only request is printed with every byte of the body."""
    ((command, output),) = requests("README.md")
    assert output == send(client, command) + "\n"


@pytest.mark.parametrize(("command", "output"), requests("docs/start.md"), ids=["in_space", "flights_count", "record"])
def test_a_first_request_is_answered_as_it_is_printed(client: Client, command: str, output: str) -> None:
    """Every line of the filtered output stands in the response to the command above it."""
    body = send(client, command)
    assert [line for line in output.rstrip("\n").split("\n") if line not in body] == []
