"""`downrange key`: make, list and revoke the keys of clients."""

import argparse
from datetime import UTC, datetime

from .commands import prepared, start
from .output import CommandError, complain, say

DONE = 0


def run(chosen: argparse.Namespace) -> int:
    environment = start()
    with prepared(environment, fill=False):
        from downrange.access import keys

        try:
            if chosen.action == "create":
                say(keys.create(chosen.name, chosen.rate, datetime.now(UTC)))
            elif chosen.action == "revoke":
                keys.revoke(chosen.name, datetime.now(UTC))
                say(f"Revoked {chosen.name}")
            else:
                _print_list()
        except keys.KeyRefusedError as error:
            raise CommandError(error) from None
    if chosen.action == "create" and environment.limit is None:
        complain("keys count once clients are limited: set DOWNRANGE_LIMIT, such as 15/hour, where the server starts")
    return DONE


def _print_list() -> None:
    from downrange.access.models import Key

    say(f"{'name':32} {'rate':16} {'made':10}  {'last used':16}  revoked")
    for key in Key.objects.order_by("name"):
        say(
            f"{key.name:32} {key.rate or 'no limit'!s:16} {key.created_at:%Y-%m-%d}  {_minute(key.last_used_at):16}"
            f"  {_minute(key.revoked_at)}"
        )


def _minute(at: datetime | None) -> str:
    return "-" if at is None else f"{at:%Y-%m-%d %H:%M}"
