"""How answers travel: remembered answers, ETags, compression, connections. Knows bytes, the revision and the clock;
nothing of spacecraft.
"""
