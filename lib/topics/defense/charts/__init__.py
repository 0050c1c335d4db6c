"""The pictures of deportation cases, by shape."""
