"""The server: connections, response cache, ETags, compression."""
