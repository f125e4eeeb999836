"""The stored figures: derived from the log by `statistics`, written into the columns that are `editable=False`.

`computed(now)` is the one place that says what each derived column must hold, a module a family; `derive` writes it,
`differences` compares it. Both read the whole log in a fixed number of queries.
"""

from .storing import derive, derive_if_due, differences

__all__ = ["derive", "derive_if_due", "differences"]
