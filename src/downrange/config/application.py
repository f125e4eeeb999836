"""The application that the server runs: Django's, with a short way for what is usually asked."""

import os
from typing import Any


def load() -> Any:
    """The application, after Django has been set up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "downrange.config.settings")
    from django.core.wsgi import get_wsgi_application

    django = get_wsgi_application()

    from downrange.api.direct import Direct
    from downrange.api.v230 import RESOURCES

    return Direct(django, RESOURCES)
