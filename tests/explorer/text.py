"""What a reader sees of a page: its tags taken away, its entities resolved, its blanks folded."""

import re
from html import unescape


def without_tags(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def words(html: str) -> str:
    return " ".join(without_tags(html).split())
