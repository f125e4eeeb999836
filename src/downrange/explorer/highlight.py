"""JSON for the browsable page: indented by four, and marked up for colour without losing a character.

`write` returns the text, `highlight` its HTML. Removing the tags and unescaping the HTML gives the text again.
"""

import json
import re
from html import escape
from typing import Any

from rest_framework.utils.encoders import JSONEncoder

# One pass over the escaped text. Characters between tokens (blanks, braces, commas) are left as they are.
_TOKEN = re.compile(
    r"""(?P<string>"[^"\\]*(?:\\.[^"\\]*)*")(?P<key>(?=:))?"""
    r"""|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|-?Infinity|NaN)"""
    r"""|(?P<boolean>true|false)"""
    r"""|(?P<null>null)""",
    re.DOTALL,
)
_ADDRESS = re.compile(r'"https?://[^\s"\\]+"')
_UNSENDABLE = re.compile("[\u2028\u2029\ud800-\udfff]")


class _Encoder(JSONEncoder):
    """Django REST framework's encoder, which shows values that it cannot encode as text."""

    def default(self, obj: Any) -> Any:
        try:
            return super().default(obj)
        except TypeError:
            return str(obj)


def write(data: Any) -> str:
    """The JSON of a response, indented by four.

    Characters that UTF-8 cannot encode (lone surrogates), or that end a line in JavaScript, are escaped.
    """
    text = json.dumps(data, cls=_Encoder, indent=4, ensure_ascii=False)
    return _UNSENDABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def highlight(text: str) -> str:
    """The HTML of a JSON text: keys, strings, numbers, booleans and null in spans; URLs as links."""
    return _TOKEN.sub(_mark, escape(text, quote=False))


def _mark(found: re.Match[str]) -> str:
    token, kind = found[0], found.lastgroup
    if kind == "string" and _ADDRESS.fullmatch(token):
        address = token[1:-1]
        return f'<span class="string">"<a href="{address}">{address}</a>"</span>'
    return f'<span class="{kind}">{token}</span>'
