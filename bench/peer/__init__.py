"""The naive peer: the same pages from the same models, written as the tutorials of Django REST framework write it."""
