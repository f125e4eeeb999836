"""Fragments: records written out, each as one component, kept while the snapshot that they are of lasts.

A page of them is joined. Those that are missing are written component by component: first all are fetched, what nests
before what is nested, then they are written the other way round.
"""

from collections import defaultdict
from collections.abc import Sequence

from downrange.catalog import clock
from downrange.catalog.snapshot import Snapshot

from .links import Links
from .memory import Memory
from .serialize import Fetched, Fragment, Key, Writer, writers_of

KEPT: Memory[tuple[str, Key, Links], Fragment] = Memory("CACHE_FRAGMENTS")


def write(component: str, keys: Sequence[Key], links: Links, snapshot: Snapshot) -> list[bytes]:
    """The records with these primary keys as JSON, in the order of the keys; a key without a record is left out."""
    fragments: dict[tuple[str, Key], Fragment] = {}
    fetched: list[tuple[Writer, Fetched]] = []
    wanted: defaultdict[str, dict[Key, None]] = defaultdict(dict)
    wanted[component] = dict.fromkeys(keys)
    for writer in writers_of(component):
        name = writer.component
        if not wanted[name]:
            continue
        kept = KEPT.recall(snapshot, [(name, key, links) for key in wanted[name]])
        fragments.update(((name, key), fragment) for (_, key, _), fragment in kept.items())
        missing = [key for key in wanted[name] if (name, key) not in fragments]
        if missing:
            found = writer.fetch(missing, snapshot.now)
            fetched.append((writer, found))
            for relation, others in found.nested:
                wanted[relation.nested.component].update((key, None) for found in others.values() for key in found)
    if fetched:
        _write(fetched, fragments, links, snapshot)
    page = [fragments[component, key] for key in keys if (component, key) in fragments]
    if any(fragment.running for fragment in page):
        clock.mark_time_dependent(clock.tick() + clock.TICK)
    return [fragment.json for fragment in page]


def _write(
    fetched: list[tuple[Writer, Fetched]], fragments: dict[tuple[str, Key], Fragment], links: Links, snapshot: Snapshot
) -> None:
    """Write what was fetched, what is nested before what nests it, into `fragments`; and keep it."""
    written: dict[tuple[str, Key, Links], Fragment] = {}
    for writer, found in reversed(fetched):
        for key, fragment in writer.write(found, fragments, links, snapshot.now):
            fragments[writer.component, key] = fragment
            written[writer.component, key, links] = fragment
    KEPT.keep(snapshot, written)
