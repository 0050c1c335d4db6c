"""In what standing those are who joined, by months since joining."""

import pandas as pd

from lib.measures import thresholds as shared
from lib.measures.retention.settings import RetentionThresholds, thresholds

STATES = ("good_standing", "returned", "not_listed", "behind", "lapsed")
"""In good standing since joining; again after a lapse; paid, though the list has them as lapsed;
behind, within the grace; lapsed."""
_HOME = {
    "not_listed": "good_standing",
    "returned": "good_standing",
    "behind": "good_standing",
    "lapsed": "behind",
}
"""With what a state is told that has too few people to be told alone."""


def occupation(counts: pd.DataFrame, settings: RetentionThresholds | None = None) -> pd.DataFrame:
    """Return the shares of those followed who are in each standing.

    They are plain shares of those who joined at least so many months ago, all of whom are seen:
    lapsed members stay on record, so following ends with the calendar alone, and nothing has to be
    assumed of how one standing leads to the next, as Aalen and Johansen's estimate would for those
    who were lost from sight. Who was a member before the records begin is not among them: those
    who had lapsed by then are not on record.

    :param counts: ``month`` (since joining), ``state`` and ``members``.
    :param settings: those of ``thresholds.toml`` unless given.
    :return: ``month``, ``followed``, a share a state that is told (those of :data:`STATES`; one
        that never has ``minimum_people`` is told with another). Only months with at least
        ``minimum_at_risk`` followed, and in which no state has one to four people.
    """
    rules = settings or thresholds()
    least = shared.membership().minimum_people
    if counts.empty:
        return pd.DataFrame(columns=["month", "followed"])
    wide = (
        counts.pivot_table(index="month", columns="state", values="members", aggfunc="sum")
        .reindex(columns=list(STATES))
        .fillna(0)
        .sort_index()
    )
    followed = wide.sum(axis=1)
    wide = wide[(followed >= rules.minimum_at_risk).cummin()]
    for state, home in _HOME.items():
        if home in wide and wide[state].max() < least:
            wide[home] += wide.pop(state)
    is_told = ((wide == 0) | (wide >= least)).all(axis=1)
    told = wide[is_told]
    shares = told.div(told.sum(axis=1), axis=0)
    return shares.assign(followed=told.sum(axis=1).astype(int)).reset_index()
