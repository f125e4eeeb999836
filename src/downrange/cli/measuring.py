"""The process beside a server that answers `/metrics`."""

import threading

from downrange.config import data_folder

from . import database
from .attached import end_with_input
from .commands import read_environment, start_django
from .output import CommandError

DONE = 0


def metrics() -> int:
    environment = read_environment()
    if environment.metrics is None:
        raise CommandError("DOWNRANGE_METRICS names no address")
    threading.Thread(target=end_with_input, daemon=True).start()
    start_django(environment)
    data_folder.make_no_database()
    from downrange.config.metrics import serve

    host, port = environment.metrics
    try:
        with database.reported(environment):
            serve(host, port).join()
    except OSError as error:
        raise CommandError(f"cannot serve metrics on {host} port {port} ({error.strerror})") from None
    return DONE
