"""How many of the regions' numbers a first release tells, with and without joined topics.

``TEJIDO_DATA_DIRECTORY=/tmp/demo python -m lib demo --members 3000`` fills a demo and
``TEJIDO_DATA_DIRECTORY=/tmp/demo python -m tests.benchmarks.told_share`` proposes a release twice;
nothing is published.
"""

import pandas as pd

from lib.publication.ladder import families
from lib.publication.parameters import NATION, Parameters, parameters
from lib.publication.proposing import propose
from lib.publication.rounding import MASKED

A_YEAR = pd.Timedelta(weeks=52)


def apart(rules: Parameters) -> Parameters:
    """The rules with no metric that joins."""
    metrics = [m.model_copy(update={"joins": False, "groups": {}}) for m in rules.metrics]
    return rules.model_copy(update={"metrics": tuple(metrics)})


def shares(rules: Parameters) -> pd.DataFrame:
    """Told and all numbers of regions in the last 52 weeks, by metric, and what it is told as."""
    cells = propose(rules=rules).cells
    end = cells["period_start"] + pd.to_timedelta(7 * cells["weeks"], unit="D")
    is_recent = cells["period_start"] >= end.max() - A_YEAR
    cells = cells[(cells["area"] != NATION) & (cells["class"] == "rounded") & is_recent]
    by_name = cells.assign(told=cells["value"] != MASKED).groupby(families(cells["metric"]))
    found = by_name["told"].agg(["sum", "size"])
    codes = by_name[["metric", "weeks"]].nunique()
    return found.assign(codes=codes["metric"], weeks=by_name["weeks"].max())


def main() -> None:
    """Print a table of both."""
    rules = parameters()
    both = shares(apart(rules)).join(shares(rules), suffixes=("_before", "_after"))
    both.loc["all that join"] = both.loc[[m.name for m in rules.metrics if m.joins]].sum()
    for when in ("before", "after"):
        both[f"share_{when}"] = (both[f"sum_{when}"] / both[f"size_{when}"]).round(3)
    print(both.to_string())


if __name__ == "__main__":
    main()
