"""Importing tables: read, shown with what would become of each row, and written once that is confirmed."""
