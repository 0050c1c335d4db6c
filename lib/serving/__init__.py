"""Serving: what must hold before, what is let in, and the headers of what goes out."""
