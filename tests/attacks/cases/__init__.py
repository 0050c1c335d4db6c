"""Someone who keeps whatever is told of deportation cases, at two refreshes, and solves it.

The unknowns are the exact numbers of a region: of each part of its open cases, of each state, of
each lead partner, of what opened, closed and ended. The adversary knows how numbers are told and
that people are counted once, and asks for the least and the greatest that each can be.
"""
