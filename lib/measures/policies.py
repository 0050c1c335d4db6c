"""What the codes of policies mean, which are in force on a day, and what changed since another."""

from datetime import date

import numpy as np
import pandas as pd

MODELS = ("task_force", "jail_enforcement", "warrant_service_officer")
"""The models of 287(g) agreements, the one that reaches furthest first."""
AGREEMENT = "287g"
PENDING = "pending_"
PROTECTS = ("sanctuary", "ice_free", "welcoming")
"""How the codes begin: of agreements, of those that are only applied for, of what protects."""
STANDINGS = ("new", "ended", "came_and_went")


def kind_of(codes: "pd.Series[str]") -> "pd.Series[str]":
    """Return what each code is: a model, ``agreement`` (of none), ``pending``, ``protects`` or

    ``other``.
    """
    model = codes.str.removeprefix(f"{AGREEMENT}_")
    cases = [
        codes.str.startswith(PENDING),
        codes.str.startswith(PROTECTS),
        codes.str.startswith(f"{AGREEMENT}_") & model.isin(MODELS),
        codes.str.startswith(AGREEMENT),
    ]
    values = [pd.Series(v, codes.index) for v in ("pending", "protects", "", "agreement")]
    values[2] = model
    return pd.Series(np.select(cases, values, "other"), codes.index, dtype=object)


def holds(first: pd.Series, last: pd.Series, day: date) -> "pd.Series[bool]":
    """Return whether the day lies between two days, themselves included; null is no end."""
    moment = pd.Timestamp(day)
    return (first.isna() | (first <= moment)) & (last.isna() | (last >= moment))


def in_force(policies: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the policies in force on a day, with their ``kind``; those applied for among them.

    :param policies: ``policy, in_force_from, in_force_until`` and more, a row each.
    """
    there = policies[holds(policies["in_force_from"], policies["in_force_until"], day)]
    return there.assign(kind=kind_of(there["policy"]))


def by_place(policies: pd.DataFrame) -> pd.DataFrame:
    """Return a row a county, or whole state (``county_fips`` null): how many of each kind.

    :param policies: by :func:`in_force`, with ``state_fips, county_fips``.
    :return: ``state_fips, county_fips``, a column a model, ``agreements`` (their sum, with those of
        no model), ``pending``, ``protects``, and ``newest`` (day of the last agreement signed).
    """
    kinds = (*MODELS, "agreement", "pending", "protects")
    places = ["state_fips", "county_fips"]
    counted = policies[policies["kind"].isin(kinds)]
    is_agreement = counted["kind"].isin((*MODELS, "agreement"))
    columns = {kind: (counted["kind"] == kind).astype(int) for kind in kinds}
    signed = counted["in_force_from"].where(is_agreement)
    rows = counted[places].assign(**columns, newest=signed)
    totals = {kind: (kind, "sum") for kind in kinds} | {"newest": ("newest", "max")}
    summed = rows.groupby(places, dropna=False, as_index=False).agg(**totals)
    agreements = summed[[*MODELS, "agreement"]].sum(axis=1)
    return summed.assign(agreements=agreements).drop(columns="agreement")


def changes(policies: pd.DataFrame, since: date, day: date) -> pd.DataFrame:
    """Return what began or ended after one day and is so on another.

    A policy of a list is new if the list of the day ``since`` did not have it; before the first
    list that there is, if it was signed after that day. One that no list has is new from its own
    first day on. Whatever says no day is left out: :func:`undated` counts it.

    :param policies: ``policy, in_force_from, in_force_until, first_listed_on, last_listed_on`` and
        more, a row each; without those that are only applied for.
    :return: the rows with ``kind``, ``change`` (of ``STANDINGS``) and ``changed_on``, the newest
        first.
    """
    rows = policies[~policies["policy"].str.startswith(PENDING)]
    moment, now = pd.Timestamp(since), pd.Timestamp(day)
    began = _began(rows, since)
    ended = rows["in_force_until"]
    is_new = (began > moment) & (began <= now)
    is_gone = (ended >= moment) & (ended < now)
    change = np.select([is_new & is_gone, is_new, is_gone], ["came_and_went", "new", "ended"], "")
    changed = rows.assign(
        kind=kind_of(rows["policy"]),
        change=change,
        changed_on=began.where(~is_gone, ended + pd.Timedelta(days=1)),
    )
    changed = changed[change != ""]
    return changed.sort_values(["changed_on", "policy"], ascending=[False, True], kind="stable")


def undated(policies: pd.DataFrame, since: date) -> int:
    """Return of how many policies nobody knows whether they are newer than a day."""
    rows = policies[~policies["policy"].str.startswith(PENDING)]
    return int(_began(rows, since).isna().sum())


def lists(policies: pd.DataFrame) -> list[date]:
    """Return the days of the lists of agreements that are known, ascending."""
    of_lists = policies[policies["policy"].str.startswith(AGREEMENT)]
    days = pd.concat([of_lists["first_listed_on"], of_lists["last_listed_on"]]).dropna()
    return [day.date() for day in sorted(days.unique())]


def _began(rows: pd.DataFrame, since: date) -> pd.Series:
    listed = rows["first_listed_on"].where(rows["policy"].str.startswith(AGREEMENT))
    first = listed.min()
    if pd.isna(first) or pd.Timestamp(since) < first:
        return rows["in_force_from"]
    return listed.fillna(rows["in_force_from"])
