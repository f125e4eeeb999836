"""The naive peer: the same answers from the same models, written as the tutorials of Django REST framework write it."""
