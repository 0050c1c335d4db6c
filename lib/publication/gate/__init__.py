"""The gate: what everything ever published leaves open of each protected number."""

from lib.publication.gate.examining import Examination, GateError, examine

__all__ = ["Examination", "GateError", "examine"]
