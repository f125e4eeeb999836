"""Accounts and roles: who may see the desk, and who may change what."""

import pytest
from django.test import Client

from downrange.catalog.tables import TABLES
from downrange.desk import accounts
from downrange.desk.models import Account

from ..conftest import Command
from .conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_there_is_no_desk_without_an_account(client: Client) -> None:
    """Nobody finds it until somebody has made an account."""
    assert client.get("/desk/").status_code == 404
    assert client.get("/desk/login/").status_code == 404


def test_the_desk_asks_who_is_there(client: Client, account: Account) -> None:
    """Every page leads to the login."""
    response = client.get("/desk/catalog/launch/")
    assert (response.status_code, response["Location"]) == (302, "/desk/login/?next=/desk/catalog/launch/")


def test_the_password_opens_the_desk(client: Client, account: Account) -> None:
    """A login leads to the front page."""
    response = client.post("/desk/login/?next=/desk/", {"username": "Ada", "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    assert client.get("/desk/").status_code == 200


def test_a_wrong_password_does_not(client: Client, account: Account) -> None:
    """The page says so."""
    response = client.post("/desk/login/", {"username": "Ada", "password": "guess"})
    assert response.status_code == 200
    assert "correct name and password" in response.content.decode()


def test_passwords_cannot_be_guessed_for_long(client: Client, account: Account) -> None:
    """After 20 logins of an address in an hour the next is refused, with the right password too; others may try."""
    wrong, right = {"username": "Ada", "password": "guess"}, {"username": "Ada", "password": PASSWORD}
    statuses = [client.post("/desk/login/", wrong).status_code for _ in range(21)]
    assert statuses == [200] * 20 + [429]
    refused = client.post("/desk/login/", right)
    assert (refused.status_code, 3500 < int(refused["Retry-After"]) <= 3600) == (429, True)
    assert client.post("/desk/login/", right, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_pages_have_a_policy_without_inline_scripts(desk: Client) -> None:
    """Nothing that was typed into a record runs."""
    response = desk.get("/desk/")
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_the_header_leads_to_the_pages_of_the_desk(desk: Client) -> None:
    """On every page; the front page has each table, in families."""
    page = desk.get("/desk/")
    for path in ("changes", "pins", "pins/upstream", "import"):
        assert f'href="/desk/{path}/"' in page.content.decode()
    families = [family["name"] for family in page.context["app_list"]]
    assert families[:3] == ["Spacecraft and their flights", "Dockings", "People"]
    assert sum(len(family["models"]) for family in page.context["app_list"]) == len(TABLES)


def test_without_a_shared_key_the_desk_says_so(desk: Client, settings: object) -> None:
    """Servers that share a database must share the key that signs sessions."""
    settings.DESK_LACKS_KEY = True  # type: ignore[attr-defined]
    response = desk.get("/desk/")
    assert response.status_code == 503
    assert "DOWNRANGE_SECRET_KEY" in response.content.decode()


@pytest.mark.parametrize(
    ("role", "view", "add", "change", "delete"),
    [
        ("viewer", True, False, False, False),
        ("librarian", True, True, True, False),
        ("administrator", True, True, True, True),
    ],
)
def test_a_role_says_what_may_be_done(role: str, view: bool, add: bool, change: bool, delete: bool) -> None:
    """There are no permissions besides."""
    account = accounts.create("Grace", role, PASSWORD)
    asked = [account.has_perm(f"catalog.{action}_launch") for action in ("view", "add", "change", "delete")]
    assert asked == [view, add, change, delete]
    assert not account.has_perm("desk.view_account")


def test_a_viewer_cannot_save(client: Client, log: dict[str, object]) -> None:
    """The form is not shown, and what is sent is refused."""
    client.force_login(accounts.create("Vera", "viewer", PASSWORD))
    url = f"/desk/catalog/spacecraft/{log['craft'].pk}/change/"  # type: ignore[attr-defined]
    assert client.get(url).status_code == 200
    assert client.post(url, {"name": "Other"}).status_code == 403


@pytest.mark.parametrize(
    ("name", "role", "password", "why"),
    [
        ("", "viewer", PASSWORD, "the name must be printable"),
        ("Ada", "owner", PASSWORD, "the role is one of viewer, librarian, administrator"),
        ("Ada", "viewer", "short", "too short"),
        ("Ada", "viewer", "password123", "too common"),
    ],
)
def test_an_account_is_refused(name: str, role: str, password: str, why: str) -> None:
    """With a line that says why."""
    with pytest.raises(accounts.AccountRefusedError, match=why):
        accounts.create(name, role, password)


def test_a_name_is_taken_once(account: Account) -> None:
    """A second account of a name would be the first one's."""
    with pytest.raises(accounts.AccountRefusedError, match="already"):
        accounts.create("Ada", "viewer", PASSWORD)


def test_the_command_makes_and_removes_accounts(downrange: Command, tmp_path: object) -> None:
    """From the first account to the last."""
    secret = tmp_path / "password"  # type: ignore[operator]
    secret.write_text(f"{PASSWORD}\n")
    made = downrange("user", "create", "Ada", "--role", "librarian", "--password-file", str(secret))
    assert (made.returncode, made.stdout) == (0, "Preparing the database\nMade Ada, librarian; the desk is at /desk/\n")
    assert "Ada                              librarian" in downrange("user", "list").stdout
    again = downrange("user", "create", "Ada", "--role", "librarian", "--password-file", str(secret))
    assert (again.returncode, again.stderr) == (2, "downrange: there is an account 'Ada' already\n")
    assert downrange("user", "delete", "Ada").stdout == "Removed Ada\n"
    assert "Ada" not in downrange("user", "list").stdout
