"""The mirror: keeps the catalogue fresh from an upstream Launch Library, within the calls that it allows."""
