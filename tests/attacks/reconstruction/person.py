"""Who knows every person behind a number but one, computed exactly from how numbers are told.

Before, both are equally likely to them: that the last person is in it, n + 1, or not, n. What is
told of either has a distribution: a single value with rounding alone, several with noise before it.
``python -m tests.attacks.reconstruction.person`` prints the table of docs/publication.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, log2

import numpy as np

from lib.publication.parameters import Rounding, parameters
from lib.publication.rounding import classes, rounded

Noise = Callable[[float, float], float]
"""How likely the whole number that is added lies between two, both included."""

SPAN = 300
"""Values farther than this from a number are left out: what they tell is as likely as nothing."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What the telling of one number says of the last person.

    :ivar certain: probability that they are known to be in it, or known not to be.
    :ivar surest: the greatest belief in either that any possible value leads to; ½ is none.
    :ivar bits: expected information, of the one bit that there is.
    """

    certain: float
    surest: float
    bits: float


def none(low: float, high: float) -> float:
    """Rounding alone."""
    return float(low <= 0 <= high)


def bounded(width: int) -> Noise:
    """Noise of a triangle: −width to width, the farther the rarer."""
    total = (width + 1) ** 2

    def between(low: float, high: float) -> float:
        steps = range(int(max(low, -width)), int(min(high, width)) + 1)
        return sum(width + 1 - abs(step) for step in steps) / total

    return between


def laplace(epsilon: float) -> Noise:
    """Discrete Laplace noise of scale 1/ε (sums of the geometric series)."""
    base = exp(-epsilon)

    def beyond(step: float) -> float:
        """At least ``step``, which is above zero."""
        return float(base**step) / (1 + base)

    def between(low: float, high: float) -> float:
        if low > 0:
            return beyond(low) - (0.0 if high == inf else beyond(high + 1))
        if high < 0:
            return between(-high, -low)
        return 1 - beyond(high + 1) - beyond(1 - low)

    return between


def learned(number: int, noise: Noise, rules: Rounding) -> Learned:
    """What is learned where the others are ``number``."""
    near = rounded(np.arange(max(number - SPAN, 0), number + SPAN), rules)
    low, high = classes(np.unique(near), rules)
    # What is below the threshold is masked, and the noise goes below zero too.
    high = np.where(np.isinf(high), rules.threshold - 1, high)
    low = np.where(low == 0, -inf, low)
    return _learned(number, noise, list(zip(low.tolist(), high.tolist(), strict=True)))


def learned_unrounded(number: int, noise: Noise, rules: Rounding) -> Learned:
    """The same of a number that is told as it is with its noise, as won cases are."""
    told = range(rules.threshold, max(number, rules.threshold) + SPAN)
    return _learned(number, noise, [(-inf, rules.threshold - 1.0), *((n, n) for n in told)])


def _learned(number: int, noise: Noise, told: list[tuple[float, float]]) -> Learned:
    certain = surest = bits = 0.0
    for least, greatest in told:
        odds = tuple(noise(least - n, greatest - n) for n in (number, number + 1))
        if not any(odds):
            continue
        both = sum(odds) / 2
        certain += both if 0.0 in odds else 0.0
        surest = max(surest, max(odds) / sum(odds))
        bits += sum(p / 2 * log2(p / both) for p in odds if p)
    return Learned(certain, surest, bits)


def over(first: int, last: int, noise: Noise, rules: Rounding) -> Learned:
    """Mean of ``certain`` and ``bits`` and the greatest ``surest`` over all numbers of others."""
    found = [learned(number, noise, rules) for number in range(first, last + 1)]
    return Learned(
        sum(one.certain for one in found) / len(found),
        max(one.surest for one in found),
        sum(one.bits for one in found) / len(found),
    )


NOISES = {
    "rounding alone": none,
    "bounded by 2, then rounded": bounded(2),
    "bounded by 5, then rounded": bounded(5),
    "Laplace ε = 1, then rounded": laplace(1),
    "Laplace ε = 0.25, then rounded": laplace(0.25),
}


def main() -> None:
    """Print the table."""
    rules = parameters().rounding
    for name, noise in NOISES.items():
        for first, last in ((15, 99), (100, 999), (1_000, 2_000)):
            one = over(first, last, noise, rules)
            where = f"{name:30} {first:>5}–{last:<5}"
            print(f"{where} {one.certain:7.2%} {one.surest:7.1%} {one.bits:.4f}")


if __name__ == "__main__":
    main()
