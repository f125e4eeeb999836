"""Builds the shipped catalogue, `src/downrange/seed/data/*.jsonl`, from a folder of facts.

    python -m tools.catalogue FACTS_FOLDER

`docs/catalogue.md` describes the facts, their sources and the corrections that are made.
"""
