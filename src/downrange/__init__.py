"""Downrange: the Launch Library 2.3.0 API on your own machine."""

__version__ = "0.1.0"
