"""The environment variables that Downrange knows, read strictly.

`Environment.read(os.environ)` gives every setting with its default, or raises `SettingError` with one line that says
what is wrong: a malformed value, an unreadable secret file, or a `DOWNRANGE_*` that does not exist (a misspelt setting
must not be a silent default). Secrets may be given as a file: `DOWNRANGE_SECRET_KEY_FILE` names a file that holds what
`DOWNRANGE_SECRET_KEY` would.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from downrange.access.rates import Rate

PREFIX = "DOWNRANGE_"
SETTINGS = (
    "DATA",
    "HOST",
    "PORT",
    "WORKERS",
    "ALLOWED_HOSTS",
    "TRUSTED_PROXIES",
    "DATABASE_URL",
    "SECRET_KEY",
    "DEBUG",
    "CACHE_MIB",
    "FIGURES_GRACE",
    "READY_MAX_AGE",
    "QUERY_TIMEOUT",
    "METRICS",
    "ACCESS_LOG",
    "ACCESS_LOG_FORMAT",
    "LIMIT",
    "LIMIT_FAILS",
    "CACHE_URL",
    "MAX_LIMIT",
    "PICTURES",
    "MIRROR",
    "MIRROR_CALLS",
    "MIRROR_SHARES",
    "UPSTREAM_TOKEN",
)
MAX_CONNECTION_AGE = 60
"""Seconds that a connection to SQLite is kept: to open one takes longer than a query, but a file may be replaced."""
CONNECT_TIMEOUT = 5
"""Seconds that PostgreSQL has to accept a connection."""
MAX_PORT = 65_535
OPTIONS = ("PORT", "WORKERS")
"""Numbers that the command also takes as options."""
SECRETS = ("DATABASE_URL", "SECRET_KEY", "UPSTREAM_TOKEN", "CACHE_URL")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
LOOPBACK_NETWORKS = "127.0.0.0/8,::1"
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - recognised, not bound to
SQLITE_ENGINE = "django.db.backends.sqlite3"
DATABASE_FILE = "downrange.sqlite3"
MIN_KEY_LENGTH = 32  # characters
LAUNCH_LIBRARY = "https://ll.thespacedevs.com"
CACHE_SCHEMES = {"redis": "redis", "rediss": "rediss", "valkey": "redis", "valkeys": "rediss", "unix": "unix"}
DEFAULT_SHARES: Mapping[str, int] = {"imminent": 40, "changed": 20, "asked": 20, "copy": 20}

# As Django matches them: a name, one with a dot before it for all below it, an IPv6 address in brackets, or * for any.
_HOST_NAME = re.compile(r"\*|\.?[a-z0-9]([a-z0-9_.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.ASCII | re.IGNORECASE)


class SettingError(Exception):
    """A setting that cannot be used; its text is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Environment:
    data: Path
    host: str
    port: int
    workers: int
    allowed_hosts: tuple[str, ...]
    allowed_hosts_given: bool
    database: dict[str, Any]
    secret_key: str | None
    debug: bool
    cache_mib: int
    """MiB that each process may cache; 0 turns the caches off."""
    figures_grace: int
    """Days after the age of the facts at which figures stop growing."""
    ready_max_age: int
    """Hours that facts, and the mirror's last answer, may be old while the server counts as ready; 0: any."""
    query_timeout: int
    """Seconds that the database may take for a response; 0: any time."""
    metrics: tuple[str, int] | None
    """Host and port that answer `/metrics`, if any."""
    access_log: str | None
    """The file of the access log, or `-` for standard output; None: there is none."""
    access_log_format: str
    limit: Rate | None
    """Requests that an address may send; None: clients are not limited, and keys are not looked at."""
    limit_fails_open: bool
    """Whether requests pass while they cannot be counted."""
    cache_url: str | None
    """The Redis or Valkey that counts requests; None: the database does."""
    max_limit: int
    """Records that one page may have."""
    pictures: bool
    """Whether the pages of `/explore/` show the pictures that records link to, which are on other hosts."""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]
    """Those that may say how their client asked: its scheme, host and address, and a path prefix."""
    mirror: str | None
    """The URL of the upstream that the catalogue is kept fresh from, if any."""
    mirror_calls: int
    """Calls that upstream allows in an hour."""
    mirror_shares: Mapping[str, int]
    """Percent of the calls, by what they are for."""
    upstream_token: str | None

    @property
    def uses_sqlite(self) -> bool:
        """Whether the database is the one in the data folder."""
        return str(self.database["ENGINE"]) == SQLITE_ENGINE

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> "Environment":
        """All settings, from the process's environment. Writes nothing."""
        values = _values(variables)
        data = _folder(values.get("DATA") or default_data_folder(variables))
        host = values.get("HOST") or "127.0.0.1"
        debug = _boolean("DEBUG", values.get("DEBUG") or "false")
        return cls(
            data=data,
            host=host,
            port=_integer("PORT", values.get("PORT") or "8000", 1, 65535),
            workers=_integer("WORKERS", values.get("WORKERS") or str(_cores()), 1, 256),
            allowed_hosts=_allowed_hosts(values.get("ALLOWED_HOSTS"), host),
            allowed_hosts_given=bool(values.get("ALLOWED_HOSTS")),
            database=_database(values.get("DATABASE_URL"), data),
            secret_key=_secret_key(values.get("SECRET_KEY") or None, debug=debug),
            debug=debug,
            cache_mib=_integer("CACHE_MIB", values.get("CACHE_MIB") or "192", 0, 65_536),
            figures_grace=_integer("FIGURES_GRACE", values.get("FIGURES_GRACE") or "7", 0, 36_500),
            ready_max_age=_integer("READY_MAX_AGE", values.get("READY_MAX_AGE") or "0", 0, 1_000_000),
            query_timeout=_integer("QUERY_TIMEOUT", values.get("QUERY_TIMEOUT") or "10", 0, 3600),
            metrics=_address(values.get("METRICS")),
            access_log=values.get("ACCESS_LOG") or None,
            access_log_format=_choice("ACCESS_LOG_FORMAT", values.get("ACCESS_LOG_FORMAT") or "text", ("text", "json")),
            limit=_rate(values.get("LIMIT")),
            limit_fails_open=_choice("LIMIT_FAILS", values.get("LIMIT_FAILS") or "open", ("open", "closed")) == "open",
            cache_url=_cache_url(values.get("CACHE_URL")),
            max_limit=_integer("MAX_LIMIT", values.get("MAX_LIMIT") or "100", 1, 10_000),
            pictures=_boolean("PICTURES", values.get("PICTURES") or "true"),
            trusted_proxies=_networks("TRUSTED_PROXIES", values.get("TRUSTED_PROXIES", LOOPBACK_NETWORKS)),
            mirror=_upstream(values.get("MIRROR")),
            mirror_calls=_integer("MIRROR_CALLS", values.get("MIRROR_CALLS") or "15", 1, 1_000_000),
            mirror_shares=_shares(values.get("MIRROR_SHARES")),
            upstream_token=_token(values.get("UPSTREAM_TOKEN")),
        )


def default_data_folder(variables: Mapping[str, str]) -> str:
    """Where the database lives unless told otherwise: the user's data folder, by the XDG convention."""
    return str(Path(variables.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "downrange")


def bracketed(host: str) -> str:
    """An address as it stands in a URL: one of IPv6 goes into brackets."""
    return f"[{host}]" if ":" in host else host


def _values(variables: Mapping[str, str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for name in sorted(variables):
        if not name.startswith(PREFIX):
            continue
        setting = name.removeprefix(PREFIX)
        if setting in SETTINGS:
            values[setting] = variables[name]
        elif setting.removesuffix("_FILE") in SECRETS:
            if variables[name]:
                values[setting.removesuffix("_FILE")] = _secret_file(name, variables)
        else:
            raise SettingError(f"{name} is not a setting; known are {', '.join(PREFIX + known for known in SETTINGS)}")
    return values


def _secret_file(name: str, variables: Mapping[str, str]) -> str:
    if variables.get(name.removesuffix("_FILE")):
        raise SettingError(f"{name} and {name.removesuffix('_FILE')} are both set; keep one of them")
    try:
        secret = Path(variables[name]).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise SettingError(f"{name}: cannot read {variables[name]!r} ({error})") from None
    if not secret:
        raise SettingError(f"{name}: {variables[name]!r} is empty")
    return secret


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as error:
        raise SettingError(f"{PREFIX}DATA: {text!r} is not a folder ({error})") from None


def _integer(name: str, text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        option = f" (--{name.lower()})" if name in OPTIONS else ""
        raise SettingError(f"{PREFIX}{name}{option} must be a whole number from {least} to {most}, not {text!r}")
    return int(text)


def _boolean(name: str, text: str) -> bool:
    if text.lower() not in ("true", "false", "1", "0"):
        raise SettingError(f"{PREFIX}{name} must be true or false, not {text!r}")
    return text.lower() in ("true", "1")


def _networks(name: str, text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    networks = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        try:
            networks.append(ip_network(part))
        except ValueError:
            raise SettingError(
                f"{PREFIX}{name} must be addresses or networks with commas between, such as 10.0.0.0/8, not {part!r}"
            ) from None
    return tuple(networks)


def _allowed_hosts(text: str | None, host: str) -> tuple[str, ...]:
    """The names under which the server may be addressed: this machine's loopback names, and those given or else the
    bound address.
    """
    if text:
        names = tuple(name.strip() for name in text.split(","))
        for name in names:
            if not _HOST_NAME.fullmatch(name):
                raise SettingError(
                    f"{PREFIX}ALLOWED_HOSTS must be names or addresses with commas between, no scheme and no port, "
                    f"not {name!r}"
                )
        return (*LOOPBACK, *(name for name in names if name not in LOOPBACK))
    own = bracketed(host)
    return LOOPBACK if own in LOOPBACK or host in EVERYWHERE else (*LOOPBACK, own)


def _upstream(text: str | None) -> str | None:
    """The URL of an upstream, with or without a path prefix, without a slash at the end."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
        is_url = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_url = False
    if not is_url or parts.query or parts.fragment or parts.username or parts.password:
        raise SettingError(f"{PREFIX}MIRROR must be the URL of an upstream, such as {LAUNCH_LIBRARY}, not {text!r}")
    return text.rstrip("/")


def _shares(text: str | None) -> Mapping[str, int]:
    shares = dict(DEFAULT_SHARES)
    for part in filter(None, (part.strip() for part in (text or "").split(","))):
        name, _, percent = part.partition("=")
        if name not in shares or not percent.isdigit() or not 0 < int(percent) <= 100:
            raise SettingError(
                f"{PREFIX}MIRROR_SHARES must be shares of 1 to 100 percent, such as imminent=40,copy=20, for"
                f" {', '.join(shares)}, not {part!r}"
            )
        shares[name] = int(percent)
    return shares


def _address(text: str | None) -> tuple[str, int] | None:
    if not text:
        return None
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdigit() and 0 < int(port[:6]) <= MAX_PORT):
        raise SettingError(f"{PREFIX}METRICS must be an address and a port, such as 127.0.0.1:9000, not {text!r}")
    return host.strip("[]"), int(port)


def _rate(text: str | None) -> Rate | None:
    try:
        return Rate.read(text) if text else None
    except ValueError as error:
        raise SettingError(f"{PREFIX}LIMIT {error}") from None


def _choice(name: str, text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise SettingError(f"{PREFIX}{name} must be {' or '.join(choices)}, not {text!r}")
    return text


def _cache_url(text: str | None) -> str | None:
    """The URL of a Redis or Valkey, whose schemes mean the same."""
    if not text:
        return None
    scheme, separator, rest = text.partition("://")
    if scheme not in CACHE_SCHEMES or not separator or not rest:
        raise SettingError(f"{PREFIX}CACHE_URL must begin with {', '.join(f'{each}://' for each in CACHE_SCHEMES)}")
    return f"{CACHE_SCHEMES[scheme]}://{rest}"


def _token(text: str | None) -> str | None:
    if text and not (text.isascii() and text.isprintable() and " " not in text):
        raise SettingError(f"{PREFIX}UPSTREAM_TOKEN must be printable ASCII without spaces")
    return text or None


def _cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _database(url: str | None, data: Path) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": SQLITE_ENGINE,
            "NAME": str(data / DATABASE_FILE),
            "CONN_MAX_AGE": MAX_CONNECTION_AGE,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if not url.startswith(("postgres://", "postgresql://")):
        raise SettingError(
            f"{PREFIX}DATABASE_URL must begin with postgres://; leave it out for SQLite in the data folder"
        )
    try:
        database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True))
    except (dj_database_url.ParseError, ValueError):
        raise SettingError(f"{PREFIX}DATABASE_URL is not of the form postgres://user:password@host:port/name") from None
    database["OPTIONS"] = {"connect_timeout": CONNECT_TIMEOUT, **database.get("OPTIONS", {})}
    if not database.get("NAME"):
        raise SettingError(f"{PREFIX}DATABASE_URL names no database: postgres://user:password@host:port/name")
    return database


def _secret_key(key: str | None, *, debug: bool) -> str | None:
    if key and not debug and _is_weak(key):
        raise SettingError(
            f"{PREFIX}SECRET_KEY is a development key: give {MIN_KEY_LENGTH} random characters or more, or leave it out"
        )
    return key


def _is_weak(key: str) -> bool:
    return len(key) < MIN_KEY_LENGTH or len(set(key)) < 8 or key.startswith(("django-insecure", "development"))
