"""The catalogue that ships in the box: JSON Lines files, one per table, and the loader that brings a database up to
them.
"""

from pathlib import Path

DATA = Path(__file__).parent / "data"
