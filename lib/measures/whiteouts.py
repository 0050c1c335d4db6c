"""White-outs: surges of verified incidents that no earned media told of in time.

A message that names its incident tells of the surge which that belongs to, and of no other. One
that names none is taken to tell of what was on in its region when it was published.
"""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from lib.measures.communications import settings
from lib.measures.periods import WEEK

OWN = ("social", "self_published")
"""The channels in which we publish by ourselves."""
PRESS = "earned_media"


class Told(StrEnum):
    """What the press made of a surge."""

    WHITE = "white_out"
    """Nothing, and the time is over."""
    OPEN = "still_open"
    """Nothing so far; there is time left."""
    TOLD = "told"
    UNKNOWN = "press_unknown"
    """Nobody ever recorded earned media of the region, or any message at all since the surge; or
    the record is late, and ends before the time was over."""


ORDER = [Told.OPEN, Told.WHITE, Told.UNKNOWN, Told.TOLD]


def whiteouts(
    surges: pd.DataFrame,
    messages: pd.DataFrame,
    for_all: pd.DataFrame,
    incidents: pd.DataFrame,
    recorded: Collection[str],
    as_of: date,
    *,
    is_late: bool = False,
) -> pd.DataFrame:
    """The surges with what was published of them, from the week of the alarm to the day due.

    :param surges: ``region_id, kind, since`` (Monday of the alarm), ``weeks_since, verified``;
        those without a verified incident are left out.
    :param messages: ``region_id, channel, published_on, incident_id``.
    :param for_all: earned media for everyone, ``published_on, incident_id``.
    :param incidents: ``incident_id, region_id, kind, week_start``.
    :param recorded: regions of which there is a record of earned media.
    :param as_of: the last day of which messages are known.
    :param is_late: whether the record of messages is late, so that it ends with its newest one.
    :return: the surges with ``due_on`` (the last day that counts), ``press`` (earned media that
        told of it, that for everyone which names one of its incidents among them), ``by_name``
        (those of them that name an incident), ``own`` (messages in our own channels), ``for_all``
        (earned media for everyone in the same days that names no incident) and ``told``, a
        :class:`Told`; those that can still be told first, then the white-outs, the newest first.

    Where not one message is on record since a surge began, nobody keeps the record: what the press
    made of it is not known.
    """
    verified = surges[surges["verified"] > 0].reset_index(drop=True)
    days = timedelta(days=settings().told_days)
    due = pd.to_datetime(verified["since"]) + WEEK - timedelta(days=1) + days
    rows = verified.assign(due_on=due)
    everything = pd.concat(
        [messages, for_all.assign(region_id=None, channel=PRESS)], ignore_index=True
    )
    everything["published_on"] = pd.to_datetime(everything["published_on"])
    named = everything.merge(
        incidents.rename(columns={"region_id": "of_region", "kind": "of_kind"}),
        on="incident_id",
        how="left",
    )
    counts = [_published(named, surge) for _at, surge in rows.iterrows()]
    newest = everything["published_on"].max()
    columns = ["press", "by_name", "own", "for_all"]
    rows = rows.join(pd.DataFrame(counts, columns=columns, index=rows.index).astype(int))
    told = [
        _told(
            surge,
            known=surge["region_id"] in recorded
            and newest >= surge["due_on" if is_late else "since"],
            as_of=as_of,
        )
        for _at, surge in rows.iterrows()
    ]
    order = {state: at for at, state in enumerate(ORDER)}
    return (
        rows.assign(told=pd.Series(told, index=rows.index, dtype=object))
        .assign(order=[order[state] for state in told])
        .sort_values(["order", "since"], ascending=[True, False], kind="stable")
        .drop(columns="order")
        .reset_index(drop=True)
    )


def _published(named: pd.DataFrame, surge: "pd.Series[object]") -> dict[str, int]:
    since, due = pd.Timestamp(surge["since"]), pd.Timestamp(surge["due_on"])
    ended = since + int(surge["weeks_since"]) * WEEK
    inside = named[named["published_on"].between(since, due)]
    names_one = inside["incident_id"].notna()
    by_name = (
        (inside["of_region"] == surge["region_id"])
        & (inside["of_kind"] == surge["kind"])
        & (pd.to_datetime(inside["week_start"]) >= since)
        & (pd.to_datetime(inside["week_start"]) < ended)
    )
    here = ~names_one & (inside["region_id"] == surge["region_id"])
    is_press = inside["channel"] == PRESS
    return {
        "press": int((is_press & (by_name | here)).sum()),
        "by_name": int((is_press & by_name).sum()),
        "own": int((inside["channel"].isin(OWN) & (by_name | here)).sum()),
        "for_all": int((is_press & ~names_one & inside["region_id"].isna()).sum()),
    }


def _told(surge: "pd.Series[object]", *, known: bool, as_of: date) -> Told:
    if surge["press"]:
        return Told.TOLD
    if not known:
        return Told.UNKNOWN
    return Told.OPEN if pd.Timestamp(as_of) < surge["due_on"] else Told.WHITE
