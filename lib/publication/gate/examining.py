"""Examine everything ever published, with a release to be, as an adversary who keeps it all.

The tables of different metrics and periods share no unknown, so each is examined by itself, once
it is seen that no number is part of two (:mod:`lib.publication.gate.joining`). Within one, the
regions add up to the nation, and a metric with ``at_most`` is nowhere greater than its bound. A
table alone is solved in closed form (:mod:`lib.publication.gate.bounds`), coupled ones whose bound
could bind by integer programming (:mod:`lib.publication.gate.program`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.expected import Expected
from lib.publication.cells import KEY
from lib.publication.gate.bounds import propagate
from lib.publication.gate.derived import says_more
from lib.publication.gate.joining import has_two_rungs, is_told_twice
from lib.publication.gate.program import solve
from lib.publication.ladder import families
from lib.publication.parameters import NATION, Parameters
from lib.publication.rounding import Floats, in_classes

Indexes = npt.NDArray[np.intp]
Words = npt.NDArray[np.object_]

BLOCK = ["metric", "period_start", "weeks"]
NARROWED = "narrowed"
"""Verdict: what is published leaves less open than the atom's class says."""
CONTRADICTED = "contradicted"
"""Verdict: no numbers fit what is published, so that its classes are not what they say."""
OVERLAPPING = "overlapping"
"""Verdict: published twice, or for two periods of which one lies in the other, alone or joined."""
MIXED = "mixed"
"""Verdict: told at two rungs of its ladder in one year."""
TELLING = "telling"
"""Verdict: what its table is added up to says more than the numbers themselves."""
BARE = "bare"
"""Verdict: a protected metric published without protection."""


class GateError(Expected):
    """A release is refused; the message names the atoms and says why."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What the gate found.

    :ivar intervals: an atom a row: :data:`KEY`, ``value``, the feasible ``least`` and ``greatest``
        (``inf``: no end), and ``verdict``, empty where all is well.
    :ivar programs: tables that integer programming decided.
    """

    intervals: pd.DataFrame
    programs: int

    @property
    def refused(self) -> pd.DataFrame:
        """The atoms because of which the release is refused."""
        return self.intervals[self.intervals["verdict"] != ""]

    def check(self) -> None:
        """Let the release pass.

        :raises GateError: if an atom is refused.
        """
        if not self.refused.empty:
            raise GateError(describe(self.refused))


def describe(refused: pd.DataFrame, most: int = 5) -> str:
    """One sentence that names the first refused atoms."""
    atoms = [
        f"{row.metric} in {row.area}, {row.weeks} weeks from {row.period_start:%Y-%m-%d}"
        f" ({row.verdict})"
        for row in refused.head(most).itertuples()
    ]
    rest = f" and {len(refused) - most:,} more" if len(refused) > most else ""
    return f"the gate refuses the release: {'; '.join(atoms)}{rest}"


def examine(atoms: pd.DataFrame, regions: Sequence[str], rules: Parameters) -> Examination:
    """The feasible interval of every atom, from all of them together.

    :param atoms: everything ever published with the release to be: :data:`KEY`, ``value``
        (:data:`lib.publication.rounding.MASKED` where there is none), ``class``; those of earlier
        releases with their :data:`lib.publication.rounding.CLASS`.
    :param regions: every region of the organization, published or not.
    """
    is_protected = families(atoms["metric"]).isin(rules.protected_names)
    # What the organization made public itself, and noise, bound nobody's number.
    judged_atoms = atoms[is_protected & (atoms["class"] != "noisy")].reset_index(drop=True)
    areas = [*regions, NATION]
    tables = _tables(judged_atoms, areas, rules)
    least, greatest = propagate(tables.low, tables.high)
    programs = _couple(tables, rules, least, greatest)
    verdicts = _verdicts(tables, least, greatest)
    where = (tables.row_of[judged_atoms.index], tables.column_of[judged_atoms.index])
    verdict = np.where(judged_atoms["class"] == "exact", BARE, verdicts[where])
    verdict = np.where(has_two_rungs(judged_atoms, rules), MIXED, verdict)
    verdict = np.where(is_told_twice(judged_atoms, rules), OVERLAPPING, verdict)
    columns = {"least": least[where], "greatest": greatest[where], "verdict": verdict}
    intervals = judged_atoms[[*KEY, "value"]].assign(**columns)
    is_telling = (intervals["verdict"] == "") & says_more(intervals, judged_atoms, rules)
    intervals.loc[is_telling, "verdict"] = TELLING
    return Examination(intervals, programs)


@dataclass(frozen=True, slots=True)
class _Tables:
    """Blocks of atoms as arrays, [block, area], and where each atom is in them."""

    blocks: pd.DataFrame
    low: Floats
    high: Floats
    threshold: Floats
    is_published: Floats
    row_of: Indexes
    column_of: Indexes


def _tables(atoms: pd.DataFrame, areas: Sequence[str], rules: Parameters) -> _Tables:
    row_of = atoms.groupby(BLOCK, sort=False).ngroup().to_numpy()
    column_of = pd.Index(areas).get_indexer(pd.Index(atoms["area"]))
    if (column_of < 0).any():
        raise GateError("an atom of an area that is no region of the organization")
    blocks = atoms.drop_duplicates(BLOCK)[BLOCK].reset_index(drop=True)
    shape = (len(blocks), len(areas))
    # An area without an atom is one of which nothing is known.
    low, high, is_published = np.zeros(shape), np.full(shape, np.inf), np.zeros(shape)
    told = in_classes(atoms, rules.rounding)
    low[row_of, column_of] = told["low"]
    high[row_of, column_of] = told["high"]
    is_published[row_of, column_of] = 1
    # The periods of a metric are told of all areas at once, by one threshold.
    threshold = np.zeros((len(blocks), 1))
    threshold[row_of, 0] = told["threshold"]
    return _Tables(blocks, low, high, threshold, is_published, row_of, column_of)


def _couple(tables: _Tables, rules: Parameters, least: Floats, greatest: Floats) -> int:
    """Put the intervals of coupled tables in place of each one's own."""
    blocks = tables.blocks.reset_index(names="row")
    programs = 0
    for metric in rules.metrics:
        if metric.at_most is None:
            continue
        smaller = blocks[blocks["metric"] == metric.name]
        larger = blocks[blocks["metric"] == metric.at_most]
        pairs = smaller.merge(larger, on=["period_start", "weeks"], suffixes=("", "_bound"))
        for one, other in zip(pairs["row"], pairs["row_bound"], strict=True):
            # Where no number of the one can exceed any of the other, the bound says nothing.
            if (tables.high[one, :-1] <= tables.low[other, :-1]).all():
                continue
            rows = [one, other]
            least[rows], greatest[rows] = solve(tables.low[rows], tables.high[rows], ((0, 1),))
            programs += 1
    return programs


def _verdicts(tables: _Tables, least: Floats, greatest: Floats) -> Words:
    """Judge each interval by the class that the atom was published in."""
    threshold, is_open = tables.threshold, np.isinf(tables.high)
    declared = np.where(is_open, threshold - 1, tables.high - tables.low)
    # Nobody knows the nation better than the least known of its regions.
    parts = declared[:, :-1].max(axis=1)
    declared[:, -1] = np.where(is_open[:, -1], parts, np.minimum(declared[:, -1], parts))
    width = np.where(np.isinf(greatest), np.inf, greatest - least)
    is_narrowed = width < declared
    # A region without a value may have any below the threshold, and nothing may narrow that.
    is_revealed = is_open & ((least > 0) | (greatest < threshold - 1))
    is_narrowed[:, :-1] |= is_revealed[:, :-1]
    verdicts = np.where(is_narrowed, NARROWED, "").astype(object)
    impossible = (least > greatest).any(axis=1, keepdims=True)
    verdicts[impossible.repeat(verdicts.shape[1], axis=1)] = CONTRADICTED
    return verdicts
