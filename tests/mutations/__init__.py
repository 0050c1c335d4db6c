"""Whether the suite goes red where the code is broken on purpose: ``python -m tests.mutations``."""
