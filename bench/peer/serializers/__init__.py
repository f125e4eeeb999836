"""Nested serializers, one for each component in which a model is nested: *mini*, *detailed*, or plain."""
