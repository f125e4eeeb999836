"""A token is sent to no server that has not shown who it is, and to none but the upstream."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from downrange.mirror.client import UnreachableError, UnusableError

from . import faulty
from .faulty import CRAFT, PATH, Faulty, answer, asking


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate that nobody has signed, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl, which makes the certificate, is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return folder


Trust = Callable[[], None]


@pytest.fixture
def trust(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Trust:
    """Makes clients accept the certificate."""
    return lambda: monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "certificate.pem"))


def test_a_certificate_must_verify(certificate: Path) -> None:
    """The token is not sent to a server that has not shown who it is."""
    with asking(answer(), tls=certificate) as (client, server):
        with pytest.raises(UnreachableError, match="CERTIFICATE_VERIFY_FAILED"):
            client.get(PATH)
        server.finish()
    assert server.exchanges == []


def test_a_certificate_that_verifies_is_accepted(certificate: Path, trust: Trust) -> None:
    """The store of the system is asked, or the file that the environment names."""
    trust()
    with asking(answer(body=CRAFT), tls=certificate) as (client, _):
        assert client.get(PATH).value["count"] == 1


def test_a_redirect_may_lead_to_https(certificate: Path, trust: Trust) -> None:
    """Of the same host."""
    trust()
    with (
        Faulty([answer(body=CRAFT)], certificate) as secure,
        asking(answer(301, b"", f"Location: {secure.url}{PATH}")) as (client, _),
    ):
        assert client.get(PATH).url == f"{secure.url}{PATH}"
    assert "Token" in secure.exchanges[0].request


@pytest.mark.parametrize("has_tls", [True, False])
def test_a_redirect_does_not_lead_from_https(certificate: Path, trust: Trust, has_tls: bool) -> None:
    """To http, where the token would be readable, or to another server of the host."""
    trust()
    with Faulty([answer()], certificate if has_tls else None) as other:
        script = faulty.redirect(f"{other.url}{PATH}")
        with asking(script, tls=certificate) as (client, _), pytest.raises(UnusableError, match="elsewhere"):
            client.get(PATH)
    assert other.exchanges == []
