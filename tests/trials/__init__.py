"""Trials that take minutes: what is done to a running dashboard, how often, and what broke.

They are run by hand, each as a module of its own, and are none of ``make test``, which tries the
same kinds a few times.
"""
