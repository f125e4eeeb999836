"""Pages for people: the browsable API, the front page, the documentation. Knows the api and the catalog."""
