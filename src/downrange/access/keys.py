"""Keys that clients send as `Authorization: Token KEY`, as they do to upstream."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction

from .models import Key
from .rates import Rate

LENGTH = 30
"""Random bytes of a key, which has 40 characters."""
MAX_NAME = 64
SCHEME = "token"
NOTED_EVERY = timedelta(minutes=1)
"""How exactly the last use of a key is known."""


class KeyRefusedError(Exception):
    """A key that cannot be made or revoked; its text is one line."""


def create(name: str, rate: Rate | None, now: datetime) -> str:
    """Make a key; it is returned, and stored nowhere. Raises `KeyRefusedError`."""
    if not (0 < len(name) <= MAX_NAME and name.isprintable() and name == name.strip()):
        raise KeyRefusedError(f"a name of a key has 1 to {MAX_NAME} printable characters, not {name!r}")
    text = secrets.token_urlsafe(LENGTH)
    limits = {} if rate is None else {"requests": rate.requests, "period": rate.period}
    try:
        with transaction.atomic():
            Key.objects.create(name=name, digest=digest(text), created_at=now, **limits)
    except IntegrityError:
        raise KeyRefusedError(f"there is a key with the name {name!r} already") from None
    return text


def revoke(name: str, now: datetime) -> None:
    """No process accepts the key from now on. Raises `KeyRefusedError`."""
    if not Key.objects.filter(name=name, revoked_at=None).update(revoked_at=now):
        raise KeyRefusedError(f"there is no key with the name {name!r} that could be revoked")


def token(authorization: bytes | None) -> str | None:
    """The key of an `Authorization` field; None where it has none. Other schemes are other programs' affair."""
    scheme, _, rest = (authorization or b"").decode("latin-1").partition(" ")
    return rest.strip() if scheme.lower() == SCHEME else None


def find(text: str, now: datetime) -> Key | None:
    """The key that is in force with this text. Its use is noted, where anything can be written."""
    key = Key.objects.filter(digest=digest(text), revoked_at=None).first()
    if (
        key is not None
        and not settings.READ_ONLY
        and (key.last_used_at is None or now - key.last_used_at >= NOTED_EVERY)
    ):
        Key.objects.filter(pk=key.pk).update(last_used_at=now)
    return key


def digest(text: str) -> str:
    """A key has enough chance in it that a fast digest keeps it secret."""
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
