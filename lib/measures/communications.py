"""What was published and whom it reached, by channel; never a sum of reach over channels.

Who is reached by a newspaper, a post and a person who speaks for us is not one quantity, so reach
is only added within a channel. Where nobody counted, reach is not zero.
"""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
from scipy import stats

from lib.measures.thresholds import Positive, RateThresholds, Section, read_section

OTHER = "other"
A_THOUSAND = 1000


class CommunicationsThresholds(Section):
    """``[communications]``.

    :ivar fewest_messages: messages of a channel below which no rate of it is told.
    :ivar told_days: days after the week of a surge's alarm in which the press may tell of it.
    :ivar top_validators: how many of them are taken together.
    :ivar minimum_named: messages with a validator below which no share of the first is told.
    """

    fewest_messages: Positive
    told_days: Positive
    top_validators: Positive
    minimum_named: Positive


@cache
def settings() -> CommunicationsThresholds:
    """Return ``[communications]``.

    :raises ThresholdError: as ``read_section``.
    """
    return read_section("communications", CommunicationsThresholds)


def by_month(
    messages: pd.DataFrame, channels: Sequence[str], months: Sequence[date]
) -> pd.DataFrame:
    """Messages and reach, a row a channel × month, also of months without any.

    :param messages: ``channel, published_on, reach``.
    :return: ``channel, month, messages, counted`` (those of which somebody counted the reach) and
        ``reach`` (their sum; NaN where there are messages and nobody counted any).
    """
    month = pd.to_datetime(messages["published_on"]).dt.to_period("M").dt.to_timestamp()
    cells = (
        messages.assign(month=month)
        .groupby(["channel", "month"])["reach"]
        .agg(messages="size", counted="count", reach="sum")
    )
    whole = pd.MultiIndex.from_product(
        [channels, pd.to_datetime(list(months))], names=["channel", "month"]
    )
    rows = cells.reindex(whole).fillna(0.0).reset_index()
    unknown = (rows["messages"] > 0) & (rows["counted"] == 0)
    return rows.assign(
        messages=rows["messages"].astype(int),
        counted=rows["counted"].astype(int),
        reach=rows["reach"].astype(float).mask(unknown),
    )


def engagement(messages: pd.DataFrame, channels: Sequence[str]) -> pd.DataFrame:
    """Engagements per 1,000 reached, a row a channel with any message, with an interval.

    All engagements of the messages by all their reach: a ratio estimator, whose unit is the
    message. Its variance comes from what the messages differ by (linearized, as in Cochran 1977,
    section 6.4), so it holds however unevenly engagements fall; a binomial or Poisson interval,
    which takes each person reached for a draw of its own, would be many times too narrow. The
    interval is symmetric on the scale of logarithms, with Student's quantile.

    :param messages: ``channel, reach, engagements``. Messages count where both are known and
        somebody was reached; engagements of a message that reached nobody are a slip.
    :return: ``channel, messages, counted, uncounted`` (either is not known), ``nobody`` (a reach of
        0), ``beyond`` (counted ones with more engagements than reach: people react twice),
        ``engagements, reach, rate, low, high``. The last three are NaN below ``fewest_messages``;
        the interval too where there is no engagement at all.
    """
    rows = [
        {"channel": channel, **_ratio(messages[messages["channel"] == channel])}
        for channel in channels
        if (messages["channel"] == channel).any()
    ]
    columns = ["channel", "messages", "counted", "uncounted", "nobody", "beyond"]
    return pd.DataFrame(rows, columns=[*columns, "engagements", "reach", "rate", "low", "high"])


def _ratio(messages: pd.DataFrame) -> dict[str, float]:
    known = messages.dropna(subset=["reach", "engagements"])
    counted = known[known["reach"] > 0]
    x, y, n = counted["reach"], counted["engagements"], len(counted)
    rate = low = high = np.nan
    if n >= settings().fewest_messages:
        ratio = y.sum() / x.sum()
        rate = A_THOUSAND * ratio
        if ratio > 0:
            variance = n / (n - 1) * ((y - ratio * x) ** 2).sum() / x.sum() ** 2
            confidence = read_section("rates", RateThresholds).confidence
            quantile = stats.t.ppf((1 + confidence) / 2, n - 1)
            factor = np.exp(quantile * np.sqrt(variance) / ratio)
            low, high = rate / factor, rate * factor
    return {
        "messages": len(messages),
        "counted": n,
        "uncounted": len(messages) - len(known),
        "nobody": len(known) - n,
        "beyond": int((y > x).sum()),
        "engagements": float(y.sum()),
        "reach": float(x.sum()),
        "rate": rate,
        "low": low,
        "high": high,
    }


def spoken(messages: pd.DataFrame, listed: Collection[str]) -> pd.DataFrame:
    """Messages by region and language.

    :param messages: ``region_id, language``; codes that are not listed become ``other``.
    :param listed: the languages that the contract knows.
    :return: ``region_id``, a column a language that any message has, ``unsaid, messages``.
    """
    code = messages["language"].replace("", None)
    code = code.where(code.isna() | code.isin(listed), OTHER).fillna("unsaid")
    table = pd.crosstab(messages["region_id"], code)
    if "unsaid" not in table:
        table["unsaid"] = 0
    return table.assign(messages=table.sum(axis=1)).rename_axis(None, axis=1).reset_index()


def carried(messages: pd.DataFrame) -> pd.DataFrame:
    """Whom messages go through, a row a region: how many of them others carried for us.

    :param messages: ``region_id, channel, validator_partner_id``.
    :return: ``region_id, messages, validator, alternative`` (messages of these channels), ``named``
        (messages with a validator that is on record), ``partners`` (how many different ones),
        ``top`` (messages of the first few of them).
    """
    rows = messages.assign(
        validator=messages["channel"] == "validator",
        alternative=messages["channel"] == "alternative_outlet",
    )
    by_region = rows.groupby("region_id")
    counts = by_region.agg(
        messages=("channel", "size"),
        validator=("validator", "sum"),
        alternative=("alternative", "sum"),
        named=("validator_partner_id", "count"),
        partners=("validator_partner_id", "nunique"),
    )
    top = by_region["validator_partner_id"].agg(_of_the_first)
    return counts.assign(top=top.astype(int)).reset_index()


def _of_the_first(partners: "pd.Series[str]") -> int:
    return int(partners.value_counts().head(settings().top_validators).sum())
