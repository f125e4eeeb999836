"""Fragments: the JSON of records, each as one component, cached while they hold. A page is joined from them.

Missing fragments are fetched parents first, so that the children's keys are known, and serialized children first.
"""

from collections import defaultdict
from collections.abc import Sequence

from downrange.cache import SnapshotCache
from downrange.catalog import clock
from downrange.catalog.snapshot import Snapshot

from .components import Component
from .links import Links
from .serialize import ComponentSerializer, Fetched, Fragment, Fragments, Key, serializers_of

FragmentCache = SnapshotCache[tuple[type[Component], Key, Links], Fragment]


def render(
    component: type[Component], keys: Sequence[Key], links: Links, snapshot: Snapshot, cache: FragmentCache
) -> list[bytes]:
    """The records with these primary keys as JSON, in the order of the keys; a key without a record is left out."""
    page = cache.get(snapshot, [(component, key, links) for key in keys])
    if len(page) < len(keys):
        fragments = _fragments(component, keys, links, snapshot, cache)[component]
        found = [fragments[key] for key in keys if key in fragments]
    else:
        found = list(page.values())
    for fragment in found:
        if fragment.valid_until is not None:
            clock.mark_time_dependent(fragment.valid_until)
    return [fragment.json for fragment in found]


def _fragments(
    component: type[Component], keys: Sequence[Key], links: Links, snapshot: Snapshot, cache: FragmentCache
) -> Fragments:
    """The fragments of a page, and of what is nested in those that were not cached."""
    fragments: defaultdict[type[Component], dict[Key, Fragment]] = defaultdict(dict)
    fetched: list[tuple[ComponentSerializer, Fetched]] = []
    wanted: defaultdict[type[Component], dict[Key, None]] = defaultdict(dict)
    wanted[component] = dict.fromkeys(keys)
    for serializer in serializers_of(component):
        one = serializer.component
        if not wanted[one]:
            continue
        known = fragments[one]
        cached = cache.get(snapshot, [(one, key, links) for key in wanted[one]])
        known.update((key, fragment) for (_, key, _), fragment in cached.items())
        missing = [key for key in wanted[one] if key not in known]
        if missing:
            found = serializer.fetch(missing, snapshot)
            fetched.append((serializer, found))
            for relation, others in found.nested:
                wanted[relation.component].update((key, None) for keys in others.values() for key in keys)
    new: dict[tuple[type[Component], Key, Links], Fragment] = {}
    for serializer, found in reversed(fetched):  # nested components before those that nest them
        one = serializer.component
        for key, fragment in serializer.serialize(found, fragments, links, snapshot):
            fragments[one][key] = new[one, key, links] = fragment
    if new:
        cache.put(snapshot, new)
    return fragments
