"""The environment is read strictly: a setting that cannot be used stops the start with one line."""

from pathlib import Path

import pytest
from django.core.management import call_command

from downrange.config.environment import Environment, SettingError

KEY = "kT7-Vq2xR9_mZ4wLp8sYd1nBf6hGc3jA"


def read(**settings: str) -> Environment:
    return Environment.read({f"DOWNRANGE_{name}": value for name, value in settings.items()})


def test_the_defaults_serve_this_machine_only() -> None:
    """The defaults are those of the documentation."""
    environment = Environment.read({"XDG_DATA_HOME": "/home/alice/share", "PATH": "/bin"})
    assert (environment.host, environment.port, environment.debug) == ("127.0.0.1", 8000, False)
    assert environment.data == Path("/home/alice/share/downrange")
    assert environment.database["NAME"] == "/home/alice/share/downrange/downrange.sqlite3"
    assert environment.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert environment.workers >= 1
    assert environment.cache_mib == 192
    assert environment.secret_key is None


def test_without_xdg_data_home_the_data_is_below_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """The XDG convention has a default of its own."""
    monkeypatch.setenv("HOME", "/home/alice")
    assert Environment.read({}).data == Path("/home/alice/.local/share/downrange")


def test_reading_the_environment_writes_nothing(tmp_path: Path) -> None:
    """Neither a folder nor a key is made to find out what the settings are."""
    read(DATA=str(tmp_path / "data"))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_setting_is_not_set() -> None:
    """Compose files and unit files pass blank variables."""
    environment = read(PORT="", HOST="", DATABASE_URL="", SECRET_KEY="", SECRET_KEY_FILE="")
    assert (environment.port, environment.host, environment.secret_key) == (8000, "127.0.0.1", None)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"PORT": "80a"}, "DOWNRANGE_PORT (--port) must be a whole number from 1 to 65535, not '80a'"),
        ({"PORT": "0"}, "DOWNRANGE_PORT (--port) must be a whole number from 1 to 65535, not '0'"),
        ({"PORT": "65536"}, "DOWNRANGE_PORT (--port) must be a whole number from 1 to 65535, not '65536'"),
        ({"PORT": "-1"}, "DOWNRANGE_PORT (--port) must be a whole number from 1 to 65535, not '-1'"),
        ({"PORT": "٨٠"}, "DOWNRANGE_PORT (--port) must be a whole number from 1 to 65535, not '٨٠'"),
        ({"WORKERS": "many"}, "DOWNRANGE_WORKERS (--workers) must be a whole number from 1 to 256, not 'many'"),
        (
            {"TRUSTED_PROXIES": "10.0.0.1, proxy"},
            (
                "DOWNRANGE_TRUSTED_PROXIES must be addresses or networks with commas between, such as 10.0.0.0/8,"
                " not 'proxy'"
            ),
        ),
        (
            {"FIGURES_GRACE": "a week"},
            "DOWNRANGE_FIGURES_GRACE must be a whole number from 0 to 36500, not 'a week'",
        ),
        ({"FIGURES_GRACE": "-1"}, "DOWNRANGE_FIGURES_GRACE must be a whole number from 0 to 36500, not '-1'"),
        ({"MAX_LIMIT": "0"}, "DOWNRANGE_MAX_LIMIT must be a whole number from 1 to 10000, not '0'"),
        ({"CACHE_MIB": "1G"}, "DOWNRANGE_CACHE_MIB must be a whole number from 0 to 65536, not '1G'"),
        ({"DEBUG": "perhaps"}, "DOWNRANGE_DEBUG must be true or false, not 'perhaps'"),
        (
            {"DATABASE_URL": "mysql://a/b"},
            "DOWNRANGE_DATABASE_URL must begin with postgres://; leave it out for SQLite",
        ),
        ({"DATABASE_URL": "postgres://host"}, "DOWNRANGE_DATABASE_URL names no database"),
        ({"DATABASE_URL": "postgres://host:port/name"}, "DOWNRANGE_DATABASE_URL is not of the form postgres://"),
        ({"ALLOWED_HOSTS": "http://station.example"}, "DOWNRANGE_ALLOWED_HOSTS must be names or addresses"),
        ({"ALLOWED_HOSTS": "station.example:8000"}, "DOWNRANGE_ALLOWED_HOSTS must be names or addresses"),
        ({"ALLOWED_HOSTS": "station.example,"}, "DOWNRANGE_ALLOWED_HOSTS must be names or addresses"),
        ({"PROT": "8000"}, "DOWNRANGE_PROT is not a setting; known are DOWNRANGE_DATA, DOWNRANGE_HOST"),
        ({"PORT_FILE": "/etc/port"}, "DOWNRANGE_PORT_FILE is not a setting"),
        ({"": "8000"}, "DOWNRANGE_ is not a setting"),
    ],
    ids=str,
)
def test_an_invalid_setting_is_refused(settings: dict[str, str], reason: str) -> None:
    """A misspelt or malformed setting must not become a silent default."""
    with pytest.raises(SettingError) as refusal:
        read(**settings)
    assert str(refusal.value).startswith(reason)
    assert "\n" not in str(refusal.value)


def test_an_error_does_not_show_the_password() -> None:
    """Errors about a URL leave out its secrets."""
    with pytest.raises(SettingError) as refusal:
        read(DATABASE_URL="postgres://alice:wordpass@host:port/name")
    assert "wordpass" not in str(refusal.value)


def test_the_database_is_read_from_its_url() -> None:
    """A PostgreSQL URL sets all parts of the connection."""
    database = read(DATABASE_URL="postgres://alice:a%40b@db.example:6543/craft?sslmode=require").database
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["NAME"], database["USER"], database["PASSWORD"]) == ("craft", "alice", "a@b")
    assert (database["HOST"], database["PORT"]) == ("db.example", 6543)
    assert database["OPTIONS"] == {"connect_timeout": 5, "sslmode": "require"}


def test_a_secret_is_read_from_its_file(tmp_path: Path) -> None:
    """The newline that editors end a file with is not part of the secret."""
    (tmp_path / "key").write_text(f"{KEY}\n")
    assert read(SECRET_KEY_FILE=str(tmp_path / "key")).secret_key == KEY


def test_a_secret_and_its_file_exclude_each_other(tmp_path: Path) -> None:
    """With both given, it is unclear which one is valid."""
    (tmp_path / "key").write_text(KEY)
    with pytest.raises(SettingError, match="DOWNRANGE_SECRET_KEY_FILE and DOWNRANGE_SECRET_KEY are both set"):
        read(SECRET_KEY=KEY, SECRET_KEY_FILE=str(tmp_path / "key"))


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe"], ids=["empty", "blank", "not text"])
def test_an_empty_secret_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty or broken file is a mistake, not a default."""
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(SettingError, match="DOWNRANGE_SECRET_KEY_FILE: "):
        read(SECRET_KEY_FILE=str(tmp_path / "key"))


def test_a_missing_secret_file_is_refused(tmp_path: Path) -> None:
    """A mount that failed is noticed at the start."""
    with pytest.raises(SettingError, match=r"DOWNRANGE_SECRET_KEY_FILE: cannot read .* \(.*No such file"):
        read(SECRET_KEY_FILE=str(tmp_path / "none"))


@pytest.mark.parametrize("key", ["short", "a" * 60, "django-insecure-" + KEY, "development-" + KEY])
def test_a_development_key_is_refused_in_production(key: str) -> None:
    """It is refused unless debugging is on."""
    with pytest.raises(SettingError, match="DOWNRANGE_SECRET_KEY is a development key"):
        read(SECRET_KEY=key)
    assert read(SECRET_KEY=key, DEBUG="true").secret_key == key


@pytest.mark.parametrize(
    ("host", "hosts"),
    [
        ("127.0.0.1", ("localhost", "127.0.0.1", "[::1]")),
        ("::1", ("localhost", "127.0.0.1", "[::1]")),
        ("0.0.0.0", ("localhost", "127.0.0.1", "[::1]")),  # noqa: S104
        ("192.0.2.7", ("localhost", "127.0.0.1", "[::1]", "192.0.2.7")),
        ("2001:db8::7", ("localhost", "127.0.0.1", "[::1]", "[2001:db8::7]")),
    ],
)
def test_this_machines_names_are_allowed_hosts(host: str, hosts: tuple[str, ...]) -> None:
    """Any other name must be allowed."""
    assert read(HOST=host).allowed_hosts == hosts


def test_allowed_hosts_are_added_to_this_machines_names() -> None:
    """The server's own address stays allowed."""
    environment = read(ALLOWED_HOSTS="station.example, .club.example,192.0.2.7,[2001:db8::7]")
    named = ("station.example", ".club.example", "192.0.2.7", "[2001:db8::7]")
    assert environment.allowed_hosts == ("localhost", "127.0.0.1", "[::1]", *named)
    assert environment.allowed_hosts_given


@pytest.mark.parametrize(
    ("text", "networks"),
    [
        (None, ["127.0.0.0/8", "::1/128"]),
        ("", []),
        ("192.0.2.7, 10.0.0.0/8,2001:db8::/32", ["192.0.2.7/32", "10.0.0.0/8", "2001:db8::/32"]),
    ],
)
def test_trusted_proxies_are_addresses_and_networks(text: str | None, networks: list[str]) -> None:
    """Loopback by default; an empty value trusts none."""
    variables = {} if text is None else {"DOWNRANGE_TRUSTED_PROXIES": text}
    assert [str(network) for network in Environment.read(variables).trusted_proxies] == networks


def test_djangos_own_checks_of_a_deployment_find_nothing() -> None:
    """Without the settings of development."""
    call_command("check", deploy=True, fail_level="WARNING")
