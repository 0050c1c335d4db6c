"""Protecting and releasing public numbers.

``parameters`` says how, ``periods`` for when, ``rounding`` and ``protection`` make atoms of raw
numbers, ``gate`` proves what they leave open, ``release`` puts them together, ``formats`` writes
the files, ``signing`` signs them, ``store`` keeps them for good.
"""
