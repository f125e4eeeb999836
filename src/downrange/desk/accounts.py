"""The accounts of the desk: what they may do, and making and removing them."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest

from .models import ROLES, Account

MAX_NAME = 150


class AccountRefusedError(Exception):
    """An account that cannot be made or found; its text is one line."""


def may(request: HttpRequest, action: str) -> bool:
    """Whether the account of a request may view, add, change or delete records."""
    account: Any = request.user  # the pages of the desk are behind its login
    return bool(account.may(action))


def require(request: HttpRequest, *actions: str) -> None:
    """Raise `PermissionDenied` unless the account of a request may do all of these."""
    if not all(may(request, action) for action in actions):
        raise PermissionDenied


def create(name: str, role: str, password: str) -> Account:
    """Make an account."""
    name = name.strip()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise AccountRefusedError(f"the name must be printable, and of 1 to {MAX_NAME} characters")
    if role not in ROLES:
        raise AccountRefusedError(f"the role is one of {', '.join(ROLES)}, not {role!r}")
    account = Account(name=name, role=role)
    _set_password(account, password)
    with transaction.atomic():
        if Account.objects.filter(name=name).exists():
            raise AccountRefusedError(f"there is an account {name!r} already")
        account.save()
    return account


def change_password(name: str, password: str) -> None:
    """Give an account another password; its sessions end."""
    account = find(name)
    _set_password(account, password)
    account.save(update_fields=["password"])


def delete(name: str) -> None:
    """Remove an account. What it changed stays, with its name."""
    find(name).delete()


def find(name: str) -> Account:
    account = Account.objects.filter(name=name).first()
    if account is None:
        raise AccountRefusedError(f"there is no account {name!r}")
    return account


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise AccountRefusedError(" ".join(error.messages)) from None
    account.set_password(password)
