"""Tejido on the programs that an installation runs it with: PostgreSQL, pooler, proxies."""
