"""The WSGI application that the server runs: Django's, with a short way for what is usually asked."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "downrange.site.settings")

django = get_wsgi_application()

from downrange.api.direct import Direct  # noqa: E402 - it needs Django set up
from downrange.api.resources import RESOURCES  # noqa: E402 - the same

application = Direct(django, RESOURCES)
