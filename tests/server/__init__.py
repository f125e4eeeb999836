"""Delivery: remembered answers, ETags, compression, connections."""
