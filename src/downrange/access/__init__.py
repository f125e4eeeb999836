"""Who may ask how often: keys, rates, and counters that all processes share."""
