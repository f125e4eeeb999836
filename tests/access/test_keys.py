"""Keys: shown once, stored as digests, revoked."""

from datetime import UTC, datetime, timedelta

import pytest

from downrange.access import keys
from downrange.access.models import Key
from downrange.access.rates import Rate

from ..conftest import Command

pytestmark = pytest.mark.usefixtures("tables")

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_a_key_is_found_by_its_text_and_stored_as_a_digest() -> None:
    """The text is nowhere in the table."""
    text = keys.create("phone", Rate(1000, 3600), NOW)
    assert len(text) == 40
    key = keys.find(text, NOW)
    assert key is not None
    assert (key.name, key.rate) == ("phone", Rate(1000, 3600))
    assert text not in str(Key.objects.values_list().get())
    assert keys.find(text[:-1], NOW) is None


@pytest.mark.django_db
def test_the_last_use_is_known_to_the_minute() -> None:
    """So that not every request writes."""
    text = keys.create("phone", None, NOW)
    for seconds, noted in ((0, 0), (59, 0), (60, 60), (100, 60)):
        keys.find(text, NOW + timedelta(seconds=seconds))
        assert Key.objects.get().last_used_at == NOW + timedelta(seconds=noted)


@pytest.mark.django_db
def test_a_revoked_key_is_not_found() -> None:
    text = keys.create("phone", None, NOW)
    keys.revoke("phone", NOW)
    assert keys.find(text, NOW) is None
    with pytest.raises(keys.KeyRefusedError, match="no key with the name 'phone' that could be revoked"):
        keys.revoke("phone", NOW)


@pytest.mark.parametrize(
    ("authorization", "text"),
    [
        (None, None),
        (b"Token abc", "abc"),
        (b"token  abc ", "abc"),
        (b"Token", ""),
        (b"Bearer abc", None),
        (b"Basic abc", None),
        (b"Token \xff", "\xff"),
    ],
)
def test_a_key_is_read_from_the_field(authorization: bytes | None, text: str | None) -> None:
    assert keys.token(authorization) == text


@pytest.mark.parametrize(
    "text", ["", "15", "15/", "15/year", "0/hour", "-1/hour", "1.5/hour", "15/hour ", "٣/hour", "10000000/day"]
)
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must be a rate such as 15/hour"):
        Rate.read(text)


def test_a_rate_is_written_as_it_is_read() -> None:
    for text in ("15/hour", "1000/day", "1/second", "300/minute"):
        assert str(Rate.read(text)) == text


def test_keys_are_made_listed_and_revoked(downrange: Command) -> None:
    """The key alone is printed, for a script to take. Where nothing limits clients, one line says so."""
    made = downrange("key", "create", "phone", "--rate", "1000/hour")
    assert (made.returncode, made.stderr.count("\n")) == (0, 1)
    assert "set DOWNRANGE_LIMIT" in made.stderr
    text = made.stdout.splitlines()[-1]
    assert len(text) == 40
    listed = downrange("key", "list", LIMIT="15/hour")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert listed.stdout.splitlines()[1].split()[:2] == ["phone", "1000/hour"]
    assert text not in listed.stdout
    assert downrange("key", "revoke", "phone").stdout == "Revoked phone\n"
    again = downrange("key", "create", "phone")
    assert (again.returncode, again.stderr) == (2, "downrange: there is a key with the name 'phone' already\n")


@pytest.mark.parametrize(
    ("arguments", "settings", "complaint"),
    [
        (["create", ""], {}, "a name of a key has 1 to 64 printable characters, not ''"),
        (["create", "x" * 65], {}, "a name of a key has 1 to 64 printable characters"),
        (["create", "a", "--rate", "fast"], {}, "argument --rate: must be a rate such as 15/hour"),
        (["revoke", "nobody"], {}, "there is no key with the name 'nobody' that could be revoked"),
        (["list"], {"LIMIT": "often"}, "DOWNRANGE_LIMIT must be a rate such as 15/hour"),
        (["list"], {"LIMIT_FAILS": "maybe"}, "DOWNRANGE_LIMIT_FAILS must be open or closed, not 'maybe'"),
        (["list"], {"CACHE_URL": "memcached://x"}, "DOWNRANGE_CACHE_URL must begin with redis://, rediss://"),
        ([], {}, "the following arguments are required: ACTION"),
    ],
)
def test_a_mistake_is_one_line(
    downrange: Command, arguments: list[str], settings: dict[str, str], complaint: str
) -> None:
    done = downrange("key", *arguments, **settings)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(f"downrange: {complaint}")
