"""Help for addresses that lead nowhere: what is near, and what is served."""

from dataclasses import dataclass
from difflib import get_close_matches

from django.urls import get_script_prefix

from downrange.api.v230 import CONTRACT

from . import documentation
from .explore.links import SUBJECTS, explore_path

MAX_PATH = 200
"""Characters of a path that are compared."""
MIN_LIKENESS = 0.6
SHOWN = 5


@dataclass(frozen=True)
class Near:
    """Links, each with its text, under a heading."""

    title: str
    links: tuple[tuple[str, str], ...]


def near(path: str) -> Near:
    """What is like a path of this server, without the prefix of a proxy; or else the entrances."""
    served = _served()
    names = get_close_matches(path[:MAX_PATH].strip("/").lower(), served, SHOWN, MIN_LIKENESS)
    if names:
        return Near("Did you mean", tuple((f"/{name}/", served[name]) for name in names))
    root = get_script_prefix()
    entrances = (
        ("Explore the catalogue", explore_path()),
        ("Search it", explore_path("search/")),
        ("Every resource of the API", f"{root}{CONTRACT.base_path[1:]}"),
        ("The documentation", f"{root}docs/"),
    )
    return Near("What is served", entrances)


def _served() -> dict[str, str]:
    """The addresses of lists and documents, by their paths without slashes around."""
    root, base = get_script_prefix(), CONTRACT.base_path[1:]
    names = [f"{base}{endpoint.route}" for endpoint in CONTRACT.endpoints]
    names += [f"explore/{subject.name}" for subject in SUBJECTS.values()]
    names += ["explore", "explore/decades", "explore/search", "docs", "changes", base.strip("/")]
    names += [f"docs/{name}" for name in documentation.names(documentation.folder()) if name != documentation.HOME]
    return {name: f"{root}{name}/" for name in names}
