"""Numbers that are known by class alone: from at least to at most."""

from collections.abc import Sequence

import pandas as pd


def middle(frame: pd.DataFrame, prefix: str = "") -> "pd.Series[float]":
    """Return the middle of each class: 2.5 of 1 to 4, 7 of 5 to 9.

    It stands for the number wherever one is drawn or reckoned with.
    """
    return (frame[f"{prefix}at_least"] + frame[f"{prefix}at_most"]) / 2


def added(frame: pd.DataFrame, by: Sequence[str], prefixes: Sequence[str] = ("",)) -> pd.DataFrame:
    """Return the classes of groups: at least the sum of the least, at most that of the most.

    Nothing is known of a sum but what its parts tell.

    :param by: columns; none of them null.
    :return: ``by`` in sorted order, and the classes.
    """
    columns = [f"{prefix}{end}" for prefix in prefixes for end in ("at_least", "at_most")]
    return frame.groupby(list(by), as_index=False)[columns].sum()
