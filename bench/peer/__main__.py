"""Serves the peer with gunicorn as it comes: one process, one request at a time.

python -m bench.peer PORT
"""

import os
import sys

from gunicorn.app.wsgiapp import run

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peer.settings"
    options = ["--bind", f"127.0.0.1:{sys.argv[1]}", "--workers", "1", "--log-level", "critical", "--no-control-socket"]
    sys.argv = ["gunicorn", *options, "django.core.wsgi:get_wsgi_application()"]
    run()
