"""Briefs by mail: what is new for each account that asked, said no further than is allowed."""
