"""Attacks on a running dashboard: each names what it tries and shows that nothing came of it.

    python -m tests.attacks [--share 1]

They are generated from the pages, roles, states, parameters, widgets and routes that there are. One
attempt is one forged request, message, page run or read whose answer was looked at; a leak is one
whose answer held anything that it should not, or changed what it should not.
"""
