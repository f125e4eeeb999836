from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models import CharField
from django.db.models.signals import post_migrate, pre_migrate


class CatalogConfig(AppConfig):
    name = "downrange.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import guard, identity, noting, reported, search, withheld  # noqa: F401 - some have models, or import what has
        from .models.text import FoldedText

        CharField.register_lookup(search.ContainingAnyCase)
        FoldedText.register_lookup(search.Containing)
        connection_created.connect(search.register_sqlite_functions)
        connection_created.connect(guard.install)
        connection_created.connect(noting.install)
        pre_migrate.connect(guard.open_for_migration, sender=self)
        post_migrate.connect(search.create_missing_indexes, sender=self)
        post_migrate.connect(guard.close_after_migration, sender=self)
