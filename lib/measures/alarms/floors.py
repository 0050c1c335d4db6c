"""The least number of incidents of an alarm, whatever the bound."""

import numpy as np

from lib.measures.alarms.bounds import BoolArray
from lib.measures.rates import FloatArray
from lib.measures.thresholds import FloorThresholds


def reaches_floor(counts: FloatArray, floor: FloorThresholds) -> BoolArray:
    """Return whether the ``floor.weeks`` weeks up to each have ``floor.cases`` incidents."""
    result: BoolArray = sum_before(counts, floor.weeks) + np.nan_to_num(counts) >= floor.cases
    return result


def sum_before(counts: FloatArray, weeks: int) -> FloatArray:
    """Return the incidents of the ``weeks`` - 1 weeks before each week, unknown ones as none."""
    running = np.cumsum(np.nan_to_num(counts), axis=0)
    before = np.concatenate([np.zeros((1, counts.shape[1])), running[:-1]])
    oldest = np.maximum(np.arange(len(counts)) - weeks + 1, 0)
    result: FloatArray = before - before[oldest] if len(counts) else counts
    return result
