"""Who asked lately and has no answer yet, in a sentence."""

from datetime import date

import pandas as pd

from lib.language import formats, ngettext
from lib.language.several import first_few
from lib.reads.committee_names import committee_names
from lib.topics.support.ages import waiting
from lib.ui.filters import Choice


def new_requests(choice: Choice, day: date) -> list[str] | None:
    """The sentence on requests of a day and later that nobody has answered, if there are any.

    :return: ``None`` where no request was ever recorded.
    :raises Unavailable: if the membership database can't be read.
    """
    found = waiting(choice)
    if found is None:
        return None
    rows = found.requests
    new = rows[(rows["opened_on"] >= pd.Timestamp(day)) & (rows["unanswered"] > 0)]
    if new.empty:
        return []
    by_committee = new.groupby("committee_id")["unanswered"].sum()
    names = committee_names(choice.scope)
    asking = [names.get(str(each), str(each)) for each in by_committee.index]
    n = int(by_committee.sum())
    return [
        ngettext(
            "**{n}** new request that nobody has answered: {committees}",
            "**{n}** new requests that nobody has answered: {committees}",
            n,
            n=formats.number(n),
            committees=first_few(asking),
        )
    ]
