"""The pictures of learners, by shape."""
