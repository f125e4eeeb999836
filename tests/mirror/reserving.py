"""A process that reserves calls: one of several that share a database.

python -m tests.mirror.reserving UPSTREAM LIMIT CALLS

It prints `ready`, waits for a line on its standard input, and reserves up to so many calls. After each it prints
`reserved`, and at the end, or where no call is allowed, `done`. Then it waits until its standard input closes.
"""

import os
import sys


def main() -> None:
    upstream, limit, calls = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
    import django

    django.setup()
    from downrange.mirror.budget import Budget, WaitError
    from downrange.mirror.clock import SystemClock

    budget = Budget(upstream, limit, SystemClock())
    say("ready")
    sys.stdin.readline()
    try:
        for _ in range(calls):
            budget.reserve("copy", f"{upstream}/2.3.0/spacecraft/")
            say("reserved")
    except WaitError:
        pass
    say("done")
    sys.stdin.read()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
