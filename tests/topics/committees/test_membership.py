"""A committee's members by their dues, in words."""

from datetime import date

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.language import use
from lib.measures.months import Months
from lib.topics.committees import membership
from lib.ui.filters import Choice

CHOICE = Choice(Scope(("southwest",)), 13)
COUNTS = pd.DataFrame(
    {"members": [193.0], "behind": [46.0], "joined": [6.0], "returned": [2.0], "lapsed": [0.0]}
)


def test_few_people_are_said_to_be_few_and_none_to_be_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(membership, "_months", lambda _choice: Months(date(2026, 11, 27), 3))
    with use("en"):
        shown = membership.in_words(COUNTS, CHOICE, "c1")
    assert shown.title == "Oct 2026: members by their dues 193, of these behind 46"
    assert shown.body == "In 3 months: joined 6, returned fewer than 5, lapsed 0."
