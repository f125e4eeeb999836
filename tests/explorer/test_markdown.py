"""Markdown to HTML."""

from downrange.explorer.markdown import Heading, Section, read_document, read_sections

HELP = "#### Modes\nLevels - `normal`\n\nExample - [/spacecraft/?mode=normal](/2.3.0/spacecraft/?mode=normal)\n\n#### Help\n[docs](http://h/docs/)"


def same(address: str) -> str:
    return address


def test_a_help_text_has_sections() -> None:
    """A section for each heading of the fourth level."""
    assert read_sections(HELP) == (
        Section(
            "Modes",
            "<p>Levels - <code>normal</code></p>\n"
            '<p>Example - <a href="/2.3.0/spacecraft/?mode=normal">/spacecraft/?mode=normal</a></p>\n',
        ),
        Section("Help", '<p><a href="http://h/docs/">docs</a></p>\n'),
    )


def test_html_in_markdown_is_escaped() -> None:
    """A document cannot bring a script."""
    assert "<script>" not in read_document("<script>alert(1)</script>", same).html


def test_a_javascript_url_is_not_linked() -> None:
    """Nor can a link."""
    assert "<a" not in read_document("[x](javascript:alert(1))", same).html


def test_headings_have_anchors() -> None:
    """As code hosts spell them, so links to a section work in both places."""
    document = read_document("# The `figures`\n\n## Now, and then\n\n## Now, and then", same)
    assert document.title == "The figures"
    assert document.headings == (
        Heading(1, "The figures", "the-figures"),
        Heading(2, "Now, and then", "now-and-then"),
        Heading(2, "Now, and then", "now-and-then-1"),
    )
    assert '<h2 id="now-and-then">' in document.html


def test_a_broken_link_becomes_text() -> None:
    """No reader is sent to a page that is not there."""
    document = read_document(
        "a [dead **link**](x.md) and [another](y.md)", lambda link: None if link == "x.md" else "/y/"
    )
    assert document.html == '<p>a dead <strong>link</strong> and <a href="/y/">another</a></p>\n'


def test_tables_scroll_by_themselves() -> None:
    """A wide table does not widen the page."""
    html = read_document("|a|\n|-|\n|b|", same).html
    assert html.startswith('<div class="wide"')
    assert html.endswith("</table></div>\n")


def test_columns_are_aligned_by_the_style_sheet() -> None:
    """The policy of the pages allows no style in an element."""
    html = read_document("|a|b|\n|-|-:|\n|c|1|", same).html
    assert "style=" not in html
    assert '<td class="right">1</td>' in html
