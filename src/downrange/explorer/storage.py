"""Where the styles and scripts of the pages are."""

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.urls import get_script_prefix


class PrefixedStaticFilesStorage(StaticFilesStorage):
    """Static files, with URLs below the path under which a trusted proxy publishes the server. Django reads that path
    once for `STATIC_URL`; here each request has its own.
    """

    def url(self, name: str | None) -> str:
        return get_script_prefix().removesuffix("/") + super().url(name)
