"""The documentation on the server."""

import re
from pathlib import Path

import pytest
from django.test import Client

from downrange.config.environment import PREFIX, SECRETS, SETTINGS
from downrange.explorer import documentation
from downrange.explorer.markdown import read_document

FOLDER = documentation.folder()
ROOT = FOLDER.parent
PAGES = sorted([*FOLDER.rglob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))])
REMOVED = {"DOWNRANGE_REMEMBER"}
"""Settings that the changelog names because they are gone."""


def links(page: Path) -> list[tuple[Path, str]]:
    """The files that a page links to, each with the anchor in it or an empty text; without links to the web and to
    addresses on the server.
    """
    found = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    relative = [link.partition("#") for link in found if not re.match(r"[a-z]+:|/", link)]
    return [((page.parent / path).resolve() if path else page, anchor) for path, _, anchor in relative]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "index.md").write_text(
        "# Home\n\n[Run](run.md#start) [Api](api.md) [All](../README.md)", encoding="utf-8"
    )
    (tmp_path / "api.md").write_text(
        "# The API\n\n[home](index.md) [why](decisions/0001-lines.md) [site](/2.3.0/)", encoding="utf-8"
    )
    (tmp_path / "run.md").write_text("# Running\n\n[web](https://a.example/x.md) [here](#running)", encoding="utf-8")
    (tmp_path / "another.md").write_text("# Another", encoding="utf-8")
    (tmp_path / "decisions" / "README.md").write_text("# Decisions\n\n[1](0001-lines.md)", encoding="utf-8")
    (tmp_path / "decisions" / "0001-lines.md").write_text("# Lines\n\n[up](../run.md)", encoding="utf-8")
    return tmp_path


def html(root: Path, name: str) -> str:
    document = documentation.read(root, name)
    assert document is not None
    return document.html


def test_the_contents_follow_the_homepage(root: Path) -> None:
    """Its links in their order, then what it does not name; documents in folders are not in the list."""
    assert [entry.title for entry in documentation.contents(root)] == [
        "Home",
        "Running",
        "The API",
        "Another",
        "Decisions",
    ]


def test_a_folder_has_the_page_of_its_readme(root: Path) -> None:
    """`decisions/README.md` is the document `decisions`."""
    assert documentation.names(root) == ("another", "api", "decisions", "decisions/0001-lines", "index", "run")


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("index", '<a href="/docs/run/#start">Run</a>'),
        ("api", '<a href="/docs/">home</a>'),
        ("api", '<a href="/docs/decisions/0001-lines/">why</a>'),
        ("api", '<a href="/2.3.0/">site</a>'),
        ("run", '<a href="https://a.example/x.md">web</a>'),
        ("run", '<a href="#running">here</a>'),
        ("decisions", '<a href="/docs/decisions/0001-lines/">1</a>'),
        ("decisions/0001-lines", '<a href="/docs/run/">up</a>'),
    ],
)
def test_links_between_documents_become_links_between_pages(root: Path, name: str, link: str) -> None:
    """In the repository they link from file to file."""
    assert link in html(root, name)


def test_a_link_out_of_the_documentation_becomes_text(root: Path) -> None:
    """The repository's other files are not on the server."""
    assert "All</p>" in html(root, "index")


@pytest.mark.parametrize("name", ["missing", "../secret", "decisions/README", "run.md", ""])
def test_a_name_cannot_reach_another_file(root: Path, name: str) -> None:
    """Only names of documents are looked up."""
    (root.parent / "secret.md").write_text("# Secret", encoding="utf-8")
    assert documentation.read(root, name) is None


def test_a_changed_document_is_rendered_again(root: Path) -> None:
    """Pages are rendered once per text, so a new text is rendered."""
    documentation.read(root, "another")
    (root / "another.md").write_text("# Other", encoding="utf-8")
    assert html(root, "another") == '<h1 id="other">Other</h1>\n'


def test_the_homepage_is_at_docs(client: Client) -> None:
    """The help of every resource links there."""
    answer = client.get("/docs/")
    assert answer.status_code == 200
    assert "/docs/running/" in answer.content.decode()


def test_the_homepage_has_one_address(client: Client) -> None:
    """Its own name redirects."""
    answer = client.get("/docs/index/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/docs/")


@pytest.mark.parametrize("name", documentation.names(documentation.folder()))
def test_every_document_of_the_repository_has_a_page(client: Client, name: str) -> None:
    """With a title."""
    document = documentation.read(documentation.folder(), name)
    assert document is not None
    assert document.title
    assert client.get(documentation.address_of(name), follow=True).status_code == 200


def test_an_unknown_document_is_not_found(client: Client) -> None:
    """404."""
    assert client.get("/docs/nothing/").status_code == 404


def test_a_picture_is_shown_from_this_server(root: Path) -> None:
    """Beside the document that shows it; one that is not there leads nowhere."""
    (root / "decisions" / "bars.svg").write_text("<svg/>", encoding="utf-8")
    (root / "run.md").write_text("![Bars](decisions/bars.svg) ![None](../secret.svg)", encoding="utf-8")
    assert '<img src="/docs/decisions/bars.svg" alt="Bars"' in html(root, "run")
    assert '<img src="" alt="None"' in html(root, "run")
    assert documentation.picture(root, "decisions/bars") == b"<svg/>"
    assert documentation.picture(root, "../secret") is None


def test_a_picture_has_its_content_type(client: Client, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its type, and a policy that lets it ask for nothing else; another name is not found."""
    (root / "bars.svg").write_text("<svg/>", encoding="utf-8")
    monkeypatch.setattr(documentation, "folder", lambda: root)
    answer = client.get("/docs/bars.svg")
    assert (answer.status_code, answer.headers["Content-Type"], answer.content) == (200, "image/svg+xml", b"<svg/>")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert client.get("/docs/lines.svg").status_code == 404


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    """Every relative link of a page, and its anchor."""
    broken = []
    for target, anchor in links(page):
        html = read_document(target.read_text(encoding="utf-8"), str).html if target.suffix == ".md" else ""
        if not target.exists() or (anchor and f'id="{anchor}"' not in html):
            broken.append(f"{target}#{anchor}")
    assert broken == []


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_documented(setting: str) -> None:
    """It has a line in the table of settings, with its default."""
    assert re.search(
        rf"^\| `{PREFIX}{setting}` \| .+ \| .+ \|$", (FOLDER / "running.md").read_text("utf-8"), re.MULTILINE
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_names_no_setting_that_does_not_exist(page: Path) -> None:
    """A removed or misspelt setting would stop the start of a reader who follows the page."""
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]*[A-Z]\b", page.read_text(encoding="utf-8")))
    known = {f"{PREFIX}{name}" for name in (*SETTINGS, *(f"{secret}_FILE" for secret in SECRETS))}
    assert named - known - (REMOVED if page.name == "CHANGELOG.md" else set()) == set()
