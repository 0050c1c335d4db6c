"""An adversary who keeps every release and solves for what is behind it.

The adversary's programs share nothing with the gate but the definition of rounding: unknowns are
the raw numbers of every region and period of a metric, all periods at once, and everything ever
published is a constraint on them. ``python -m tests.attacks.reconstruction`` prints the report.
"""
