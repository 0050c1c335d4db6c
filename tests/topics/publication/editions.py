"""An edition of a few atoms, as a release would have them."""

from datetime import UTC, date, datetime

import pandas as pd

from lib.publication import totals
from lib.publication.areas import Areas
from lib.publication.open_data import Release
from lib.publication.parameters import parameters
from lib.publication.rungs import newest
from lib.publication.series import published_metrics
from lib.topics.publication.definitions import Redefined
from lib.topics.publication.edition import Edition

RELEASE = Release(
    2, datetime(2024, 6, 3, tzinfo=UTC), date(2024, 1, 28), 0.0, "ab" * 32, None, "key", ()
)


def edition_of(
    *frames: pd.DataFrame, areas: Areas = (), redefined: dict[str, Redefined] | None = None
) -> Edition:
    """The edition of some atoms, as :mod:`tests.publication.frames` makes them."""
    told, rules = pd.concat(frames, ignore_index=True), parameters()
    metrics = published_metrics(told, rules, areas)
    sums = totals.tables(told, rules)
    return Edition(RELEASE, told, areas, rules, metrics, sums, newest(told, rules), redefined or {})
