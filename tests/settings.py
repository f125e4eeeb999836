"""Django's settings for the tests: a data folder of their own, and no setting of the user's but the database.

Settings are read before any conftest, so what keeps the tests off the user's data folder stands here.
"""

import atexit
import os
import shutil
import tempfile

for name in [name for name in os.environ if name.startswith("DOWNRANGE_") and name != "DOWNRANGE_DATABASE_URL"]:
    del os.environ[name]
os.environ["DOWNRANGE_DATA"] = tempfile.mkdtemp(prefix="downrange-tests-")
atexit.register(shutil.rmtree, os.environ["DOWNRANGE_DATA"], ignore_errors=True)

from downrange.config.settings import *  # noqa: E402, F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.machinery.apps.MachineryConfig"]  # noqa: F405 - the toy contract's models
