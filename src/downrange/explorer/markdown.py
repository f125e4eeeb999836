"""Markdown to HTML: CommonMark with tables, without raw HTML."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
_PARSER.parse("a")  # the first use compiles the rules, which is not thread-safe
_SECTION = re.compile(r"^#### +(.+)$", re.MULTILINE)
_ALIGNED = re.compile('style="text-align:(left|center|right)"')
"""The alignment of table columns. The pages' Content-Security-Policy allows no style attribute."""
_EMPTY_HEADING = re.compile("<th([^>]*)></th>")
"""The corner of a table, which is no heading of anything."""
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


class Section(NamedTuple):
    """A section of a help text; `html` is safe."""

    heading: str
    html: str


class Heading(NamedTuple):
    """A heading of a document, with its anchor."""

    level: int
    text: str
    anchor: str


class Document(NamedTuple):
    """A document; `html` is safe, its headings have anchors."""

    title: str
    html: str
    headings: tuple[Heading, ...]
    links: tuple[str, ...]
    """The targets of its links, in the order of the text."""


@lru_cache(maxsize=256)
def read_sections(text: str) -> tuple[Section, ...]:
    """The sections of a help text. Their headings are of level 4."""
    _, *parts = _SECTION.split(text)
    headings, bodies = parts[::2], parts[1::2]
    return tuple(Section(heading, _render(_PARSER.parse(body))) for heading, body in zip(headings, bodies, strict=True))


def read_document(text: str, lead: Callable[[str], str | None]) -> Document:
    """A whole document. `lead` returns the URL of a link or a picture on this server. For None, a link becomes plain
    text.
    """
    tokens = _PARSER.parse(text)
    links = tuple(str(token.attrGet("href")) for token in _inline(tokens) if token.type == "link_open")
    headings = tuple(_anchored(tokens))
    title = next((heading.text for heading in headings if heading.level == 1), "")
    return Document(title, _render(_relinked(tokens, lead)), headings, links)


def _render(tokens: list[Token]) -> str:
    html: str = _PARSER.renderer.render(tokens, _PARSER.options, {})
    # A table or a code block that is wider than the page scrolls on its own, with the keyboard too.
    html = html.replace("<table>", '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>')
    html = html.replace("</table>", "</table></div>").replace("<pre>", '<pre tabindex="0">')
    html = _EMPTY_HEADING.sub(r"<td\1></td>", html)
    return _ALIGNED.sub(r'class="\1"', html)


def _inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def _relinked(tokens: list[Token], lead: Callable[[str], str | None]) -> list[Token]:
    for block in tokens:
        if block.children:
            block.children = list(_relinked_line(block.children, lead))
    return tokens


def _relinked_line(children: list[Token], lead: Callable[[str], str | None]) -> Iterator[Token]:
    kept = True  # whether the open link has a URL; links do not nest in Markdown
    for token in children:
        if token.type == "link_open":
            address = lead(str(token.attrGet("href")))
            kept = address is not None
            if address is not None:
                token.attrSet("href", address)
        elif token.type == "image":
            token.attrSet("src", lead(str(token.attrGet("src"))) or "")
        if kept or token.type not in ("link_open", "link_close"):
            yield token


def _anchored(tokens: list[Token]) -> Iterator[Heading]:
    """Give each heading a unique anchor, in the form that code hosts use."""
    taken: set[str] = set()
    for token, line in pairwise(tokens):
        if token.type != "heading_open":
            continue
        text = "".join(child.content for child in line.children or () if child.type in ("text", "code_inline"))
        plain = _NOT_IN_ANCHOR.sub("", text.lower()).replace(" ", "-")
        anchor, repeated = plain, 0
        while anchor in taken:
            repeated += 1
            anchor = f"{plain}-{repeated}"
        taken.add(anchor)
        token.attrSet("id", anchor)
        yield Heading(int(token.tag[1]), text, anchor)
