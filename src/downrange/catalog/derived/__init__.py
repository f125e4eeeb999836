"""The derived columns: `formulas` are pure functions of the `flight_log`, a module per family says what each record's
derived columns must hold, and `store` writes them or compares them. `texts` does so for what is computed from texts.
"""
