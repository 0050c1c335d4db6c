"""Measures: pure functions from counts to figures that can be acted on.

Frames and arrays in, frames and arrays out. Nothing here knows the screen, the databases or a
language: findings are numbers and codes. Missing is NaN, never zero.
"""
