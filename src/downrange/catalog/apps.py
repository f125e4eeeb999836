from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models import CharField
from django.db.models.signals import post_migrate


class CatalogConfig(AppConfig):
    name = "downrange.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import search

        CharField.register_lookup(search.Containing)
        connection_created.connect(search.register_sqlite_functions)
        post_migrate.connect(search.create_missing_indexes, sender=self)
