"""The gate: what everything ever published leaves open of each protected number."""

from lib.publication.gate.examining import Examined, GateError, examine

__all__ = ["Examined", "GateError", "examine"]
