"""Mappings proposed from a file: what its columns look like, and what is not sure."""
