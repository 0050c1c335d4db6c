"""Databases that are made once on a machine and copied: :mod:`tests.templates.copying` says how."""
