"""The application that the server runs."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from downrange.server.service import Site


def load() -> "Site":
    """The application and what the server needs to know of it, after Django has been set up. Everything that answers is
    imported, so the first request takes no longer than the second.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "downrange.config.settings")
    from django.core.wsgi import get_wsgi_application

    django = get_wsgi_application()

    from django.urls import get_resolver

    from .composition import site

    get_resolver().url_patterns  # noqa: B018 - imports the URL configuration
    return site(django)
