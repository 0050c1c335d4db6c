"""Rounding as the US Census Bureau's Disclosure Review Board does it, and what it leaves open.

A published value stands for a *class*: the whole numbers that are published as it. What is below
the threshold or withheld has no value; it is :data:`MASKED`, and its class has no upper end.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.publication.parameters import Rounding

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

MASKED = -1
"""Below the threshold or withheld, and nothing tells which."""

CLASS = ["low", "high", "threshold"]
"""Columns of an atom's class, and of what was told of nothing when it was told."""


def rounded(numbers: npt.ArrayLike, rules: Rounding) -> Ints:
    """Numbers as they are published: below the threshold :data:`MASKED`, else half to even.

    :param numbers: whole numbers, zero or more, of any shape.
    :raises ValueError: if a number is negative.
    """
    values = np.asarray(numbers, dtype=np.int64)
    if (values < 0).any():
        raise ValueError("a count is never negative")
    steps = _steps(values, rules)
    quotient, rest = np.divmod(values, steps)
    up = (2 * rest > steps) | ((2 * rest == steps) & (quotient % 2 == 1))
    return np.where(values < rules.threshold, MASKED, (quotient + up) * steps)


def _steps(values: Ints, rules: Rounding) -> Ints:
    starts, steps = (np.array(part, dtype=np.int64) for part in zip(*rules.bands, strict=True))
    band = np.searchsorted(starts, values, side="right") - 1
    return np.asarray(steps[np.maximum(band, 0)], dtype=np.int64)


def classes(published: npt.ArrayLike, rules: Rounding) -> tuple[Floats, Floats]:
    """The least and the greatest number that is published as each value; ``inf`` has no end.

    :raises ValueError: if a value is one that no number is rounded to.
    """
    values = np.asarray(published, dtype=np.int64)
    is_masked = values == MASKED
    start, step = rules.bands[0]
    shown = np.where(is_masked, -(-start // step) * step, values)
    below, above = _steps(shown - 1, rules), _steps(shown, rules)
    if ((shown % above) | (shown < rules.threshold)).any():
        raise ValueError("a value that no number is rounded to")
    # Half a step away is rounded to the even multiple.
    least = shown - below // 2 + (shown // below % 2 == 1)
    greatest = shown + above // 2 - (shown // above % 2 == 1)
    least = np.maximum(least, rules.threshold)
    return (
        np.where(is_masked, 0, least).astype(np.float64),
        np.where(is_masked, np.inf, greatest).astype(np.float64),
    )


def in_classes(atoms: pd.DataFrame, rules: Rounding) -> pd.DataFrame:
    """Atoms with the columns :data:`CLASS`, by a rounding; what has them keeps them.

    What was told by the bands of another year means what it meant then. A number that is exact or
    has noise stands for itself.

    :param atoms: ``value`` (:data:`MASKED` where there is none) and ``class``.
    """
    values, is_rounded = atoms["value"].to_numpy(), (atoms["class"] == "rounded").to_numpy()
    has_own = np.zeros(len(atoms), dtype=bool)
    if CLASS[0] in atoms:
        has_own = atoms[CLASS[0]].notna().to_numpy()
    low, high = classes(np.where(is_rounded & ~has_own, values, MASKED), rules)
    is_itself = ~is_rounded & (values != MASKED)
    new = {"low": np.where(is_itself, values, low), "high": np.where(is_itself, values, high)}
    new["threshold"] = np.full(len(atoms), rules.threshold)
    if not has_own.any():
        return atoms.assign(**new)
    return atoms.assign(**{c: np.where(has_own, atoms[c], new[c]) for c in CLASS})
