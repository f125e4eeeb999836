"""Nested serializers, one for each form in which something stands in an answer: *mini*, *detailed*, or plain."""
