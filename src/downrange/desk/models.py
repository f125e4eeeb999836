"""The accounts of the desk."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

VIEWER, LIBRARIAN, ADMINISTRATOR = "viewer", "librarian", "administrator"
ROLES: dict[str, Collection[str]] = {
    VIEWER: ("view",),
    LIBRARIAN: ("view", "add", "change"),
    ADMINISTRATOR: ("view", "add", "change", "delete"),
}
"""What an account of a role may do to the records of the catalogue."""


class AccountManager(BaseUserManager["Account"]):
    pass


class Account(AbstractBaseUser):
    """Somebody who may use the desk. Its role says what for; there are no other permissions."""

    name = models.CharField(max_length=150, unique=True)
    role = models.CharField(max_length=16, choices=[(role, role) for role in ROLES])

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "name"
    is_active = True
    is_staff = True

    def __str__(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def may(self, action: str) -> bool:
        """Whether the role allows an action: view, add, change or delete."""
        return action in ROLES.get(self.role, ())

    def has_perm(self, permission: str, obj: Any = None) -> bool:
        """Whether the role allows what Django calls `catalog.change_launch`."""
        app, _, codename = permission.partition(".")
        return app == "catalog" and self.may(codename.partition("_")[0])

    def has_module_perms(self, app: str) -> bool:
        return app == "catalog"
