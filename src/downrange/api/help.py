"""The help that the browsable page and the OpenAPI document show, from the declaration that drives the query (contract,
01 "Browsable page").
"""

from collections.abc import Iterator

from .query import MAX_LIMIT
from .resource import Resource


def describe(resource: Resource, url: str, host: str = "") -> str:
    """The help of a resource as Markdown, its links to the list at `url` and to the documentation on `host`."""
    return "\n\n".join(_sections(resource, host, url))


def _sections(resource: Resource, host: str, url: str) -> Iterator[str]:
    def link(query: str) -> str:
        return f"[/{resource.route}/?{query}]({url}?{query})"

    def section(heading: str, text: str, example: str) -> str:
        return f"#### {heading}\n{text}" + (f"\n\nExample - {link(example)}" if example else "")

    examples = resource.examples
    if resource.modes:
        yield section("Modes", f"Levels of detail in the response - {_names(resource.modes)}", f"mode={examples.mode}")
    if resource.filters:
        names = sorted(declared.name for declared in resource.filters)
        yield section("Filters", f"Parameters - {_names(names)}", examples.filters)
    if resource.search:
        example = examples.search and f"search={examples.search}"
        yield section("Search", f"Fields searched - {_names(sorted(resource.searched))}", example)
    if resource.ordering:
        example = examples.ordering and f"ordering={examples.ordering}"
        yield section("Ordering", f"Fields - {_names(sorted(resource.ordering))}", example)
    limit = f"Use `limit` to control the number of objects in the response (max {MAX_LIMIT})"
    yield section("Number of results", limit, "limit=2")
    yield f"#### Format\nSwitch to JSON output - {link('format=json')}"
    documentation = f"[{host.partition('://')[2]}/docs]({host}/docs/)"
    yield f"#### Help\nFind all the FAQs and support links on the documentation homepage - {documentation}"


def _names(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
