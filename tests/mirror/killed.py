"""A mirror that is killed: each time another process goes on, and the last one ends the copy.

    python -m tests.mirror.killed UPSTREAM KILLS

Says `started PID` as often as it is to be killed, then a digest of the catalogue, and how many calls were made.
"""

import hashlib
import os
import sys


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    connections.close_all()
    upstream, kills = sys.argv[1], int(sys.argv[2])
    for _ in range(kills):
        child = os.fork()
        if child == 0:
            mirror(upstream)
            while True:  # has come to the end before it was killed
                pass
        print("started", child, flush=True)  # noqa: T201 - for the test that started this
        os.waitpid(child, 0)
    mirror(upstream)
    print(digest())  # noqa: T201
    from downrange.mirror.models import Call

    print(Call.objects.count())  # noqa: T201


def mirror(upstream: str) -> None:
    """Everything that is due, without a limit."""
    from downrange.api.v230 import CONTRACT
    from downrange.config.environment import DEFAULT_SHARES
    from downrange.mirror.budget import Budget
    from downrange.mirror.client import Client
    from downrange.mirror.clock import SystemClock
    from downrange.mirror.plan import Plan
    from downrange.mirror.runner import Mirror

    clock = SystemClock()
    client = Client(upstream)
    budget, plan = Budget(upstream, 100_000, clock), Plan(CONTRACT, DEFAULT_SHARES)
    running = Mirror(CONTRACT, client, budget, plan, clock, follows=False)
    running.run(lambda step: None, once=True)
    client.close()


def digest() -> str:
    """A digest of the stored columns of every record of the catalogue."""
    from downrange.catalog.models.fields import stored_fields
    from downrange.catalog.tables import TABLES

    lines = []
    for name, model in TABLES.items():
        fields = [field.attname for field in stored_fields(model)]
        lines += [f"{name} {row}" for row in model._base_manager.order_by("pk").values_list(*fields)]
        for field in model._meta.many_to_many:
            through = field.remote_field.through
            pairs = through._base_manager.values_list(field.m2m_column_name(), field.m2m_reverse_name())
            lines += sorted(f"{name}.{field.name} {pair}" for pair in pairs)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


if __name__ == "__main__":
    main()
