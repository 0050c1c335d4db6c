"""Pieces of pages: each reads, measures and draws one thing."""
