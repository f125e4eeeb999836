"""`downrange user`: make, list and remove the accounts of the desk."""

import argparse
import getpass
import sys
from pathlib import Path

from .commands import prepared, start
from .output import CommandError, say

DONE = 0


def run(chosen: argparse.Namespace) -> int:
    with prepared(start(), fill=False):
        from downrange.desk import accounts

        try:
            match chosen.action:
                case "create":
                    account = accounts.create(chosen.name, chosen.role, _password(chosen.password_file))
                    say(f"Made {account.name}, {account.role}; the desk is at /desk/")
                case "password":
                    accounts.find(chosen.name)
                    accounts.change_password(chosen.name, _password(chosen.password_file))
                    say(f"Changed the password of {chosen.name}")
                case "delete":
                    accounts.delete(chosen.name)
                    say(f"Removed {chosen.name}")
                case _:
                    _print_list()
        except accounts.AccountRefusedError as error:
            raise CommandError(error) from None
    return DONE


def _password(file: str | None) -> str:
    """The password: the first line of a file or of standard input, or what somebody types twice."""
    if file is None and sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if getpass.getpass("Password again: ") != password:
            raise CommandError("the two passwords differ")
        return password
    try:
        text = sys.stdin.read() if file in (None, "-") else Path(str(file)).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CommandError(f"cannot read the password ({error})") from None
    lines = text.splitlines()
    if not lines or not lines[0]:
        raise CommandError("no password was given: type it, pipe it, or name a file with --password-file")
    return lines[0]


def _print_list() -> None:
    from downrange.desk.models import Account

    say(f"{'name':32} {'role':16} last login")
    for account in Account.objects.order_by("name"):
        login = "-" if account.last_login is None else f"{account.last_login:%Y-%m-%d %H:%M}"
        say(f"{account.name:32} {account.role:16} {login}")
