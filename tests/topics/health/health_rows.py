"""A region's snapshots: a day now and the days that it is compared with."""

from typing import Any

import pandas as pd

from tests.measures.health.rows import AS_OF, rows

WEEK = pd.Timedelta(weeks=1)


def snapshots(*now: dict[str, Any], before: dict[str, dict[str, Any]] | None = None) -> Any:
    """Committees a, b, c … as they are now, and as full or otherwise 4 and 13 weeks ago.

    :param now: what makes each differ from one that has every point.
    :param before: the same by committee, of the older days; others were then as now.
    """
    today = rows(*now)
    older = []
    for weeks in (4, 13):
        then = today.assign(as_of=AS_OF - weeks * WEEK)
        for committee, changes in (before or {}).items():
            for name, value in changes.items():
                then.loc[then["committee_id"] == committee, name] = value
        older.append(then)
    return pd.concat([today, *older], ignore_index=True).assign(kept="week")
