"""Which committees need someone now, and the reason that puts each one on the list."""

from enum import StrEnum
from functools import cache

import numpy as np
import pandas as pd

from lib.measures.thresholds import NotNegative, Positive, Section, Share, read_section


class Need(StrEnum):
    """Why a committee needs attention, most pressing first."""

    SILENT = "silent"
    NO_COORDINATOR = "no_coordinator"
    FADING = "fading"
    UNTRAINED = "untrained"
    EXPIRING = "expiring"


class AttentionThresholds(Section):
    """``[attention]``."""

    silent_days: Positive
    fading_ratio: Share
    fading_min_gatherings: NotNegative
    expiring_people: Positive
    expiring_share: Share


@cache
def thresholds() -> AttentionThresholds:
    """Return ``[attention]``."""
    return read_section("attention", AttentionThresholds)


def attention(committees: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The active committees that need attention, most pressing first.

    :param committees: one row a committee: ``committee_id, name, region_id, status, formed_on,
        last_gathering_on, coordinators, coordinators_core, turnout, turnout_before, counted,
        counted_before, expiring_60, core_certified``; one that never met is silent since it was
        formed.
    :returns: the committees' ``committee_id, name, region_id`` with ``need`` (the first reason that
        holds) and ``amount`` (days, people or a ratio, by need).
    """
    rules = thresholds()
    active = committees[committees["status"] == "active"]
    since = active["last_gathering_on"].fillna(active["formed_on"])
    days = (as_of - since).dt.days
    kept = active["turnout"] / active["turnout_before"]
    enough = (active[["counted", "counted_before"]] >= rules.fading_min_gatherings).all(axis=1)
    cases = [
        (Need.SILENT, days > rules.silent_days, days),
        (Need.NO_COORDINATOR, active["coordinators"] == 0, active["coordinators"]),
        (Need.FADING, enough & (kept < rules.fading_ratio), kept),
        (Need.UNTRAINED, active["coordinators_core"] == 0, active["coordinators"]),
        (
            Need.EXPIRING,
            (active["expiring_60"] >= rules.expiring_people)
            & (active["expiring_60"] >= rules.expiring_share * active["core_certified"]),
            active["expiring_60"],
        ),
    ]
    order = {str(need): rank for rank, (need, _, _) in enumerate(cases)}
    # Empty text, not a missing value: numpy.select needs one kind.
    need = np.select([holds.fillna(False) for _, holds, _ in cases], list(order), default="")
    amount = np.select(
        [holds.fillna(False) for _, holds, _ in cases],
        [value.astype(float) for _, _, value in cases],
        default=np.nan,
    )
    listed = active[["committee_id", "name", "region_id"]].assign(need=need, amount=amount)
    listed = listed[listed["need"] != ""]
    # A ratio presses the more the smaller it is; days and people the more the greater.
    pressing = listed["amount"].where(listed["need"] == Need.FADING, -listed["amount"])
    listed = listed.assign(_rank=listed["need"].map(order), _pressing=pressing)
    return listed.sort_values(["_rank", "_pressing"])[
        ["committee_id", "name", "region_id", "need", "amount"]
    ].reset_index(drop=True)
