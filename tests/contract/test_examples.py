"""The examples of the help lead to records."""

import re

import pytest
from django.test import Client

from downrange.api.help import describe
from downrange.api.resource import Endpoint
from downrange.api.v230 import CONTRACT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.mark.parametrize("endpoint", CONTRACT.endpoints, ids=lambda endpoint: endpoint.route)
def test_each_example_of_the_help_finds_a_record(client: Client, endpoint: Endpoint) -> None:
    """In the shipped catalogue."""
    path = f"/2.3.0/{endpoint.route}/"
    links = [link for link in re.findall(r"\((\S+?)\)", describe(endpoint, path)) if link.startswith(path)]
    assert links
    for link in links:
        response = client.get(link, headers={"accept": "application/json"})
        assert response.status_code == 200, link
        assert response.json().get("count", 1) > 0, link
