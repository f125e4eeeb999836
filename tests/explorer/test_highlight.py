"""JSON on the page."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.explorer.highlight import highlight, write

from .text import without_tags

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=()))
BODIES = st.recursive(
    SCALARS | st.sampled_from(["https://a.example/?b=1&c=<2>", "http://", "</script>", "&amp;", '\\"', "\u2028"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=30,
)


@given(BODIES)
def test_highlighting_loses_nothing(body: Any) -> None:
    """Without tags and entities, the page's JSON is the JSON."""
    text = write(body)
    assert without_tags(highlight(text)) == text


@given(BODIES)
def test_any_string_can_be_encoded(body: Any) -> None:
    """Lone surrogates can be encoded in UTF-8 once escaped."""
    assert write(body).encode()


def test_json_is_indented_by_four_and_not_escaped_to_ascii() -> None:
    """As upstream's page has it."""
    assert write({"name": "Прогресс МС-08", "variants": []}) == (
        '{\n    "name": "Прогресс МС-08",\n    "variants": []\n}'
    )


def test_line_ends_of_javascript_are_escaped() -> None:
    """As the JSON renderer escapes them."""
    assert write("\u2028\u2029") == r'"\u2028\u2029"'


def test_lone_surrogates_are_escaped() -> None:
    """UTF-8 cannot encode them."""
    assert write("\ud83d") == r'"\ud83d"'


def test_a_datetime_is_written_as_in_the_response() -> None:
    """ISO 8601 with Z."""
    assert write(datetime(1980, 6, 5, 14, 19, tzinfo=UTC)) == '"1980-06-05T14:19:00Z"'


def test_a_value_without_a_json_form_is_shown_as_text() -> None:
    """The page does not fail."""
    assert write({"odd": complex(1, 2)}) == '{\n    "odd": "(1+2j)"\n}'


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (None, '<span class="null">null</span>'),
        (True, '<span class="boolean">true</span>'),
        (-1.5e-07, '<span class="number">-1.5e-07</span>'),
        ("null", '<span class="string">"null"</span>'),
        ("<b>", '<span class="string">"&lt;b&gt;"</span>'),
        ({"id": 7}, '{\n    <span class="key">"id"</span>: <span class="number">7</span>\n}'),
    ],
)
def test_each_kind_of_value_has_its_span(value: Any, html: str) -> None:
    """Keys, strings, numbers, booleans and null."""
    assert highlight(write(value)) == html


def test_a_url_is_a_link() -> None:
    """With its ampersands escaped, in the text and in the attribute."""
    assert highlight('"https://a.example/?b=1&c=2"') == (
        '<span class="string">"<a href="https://a.example/?b=1&amp;c=2">https://a.example/?b=1&amp;c=2</a>"</span>'
    )


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "see https://a.example", "https://a b", 'https://a"onclick="x', "//a.example"]
)
def test_only_a_whole_http_url_is_a_link(text: str) -> None:
    """Only the whole value, and only http and https."""
    assert "<a " not in highlight(write(text))
