"""What committees do with the library: who uses a tool, which ones, and which are out of date."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from lib.measures.rates import with_wilson

_COUNTS = ("committees", "uses", "uses_counted", "uses_by_few", "uses_ever", "uses_published")


def committees_that_used(committees: pd.DataFrame) -> tuple[int, int]:
    """How many of the active committees used a tool, and how many are active.

    :param committees: ``status, uses``.
    """
    active = committees[committees["status"] == "active"]
    return int((active["uses"] > 0).sum()), len(active)


def used_by_region(committees: pd.DataFrame) -> pd.DataFrame:
    """The same by region, with the interval around the share.

    :param committees: ``region_id, status, uses``.
    :return: ``region_id, used, active, rate, low, high``; regions without an active committee have
        no row.
    """
    active = committees[committees["status"] == "active"]
    by_region = active.assign(used=active["uses"] > 0).groupby("region_id")["used"]
    counts = by_region.agg(used="sum", active="size").reset_index()
    return with_wilson(counts, "used", "active")


def with_use(tools: pd.DataFrame, uses: pd.DataFrame) -> pd.DataFrame:
    """The tools with their use; of one that nobody used the counts are 0.

    :param tools: ``tool_id`` and more.
    :param uses: ``tool_id, committees, uses, participants, uses_counted, uses_by_few, uses_ever,
        uses_published, last_used_on``; without a ``tool_id`` those of what is not in the library.
    """
    merged = tools.merge(uses[uses["tool_id"].notna()], on="tool_id", how="left")
    return merged.assign(**{name: merged[name].fillna(0).astype(int) for name in _COUNTS})


def to_review(
    tools: pd.DataFrame,
    states: pd.DataFrame,
    policies: pd.DataFrame,
    topics_of_law: Collection[str],
) -> pd.DataFrame:
    """The tools on the law that are older than the newest policy of a state where they are used.

    :param tools: ``tool_id, topic, published_on``; one that nobody dated can't be told to be old.
    :param states: ``tool_id, usps``, the states whose committees use a tool.
    :param policies: ``usps, began_on``, the newest policy of each state.
    :return: ``tool_id, began_on`` (the newest of those policies), ``states`` (a sorted tuple).
    """
    dated = tools.loc[tools["topic"].isin(topics_of_law), ["tool_id", "published_on"]]
    pairs = dated.merge(states, on="tool_id").merge(policies, on="usps")
    older = pairs[pd.to_datetime(pairs["published_on"]) < pd.to_datetime(pairs["began_on"])]
    by_tool = older.groupby("tool_id")
    return pd.DataFrame(
        {
            "began_on": pd.to_datetime(by_tool["began_on"].max()),
            "states": by_tool["usps"].agg(lambda each: tuple(sorted(set(each)))).astype(object),
        }
    ).reset_index()


def counted_by_topics(committees: pd.DataFrame, topics: Sequence[str]) -> pd.DataFrame:
    """Count committees by region and by all the topics that they used a tool on.

    :param committees: ``region_id, topics``: the sum of 2 to the power of the place of each in
        ``topics``; missing: none.
    :return: ``region_id, topics`` (a set), ``committees``.
    """
    counts = committees.groupby(["region_id", "topics"]).size().reset_index(name="committees")
    sets = {
        kind: frozenset(topic for place, topic in enumerate(topics) if int(kind) >> place & 1)
        for kind in counts["topics"].unique()
    }
    return counts.assign(topics=counts["topics"].map(sets).astype(object))


def surges_and_tools(
    surges: pd.DataFrame,
    used: pd.DataFrame,
    active: Mapping[str, int],
    topics_for: Mapping[str, Sequence[str]],
) -> pd.DataFrame:
    """The surges that are on, and how many committees of the region used a tool that helps there.

    :param surges: ``region_id, kind``, a row a surge.
    :param used: ``region_id, topics, committees``: active committees by all the topics that they
        used a tool on, by :func:`counted_by_topics`.
    :param active: region → active committees.
    :param topics_for: kind → topics; a kind that no topic is for has no row.
    :return: ``region_id, kind, topics`` (a tuple), ``used, active``.
    """
    rows = []
    for region, kind in surges[["region_id", "kind"]].drop_duplicates().itertuples(index=False):
        topics = tuple(topics_for.get(str(kind), ()))
        if not topics:
            continue
        there = used[used["region_id"] == region]
        fits = [not of_them.isdisjoint(topics) for of_them in there["topics"]]
        prepared = int(there.loc[fits, "committees"].sum())
        rows.append((region, kind, topics, prepared, active.get(str(region), 0)))
    return pd.DataFrame(rows, columns=["region_id", "kind", "topics", "used", "active"])
