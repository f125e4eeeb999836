"""`downrange import`: reads saved answers of Launch Library."""

from collections.abc import Sequence
from pathlib import Path

from .commands import prepared, start
from .output import CommandError, say


def import_files(files: Sequence[str], resource: str | None, *, empty: bool) -> int:
    environment = start()
    from django.utils import timezone

    from downrange.api.v230 import CONTRACT
    from downrange.mirror.saved import SavedError, import_saved, read_saved

    if resource is not None and resource not in CONTRACT.lists:
        raise CommandError(f"there is no resource {resource!r}; {CONTRACT.base_path} lists them")
    with prepared(environment, fill=not empty):
        for name in files:
            try:
                saved = read_saved(CONTRACT, Path(name).read_bytes(), resource)
                outcome = import_saved(CONTRACT, saved, name, timezone.now())
            except OSError as error:
                raise CommandError(f"cannot read {name} ({error.strerror})") from None
            except SavedError as error:
                raise CommandError(f"{name}: {error}; nothing of it was imported") from None
            created = sum(map(len, outcome.created.values()))
            say(f"{name}: {len(saved.records)} records read, {created} added, {len(outcome.changed)} changed")
            for refusal in outcome.refused:
                say(f"  {refusal.facts.model._meta.verbose_name} {refusal.facts.key} set aside: {refusal.reason}")
    return 0
