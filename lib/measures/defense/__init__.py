"""Deportation cases as they are told: by class, never exactly; and who mobilizes."""

from lib.measures.defense.classes import added, middle
from lib.measures.defense.courses import courses
from lib.measures.defense.reach import within_reach
from lib.measures.defense.settings import defense

__all__ = ["added", "courses", "defense", "middle", "within_reach"]
