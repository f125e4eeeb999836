"""Ties the rooms together: environment, settings, URLs, the WSGI application."""
