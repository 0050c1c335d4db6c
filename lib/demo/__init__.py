"""The invented organization that a newcomer sees: real places, no real person or organization."""

from lib.demo.filling import is_empty, make
from lib.demo.plan import DemoError, Plan

__all__ = ["DemoError", "Plan", "is_empty", "make"]
