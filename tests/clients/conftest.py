"""Clients generated from the document of a running server."""

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from downrange.api.resource import Resource
from downrange.api.v230 import CONTRACT

from .. import command

PACKAGE = "downrange_client"
COMMAND_TIMEOUT = 120  # seconds that a command may take
PAGE = (command.ROOT / "docs" / "clients.md").read_text(encoding="utf-8")

Ask = Callable[..., Any]


def documented(language: str, server: str) -> str:
    """The program that the documentation shows for a generated client, pointed at this server."""
    _, section = PAGE.split("## Generate a client")
    program = re.findall(rf"```{language}\n(.+?)```", section, re.DOTALL)[0]
    return str(program).replace("http://127.0.0.1:8000", server)


@pytest.fixture(scope="session")
def package(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of what openapi-python-client generates, with nothing to warn of; importable while the tests run."""
    folder = tmp_path_factory.mktemp("python") / "downrange-client"
    generate = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning"]
    # It formats what it wrote with the ruff that it finds.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    subprocess.run(
        [*generate, "--url", f"{server}{CONTRACT.base_path}schema/", "--output-path", str(folder)],
        env=os.environ | {"PATH": path},
        check=True,
        timeout=COMMAND_TIMEOUT,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield folder


@pytest.fixture
def ask(package: Path, server: str) -> Iterator[Ask]:
    """Asks for the list of a resource, or for a record by its id, and gives the whole answer."""

    def call(resource: Resource, *key: Any, **parameters: Any) -> Any:
        name = resource.route.replace("/", "_")
        operation = f"{name}_retrieve" if key else f"{name}_list"
        module = importlib.import_module(f"{PACKAGE}.api.{resource.route.split('/')[0]}.{operation}")
        return module.sync_detailed(*key, client=client, **parameters)

    with importlib.import_module(PACKAGE).Client(base_url=server) as client:
        yield call
