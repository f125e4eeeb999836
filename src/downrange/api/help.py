"""The help that the browsable page and the OpenAPI document show, from the declaration that drives the query (contract,
01 "Browsable page").
"""

from collections.abc import Iterator

from django.conf import settings

from .resource import Endpoint, Resource


def describe(endpoint: Endpoint, url: str, host: str = "") -> str:
    """The help of an endpoint as Markdown, its links to its own `url` and to the documentation on `host`."""
    return "\n\n".join(_sections(endpoint, host, url))


def _sections(endpoint: Endpoint, host: str, url: str) -> Iterator[str]:
    def link(query: str) -> str:
        return f"[/{endpoint.route}/?{query}]({url}?{query})"

    def section(heading: str, text: str, example: str) -> str:
        return f"#### {heading}\n{text}" + (f"\n\nExample - {link(example)}" if example else "")

    examples = endpoint.examples
    if endpoint.modes:
        yield section("Modes", f"Levels of detail in the response - {_names(endpoint.modes)}", f"mode={examples.mode}")
    if isinstance(endpoint, Resource):
        # The text is upstream's where upstream has filters; elsewhere the form needs a place for our own `id`.
        names = sorted(declared.name for declared in endpoint.filters or endpoint.accepted_filters)
        yield section("Filters", f"Parameters - {_names(names)}", examples.filters)
        if endpoint.search:
            example = examples.search and f"search={examples.search}"
            yield section("Search", f"Fields searched - {_names(sorted(endpoint.searched))}", example)
        if endpoint.ordering:
            example = examples.ordering and f"ordering={examples.ordering}"
            yield section("Ordering", f"Fields - {_names(sorted(endpoint.ordering))}", example)
        limit = f"Use `limit` to control the number of objects in the response (max {settings.MAX_LIMIT})"
        yield section("Number of results", limit, "limit=2")
    yield f"#### Format\nSwitch to JSON output - {link('format=json')}"
    documentation = f"[{host.partition('://')[2]}/docs]({host}/docs/)"
    yield f"#### Help\nFind all the FAQs and support links on the documentation homepage - {documentation}"


def _names(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
