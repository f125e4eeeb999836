"""How the catalogue leaves and returns: the feed of its changes, and what another catalogue makes of it."""
