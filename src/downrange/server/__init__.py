"""The HTTP/1.1 server: protocol and limits, cached responses, processes. It knows bytes, the revision and the clock;
nothing of spacecraft.
"""
