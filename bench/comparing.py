"""What is measured beside what: the naive peer, the server alone, nginx, Datasette, and Downrange itself."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from . import datasette, launch_targets, mix, servers
from .load import LoadError, Workload
from .measuring import Bench

EDITS_EVERY = 5  # seconds
NEW_OF_MIXED = 20  # one request in so many is new: 5 %
PEER_LONGER = 8  # it answers a few requests a second, and is to be sent a good part of the mix
MAX_PEER_RATE = 200  # responses per second
LONGER_WITH_EDITS = 5  # times as long, so that several edits come while one lasts


@dataclass(frozen=True)
class Mix:
    """The mix, the responses of a server to it, and the spacecraft that it asks for."""

    targets: Sequence[str]
    bodies: Mapping[str, bytes]
    tags: Mapping[str, str]
    spacecraft: Sequence[int]

    @classmethod
    def of(cls, address: str) -> "Mix":
        spacecraft = list(keys(address, "spacecraft"))
        targets = mix.mix(spacecraft)
        responses = {target: fetch(address + target) for target in targets}
        tags = {target: fields["ETag"] for target, (fields, _) in responses.items()}
        return cls(targets, {target: body for target, (_, body) in responses.items()}, tags, spacecraft)

    def new(self) -> Iterator[str]:
        """Targets that are not in the mix."""
        return islice(mix.everything(self.spacecraft), mix.HOW_MANY, None)

    @property
    def sizes(self) -> list[int]:
        return [len(body) for body in self.bodies.values()]


def against_itself_and_static(bench: Bench, ours: str, of_mix: Mix, stack: ExitStack) -> None:
    """Mix asked before, beside a server that has nothing to look up, and beside nginx with the same bytes."""
    data, core = bench.folder / "data", bench.server_core
    constant = stack.enter_context(servers.python("bench.constant", data, core))
    blind = stack.enter_context(servers.python("bench.constant", data, core, "blind"))
    _, page = fetch(ours + mix.FIXED)
    files = {f"/{number}.json": body for number, body in enumerate(of_mix.bodies.values())} | {"/page.json": page}
    nginx = stack.enter_context(servers.nginx(bench.folder, files, core))
    one, of_one = Workload(address=ours, targets=[mix.FIXED]), [f"/{len(page)}"]
    all_of_it, of_all = Workload(address=ours, targets=of_mix.targets), [f"/{size}" for size in of_mix.sizes]
    bench.warm(all_of_it)
    bench.compare("one page", one, "the server alone", Workload(address=constant, targets=of_one), target=0.9)
    unread = Workload(address=blind, targets=of_one)
    bench.compare("one page", one, "the server alone, requests unread", unread, target=0.9)
    bench.compare("the mix", all_of_it, "the server alone", Workload(address=constant, targets=of_all), target=0.9)
    bench.compare("one page", one, "nginx, static file", Workload(address=nginx, targets=["/page.json"]), target=0.4)
    of_nginx = Workload(address=nginx, targets=[name for name in files if name != "/page.json"])
    bench.compare("the mix", all_of_it, "nginx, static files", of_nginx, target=0.4)
    conditional = Workload(address=ours, targets=[f"{target}\t{tag}" for target, tag in of_mix.tags.items()])
    bench.compare("the mix, 304", conditional, "the server alone", Workload(address=constant, targets=of_all), target=1)
    for encoding in ("gzip", "zstd"):
        encoded = Workload(address=ours, targets=of_mix.targets, fields={"Accept-Encoding": encoding})
        bench.warm(encoded)
        bench.compare(f"the mix, {encoding}", encoded, "the mix", all_of_it, target=1)


def against_datasette(bench: Bench, ours: str, of_mix: Mix, stack: ExitStack) -> None:
    """Its nearest requests, sent before."""
    other = stack.enter_context(servers.datasette(bench.folder / "data", bench.folder, bench.server_core))
    for limit, theirs in ((10, datasette.TEN), (100, datasette.HUNDRED)):
        page = Workload(address=ours, targets=[f"{mix.BASE}?limit={limit}&ordering=-flights_count"])
        nearest = Workload(address=other, targets=[theirs])
        bench.compare(f"a page of {limit}", page, "Datasette, its nearest", nearest, target=10)


def against_naive_peer(bench: Bench, ours: str, of_mix: Mix, stack: ExitStack) -> None:
    """The same models behind view sets, nested serializers and django-filter, checked to give the same bytes."""
    data = bench.folder / "data"
    peer = stack.enter_context(servers.python("bench.peer", data, bench.server_core))
    for target in of_mix.targets:
        check_same(ours, peer, target)
    new, new_to_peer = of_mix.new(), of_mix.new()
    longer = (1, PEER_LONGER)
    asked, naive = Workload(address=ours, targets=of_mix.targets), Workload(address=peer, targets=of_mix.targets)
    bench.warm(asked)
    bench.compare("the mix", asked, "naive peer", naive, target=400, longer=longer)
    every_new = Workload(address=ours, new=new, every=1)
    peer_new = Workload(address=peer, new=new_to_peer, every=1, max_new_rate=MAX_PEER_RATE)
    bench.compare("every request new", every_new, "naive peer", peer_new, target=45, longer=longer)
    lists = Workload(address=ours, new=launch_targets.normal_lists(), every=1)
    peer_lists = Workload(address=peer, new=launch_targets.normal_lists(), every=1, max_new_rate=MAX_PEER_RATE)
    name = "launches in normal mode, limits 1 to 100, every request new"
    bench.compare(name, lists, "naive peer", peer_lists, target=30, longer=longer)
    mixed = Workload(address=ours, targets=of_mix.targets, new=new, every=NEW_OF_MIXED)
    peer_mixed = replace(naive, new=new_to_peer, every=NEW_OF_MIXED, max_new_rate=MAX_PEER_RATE)
    with servers.editing(data, EDITS_EVERY):
        name = f"5 % new, an edit every {EDITS_EVERY} s"
        bench.compare(name, mixed, "naive peer", peer_mixed, target=60, longer=(LONGER_WITH_EDITS, PEER_LONGER))


def check_same(ours: str, peer: str, target: str) -> None:
    """Raises `LoadError` unless both answer with the same bytes, but for the address in them; once more if a minute
    turned between them.
    """
    for _ in range(2):
        body = fetch(ours + target)[1].replace(urlsplit(ours).netloc.encode(), urlsplit(peer).netloc.encode())
        if body == fetch(peer + target)[1]:
            return
    raise LoadError(f"the naive peer answers {target} otherwise")


def keys(address: str, route: str) -> Iterator[int]:
    """Those of all records of a resource."""
    following: str | None = f"{address}/2.3.0/{route}/?limit=100&ordering=id"
    while following:
        page = json.loads(fetch(following)[1])
        yield from (record["id"] for record in page["results"])
        following = page["next"]


def fetch(address: str) -> tuple[Mapping[str, str], bytes]:
    try:
        with urllib.request.urlopen(address) as answer:
            return dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        raise LoadError(f"{address} is answered with {error.code}") from None
