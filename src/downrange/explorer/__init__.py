"""Pages for people: the browsable API, the front page, the documentation. Imports `api` and `catalog`."""
