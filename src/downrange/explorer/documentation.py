"""The documentation: the Markdown files of the repository's `docs/`. A wheel contains them in this package.

The homepage is `index.md`. The contents list has the documents in the order of the homepage's links, then the others by
name.
"""

import posixpath
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import get_script_prefix, reverse

from .markdown import Document, read_document

HOME = "index"


class Entry(NamedTuple):
    """A line of the contents list."""

    name: str
    title: str
    address: str


def folder() -> Path:
    """The folder of the documents: in the package if it is installed from a wheel, else in the repository."""
    here = Path(__file__).parent / "docs"
    return here if here.is_dir() else Path(__file__).parents[3] / "docs"


def names(root: Path) -> tuple[str, ...]:
    """The names of all documents: their paths without `.md`. The README of a folder has the folder's name."""
    return tuple(sorted(_name(path.relative_to(root).as_posix()) for path in root.rglob("*.md")))


def picture(root: Path, name: str) -> bytes | None:
    """The SVG of that name, or None."""
    return (root / f"{name}.svg").read_bytes() if name in _pictures(root) else None


def read(root: Path, name: str) -> Document | None:
    """The document of that name, or None."""
    known = names(root)
    if name not in known:
        return None
    path = _path(root, name)
    relative = path.relative_to(root).as_posix()
    return _read(path.read_text(encoding="utf-8"), relative, known, _pictures(root), get_script_prefix())


def address_of(name: str) -> str:
    return reverse("docs") if name == HOME else reverse("document", args=[name])


def contents(root: Path) -> tuple[Entry, ...]:
    """The contents list: the homepage, the documents that it links to, and the others that are in no subfolder."""
    top = [name for name in names(root) if "/" not in name]
    home = read(root, HOME)
    linked = [_target(HOME + ".md", link)[0] for link in home.links] if home else []
    ordered = dict.fromkeys([HOME, *linked, *top])
    return tuple(Entry(name, _title(root, name), address_of(name)) for name in ordered if name in top)


def _pictures(root: Path) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.svg")))


def _title(root: Path, name: str) -> str:
    document = read(root, name)
    return document.title if document and document.title else name


def _name(path: str) -> str:
    stem = path.removesuffix(".md")
    return stem.removesuffix("/README") if stem != "README" else stem


def _path(root: Path, name: str) -> Path:
    path = root / f"{name}.md"
    return path if path.is_file() else root / name / "README.md"


@lru_cache(maxsize=128)
def _read(text: str, path: str, known: tuple[str, ...], pictures: tuple[str, ...], prefix: str) -> Document:
    """`prefix` is part of the cache's key, because the links begin with it."""
    return read_document(text, partial(_lead, path, known, pictures))


def _target(path: str, link: str) -> tuple[str, str]:
    """Resolve a link of the document at `path`; returns (name of the target document, anchor in it)."""
    parts = urlsplit(link)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), parts.path)) if parts.path else path
    return _name(target), parts.fragment


def _lead(path: str, known: tuple[str, ...], pictures: tuple[str, ...], link: str) -> str | None:
    """The URL of a link on this server. None for a link to a file that is neither a document nor a picture."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return link
    if parts.path.startswith("/"):
        return get_script_prefix() + link[1:]
    name, anchor = _target(path, link)
    if name.endswith(".svg") and name.removesuffix(".svg") in pictures:
        return reverse("picture", args=[name.removesuffix(".svg")])
    if name not in known:
        return None
    address = address_of(name)
    return f"{address}#{anchor}" if anchor else address
