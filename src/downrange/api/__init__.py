"""The contracts: from a request to its answer. Imports `catalog`, and nothing above it."""
