"""The machinery of `downrange.api`, tested against a toy contract that knows nothing of spaceflight."""
