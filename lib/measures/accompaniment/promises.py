"""Promises that ran out: which of them the records show to be kept."""

import pandas as pd

TOLD = ("visit", "requests")
"""Plans of which requests and visits tell whether they were done."""


def not_kept(promises: pd.DataFrame, committees: pd.DataFrame) -> pd.DataFrame:
    """Return the promises that ran out and left no trace, in their order.

    A visit is kept by a visit from the day of the promise on; an answer to requests, if none that
    was open by its last day is open still. Of other plans, and where there are no such records,
    nothing can be told: they are left out.

    :param promises: ``committee_id, plan, taken_on, until``.
    :param committees: ``committee_id, visits, last_visit_on, requests_open, oldest_request_on``, as
        ``rollup.committee_support`` has them.
    """
    rows = promises.merge(committees, on="committee_id", how="inner")
    no_visit = (
        rows["plan"].eq("visit")
        & rows["visits"].notna()
        & ~(rows["last_visit_on"] >= rows["taken_on"])
    )
    no_answer = rows["plan"].eq("requests") & (rows["oldest_request_on"] <= rows["until"])
    return rows[no_visit | no_answer].reset_index(drop=True)
