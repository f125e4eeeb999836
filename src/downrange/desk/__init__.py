"""The editor's desk: Django's admin made a place to work in. It is off until the first account exists."""
