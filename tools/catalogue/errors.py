"""The error of this program: facts that contradict each other or the models."""


class FactError(Exception):
    """One contradiction, `file:line: reason`. The program prints it and exits with status 2."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
