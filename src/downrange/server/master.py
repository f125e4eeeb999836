"""The server: gunicorn keeps as many processes (see `worker`) as the settings say, each ready to answer from the start.

The application is loaded before the workers are forked, so that what is wrong with it is known at once and none of them
loads it again.
"""

import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from .companion import Companion
from .limits import MAX_BACKLOG

MANAGERS = {"NOTIFY_SOCKET", "INVOCATION_ID"}
"""Variables by which a service manager such as systemd is known. Gunicorn tells it that the server is ready."""
IGNORED_SIGNALS = (signal.SIGUSR1, signal.SIGUSR2)


logger = logging.getLogger(__name__)


class ServerError(Exception):
    """A server that cannot listen, or that ended unexpectedly; its text is one line that says what to do."""


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """The port, taken for this server before it prepares itself: who comes early waits. Raises `ServerError` where
    another program has it.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise ServerError(f"{host} is not an address of this machine; give another --host") from None
    with closing(socket.socket(family, kind, protocol)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections of a server that has ended
        try:
            listener.bind(address)
            listener.listen(MAX_BACKLOG)
        except OSError as error:
            raise ServerError(
                f"cannot listen on {host} port {port} ({os.strerror(error.errno or 0)}); give another --port or --host"
            ) from None
        yield listener


class Master(Arbiter):
    """Starts, replaces and stops the workers. SIGHUP stops the server (gunicorn would reload); under nohup, and under a
    service manager, it is ignored (log rotation needs no signal). SIGUSR1 and SIGUSR2 are ignored.
    """

    is_stopping = False
    on_stop: Callable[[str], object] = staticmethod(lambda why: None)
    """Told why the server stops."""
    why = "it was told to"
    companions: Sequence[Companion] = ()

    def init_signals(self) -> None:
        keeps_running = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN or bool(MANAGERS & os.environ.keys())
        super().init_signals()
        for name in (*IGNORED_SIGNALS, signal.SIGHUP) if keeps_running else IGNORED_SIGNALS:
            signal.signal(name, signal.SIG_IGN)

    def manage_workers(self) -> None:
        """Keep as many workers as there should be, and the companions; called every second."""
        super().manage_workers()
        if not self.is_stopping:
            for companion in self.companions:
                companion.keep_running()

    def handle_term(self) -> None:
        self._stops_for(signal.SIGTERM)
        super().handle_term()

    def handle_int(self) -> None:
        self._stops_for(signal.SIGINT)
        super().handle_int()

    def handle_quit(self) -> None:
        self._stops_for(signal.SIGQUIT)
        super().handle_quit()

    def _stops_for(self, name: signal.Signals) -> None:
        self.why = name.name

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002 - gunicorn's signature
        if not self.is_stopping:
            self.on_stop(self.why)
        self.is_stopping = True
        for companion in self.companions:
            companion.stop()
        super().stop(graceful)

    def handle_hup(self) -> None:
        self._stops_for(signal.SIGHUP)
        super().handle_term()


class Server(BaseApplication):
    """Gunicorn with our settings, and none from files, arguments or variables of its own."""

    def __init__(
        self,
        load: Callable[[], Any],
        options: dict[str, Any],
        companions: Sequence[Sequence[str]] = (),
        on_stop: Callable[[str], object] = lambda why: None,
    ) -> None:
        self.load_application, self.options, self.companions, self.on_stop = load, options, companions, on_stop
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        master = Master(self)
        master.companions = [Companion(command) for command in self.companions]
        master.on_stop = self.on_stop
        master.run()

    def load(self) -> Any:
        application = self.load_application()
        connections.close_all()  # none may cross into another process
        return application


def log_exit(master: Master, worker: Any) -> None:
    """Log that a worker has ended unexpectedly, such as one that the system killed for its memory."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from .metrics import note_end

        note_end(worker.pid, is_expected=master.is_stopping)
    if not master.is_stopping:
        logger.warning("worker %d has ended unexpectedly; another replaces it", worker.pid)


def serve(
    load: Callable[[], Any],
    workers: int,
    listener: socket.socket,
    on_ready: Callable[[], object],
    on_stop: Callable[[str], object],
    companions: Sequence[Sequence[str]] = (),
) -> None:
    """Serve until SIGINT or SIGTERM; then let requests in progress finish. Calls `on_ready` when the first request can
    come, and `on_stop` with the reason when no more are accepted. `companions` are commands that run beside.
    """
    from .worker import SHUTDOWN_TIMEOUT, Worker

    server = Server(
        load,
        {
            "bind": f"fd://{listener.detach()}",  # gunicorn's from here on
            "workers": workers,
            "worker_class": Worker,
            "preload_app": True,
            "graceful_timeout": SHUTDOWN_TIMEOUT + 1,
            "loglevel": "critical",
            "control_socket_disable": True,
            "when_ready": lambda arbiter: on_ready(),
            "child_exit": log_exit,
        },
        companions,
        on_stop,
    )
    try:
        server.run()
    except SystemExit as ended:
        if ended.code:
            raise ServerError("the server's processes end again and again; there may be too little memory") from None
