"""The desk, with an account of each role."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from downrange.catalog.editing import editing
from downrange.desk import accounts
from downrange.desk.models import Account

from ..catalogue.cast import make_docking, make_flight, make_spacecraft

PASSWORD = "orbital-mechanic-91"  # noqa: S105 - of the tests


@pytest.fixture(autouse=True)
def quick_hashes_and_a_key(settings: Any) -> None:
    """Passwords need no slow hash here, and on PostgreSQL the tests need no key in the environment."""
    settings.DESK_LACKS_KEY = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def account(db: None) -> Account:
    return accounts.create("Ada", "librarian", PASSWORD)


@pytest.fixture
def desk(account: Account, client: Client) -> Client:
    """A browser in which the librarian is logged in."""
    client.force_login(account)
    return client


@pytest.fixture
def log(db: None) -> dict[str, Any]:
    """One craft with one flight and one docking, and its station."""
    with editing(by="tests", source="seed"):
        craft = make_spacecraft("Resurs", serial_number="R-7")
        flight = make_flight(craft, "2020-01-01T00:00", "2020-01-11T00:00")
        docking = make_docking(flight, "2020-01-02T00:00", "2020-01-10T00:00")
    return {"craft": craft, "flight": flight, "docking": docking}


Fields = Callable[..., dict[str, Any]]


@pytest.fixture
def fields() -> Fields:
    """What a browser sends of a form that a page has, with some fields changed."""

    def read(response: Any, **changed: Any) -> dict[str, Any]:
        context = response.context
        sent: dict[str, Any] = {"_revision": context["revision"]}
        forms = [context["adminform"].form]
        for formset in context["inline_admin_formsets"]:
            forms += [formset.formset.management_form, *formset.formset.forms]
        for form in forms:
            for bound in form:
                sent.update(_sent(bound))
        return {**sent, **changed}

    return read


def _sent(bound: Any) -> Iterator[tuple[str, Any]]:
    value = bound.value()
    widget = bound.field.widget
    if hasattr(widget, "decompress") and not isinstance(value, list):
        for index, part in enumerate(widget.decompress(value)):
            yield f"{bound.html_name}_{index}", "" if part is None else str(part)
    elif isinstance(value, list | tuple | set):
        yield bound.html_name, [getattr(each, "pk", each) for each in value]
    elif value is True:
        yield bound.html_name, "on"
    elif value is not None and value is not False and not hasattr(value, "read"):
        yield bound.html_name, value
