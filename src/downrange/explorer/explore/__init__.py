"""`/explore/`: the catalogue as pages for people, a module for each subject.

`application` says which page answers which path. A page is a function from a `Visit` to an `Answer`. It reads with the
queries of the API, so that its filters are those of the API, and is cached as answers of the API are.
"""
