"""Builds the shipped catalogue, `src/downrange/seed/data/*.jsonl`, from a folder of facts.

    python -m tools.catalogue FACTS_FOLDER

`docs/catalogue.md` says what the facts are, where they come from and what is corrected on the way.
"""
