"""What is measured beside what: the naive peer, the server alone, nginx, Datasette, and Downrange itself."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from . import datasette, launch_questions, mix, servers
from .load import Asking, LoadError
from .measuring import Bench

EDITS_EVERY = 5  # seconds
NEW_OF_MIXED = 20  # one question in so many is new: 5 %
PEER_LONGER = 8  # it answers a few of the mix a second, and is to be asked a good part of it
MAX_PEER_RATE = 200  # responses per second
LEAST_OF_EDITS = 5  # times as long, so that several edits come while one lasts


@dataclass(frozen=True)
class Questions:
    """The mix, what a server said to it, and the spacecraft that it is of."""

    targets: Sequence[str]
    bodies: Mapping[str, bytes]
    tags: Mapping[str, str]
    spacecraft: Sequence[int]

    @classmethod
    def of(cls, address: str) -> "Questions":
        spacecraft = list(keys(address, "spacecraft"))
        targets = mix.mix(spacecraft)
        said = {target: fetch(address + target) for target in targets}
        tags = {target: fields["ETag"] for target, (fields, _) in said.items()}
        return cls(targets, {target: body for target, (_, body) in said.items()}, tags, spacecraft)

    def new(self) -> Iterator[str]:
        """What comes after the mix."""
        return islice(mix.everything(self.spacecraft), mix.HOW_MANY, None)

    @property
    def sizes(self) -> list[int]:
        return [len(body) for body in self.bodies.values()]


def against_itself_and_static(bench: Bench, ours: str, questions: Questions, stack: ExitStack) -> None:
    """Questions asked before, beside a server that has nothing to look up, and beside nginx with the same bytes."""
    data, core = bench.folder / "data", bench.server_core
    constant = stack.enter_context(servers.python("bench.constant", data, core))
    blind = stack.enter_context(servers.python("bench.constant", data, core, "blind"))
    _, page = fetch(ours + mix.FIXED)
    files = {f"/{number}.json": body for number, body in enumerate(questions.bodies.values())} | {"/page.json": page}
    nginx = stack.enter_context(servers.nginx(bench.folder, files, core))
    one, of_one = Asking(address=ours, targets=[mix.FIXED]), [f"/{len(page)}"]
    all_of_it, of_all = Asking(address=ours, targets=questions.targets), [f"/{size}" for size in questions.sizes]
    bench.warm(all_of_it)
    bench.compare("one page", one, "the server alone", Asking(address=constant, targets=of_one), target=0.9)
    unread = Asking(address=blind, targets=of_one)
    bench.compare("one page", one, "the server alone, requests unread", unread, target=0.9)
    bench.compare("the mix", all_of_it, "the server alone", Asking(address=constant, targets=of_all), target=0.9)
    bench.compare("one page", one, "nginx, static file", Asking(address=nginx, targets=["/page.json"]), target=0.4)
    of_nginx = Asking(address=nginx, targets=[name for name in files if name != "/page.json"])
    bench.compare("the mix", all_of_it, "nginx, static files", of_nginx, target=0.4)
    conditional = Asking(address=ours, targets=[f"{target}\t{tag}" for target, tag in questions.tags.items()])
    bench.compare("the mix, 304", conditional, "the server alone", Asking(address=constant, targets=of_all), target=1)
    for encoding in ("gzip", "zstd"):
        encoded = Asking(address=ours, targets=questions.targets, fields={"Accept-Encoding": encoding})
        bench.warm(encoded)
        bench.compare(f"the mix, {encoding}", encoded, "the mix", all_of_it, target=1)


def against_datasette(bench: Bench, ours: str, questions: Questions, stack: ExitStack) -> None:
    """Its nearest questions, asked before."""
    other = stack.enter_context(servers.datasette(bench.folder / "data", bench.folder, bench.server_core))
    for limit, theirs in ((10, datasette.TEN), (100, datasette.HUNDRED)):
        page = Asking(address=ours, targets=[f"{mix.BASE}?limit={limit}&ordering=-flights_count"])
        nearest = Asking(address=other, targets=[theirs])
        bench.compare(f"a page of {limit}", page, "Datasette, its nearest", nearest, target=10)


def against_naive_peer(bench: Bench, ours: str, questions: Questions, stack: ExitStack) -> None:
    """The same models behind view sets, nested serializers and django-filter, checked to give the same bytes."""
    data = bench.folder / "data"
    peer = stack.enter_context(servers.python("bench.peer", data, bench.server_core))
    for target in questions.targets:
        check_same(ours, peer, target)
    new, new_to_peer = questions.new(), questions.new()
    longer = (1, PEER_LONGER)
    asked, naive = Asking(address=ours, targets=questions.targets), Asking(address=peer, targets=questions.targets)
    bench.warm(asked)
    bench.compare("the mix", asked, "naive peer", naive, target=400, longer=longer)
    every_new = Asking(address=ours, new=new, every=1)
    peer_new = Asking(address=peer, new=new_to_peer, every=1, most_new=MAX_PEER_RATE)
    bench.compare("every question new", every_new, "naive peer", peer_new, target=45, longer=longer)
    lists = Asking(address=ours, new=launch_questions.normal_lists(), every=1)
    peer_lists = Asking(address=peer, new=launch_questions.normal_lists(), every=1, most_new=MAX_PEER_RATE)
    name = "launches in normal mode, limits 1 to 100, every question new"
    bench.compare(name, lists, "naive peer", peer_lists, target=30, longer=longer)
    mixed = Asking(address=ours, targets=questions.targets, new=new, every=NEW_OF_MIXED)
    peer_mixed = replace(naive, new=new_to_peer, every=NEW_OF_MIXED, most_new=MAX_PEER_RATE)
    with servers.editing(data, EDITS_EVERY):
        name = f"5 % new, an edit every {EDITS_EVERY} s"
        bench.compare(name, mixed, "naive peer", peer_mixed, target=60, longer=(LEAST_OF_EDITS, PEER_LONGER))


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
