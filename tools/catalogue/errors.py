"""The one error of this program: facts that contradict themselves, each other or the models."""


class FactError(Exception):
    """One contradiction, `file:line: what`. The program reports it and ends with status 2."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
