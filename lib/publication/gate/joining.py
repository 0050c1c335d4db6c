"""Whether any number is part of two that are told, and whether each year keeps to one rung.

Only then do the tables of topics, groups of topics, all of them and longer periods share no
unknown. Each atom is taken apart into topics and weeks, whatever joins them.
"""

import numpy as np
import pandas as pd

from lib.publication.cells import KEY
from lib.publication.ladder import families, parts, place, years
from lib.publication.parameters import Parameters
from lib.publication.periods import Calendar
from lib.publication.rounding import Bools

_PERIOD = ["metric", "period_start", "weeks"]


def is_told_twice(atoms: pd.DataFrame, rules: Parameters) -> Bools:
    """Atoms published twice, and those with a week of a topic that another period tells of, too.

    :param atoms: columns :data:`lib.publication.cells.KEY`, of protected metrics.
    """
    periods = atoms.drop_duplicates(_PERIOD)[_PERIOD].reset_index(drop=True)
    part = [parts(rules.metric(code), code) for code in periods["metric"]]
    spread = periods.assign(part=part).reset_index(names="period").explode("part")
    spread = spread.iloc[np.repeat(np.arange(len(spread)), spread["weeks"])]
    week = spread.groupby(["period", "part"]).cumcount()
    spread = spread.assign(week=spread["period_start"] + pd.to_timedelta(7 * week, unit="D"))
    times = spread.groupby(["part", "week"])["period"].transform("size")
    overlapping = periods.loc[spread.loc[times > 1, "period"].unique()]
    is_overlapping = pd.MultiIndex.from_frame(atoms[_PERIOD]).isin(
        pd.MultiIndex.from_frame(overlapping)
    )
    return np.asarray(is_overlapping | atoms.duplicated(KEY, keep=False))


def has_two_rungs(atoms: pd.DataFrame, rules: Parameters) -> Bools:
    """Atoms of a metric that is told at more than one rung in their year."""
    told = zip(atoms["metric"], atoms["weeks"], strict=True)
    rung = pd.Series([place(rules.metric(code), code, weeks) for code, weeks in told], atoms.index)
    name = families(atoms["metric"])
    year = years(atoms["period_start"], Calendar(rules.periods))
    return np.asarray(rung.groupby([name, year]).transform("nunique") > 1)
