"""Committees of one name are told apart by as little as it takes."""

from datetime import date

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.language import use
from lib.reads import committee_names as names
from lib.reads.committee_names import told_apart

_ROWS = [
    # Nobody else is called so: the name is enough.
    ("alone", "Tejedoras", "local", None, "Tucson", "AZ", "active", date(2020, 1, 1)),
    # One name in two cities.
    ("dallas", "Juntos", "local", None, "Dallas", "TX", "active", date(2020, 1, 1)),
    ("miami", "Juntos", "local", None, "Miami", "FL", "active", date(2020, 1, 1)),
    # One name in one city: one of women, one of the town.
    ("women", "Raíces", "affinity", "women", "Waco", "TX", "active", date(2020, 1, 1)),
    ("town", "Raíces", "local", None, "Waco", "TX", "active", date(2020, 1, 1)),
    # The same but for their age; the younger has no day yet.
    ("old", "Mujeres", "affinity", "women", "Fort Worth", "TX", "active", date(2025, 11, 19)),
    ("new", "Mujeres", "affinity", "women", "Fort Worth", "TX", "forming", None),
    # Nothing but the id differs.
    ("t1", "Unidos", "local", None, "El Paso", "TX", "active", date(2020, 1, 1)),
    ("t2", "Unidos", "local", None, "El Paso", "TX", "active", date(2020, 6, 1)),
]
_COLUMNS = [
    "committee_id",
    "name",
    "kind",
    "affinity",
    "place_name",
    "usps",
    "status",
    "formed_on",
]


def test_committees_of_one_name_are_told_apart_by_what_differs() -> None:
    committees = pd.DataFrame(_ROWS, columns=_COLUMNS)
    assert told_apart(committees) == [
        "Tejedoras",
        "Juntos · Dallas, TX",
        "Juntos · Miami, FL",
        "Raíces · women",
        "Raíces · Local",
        "Mujeres · formed 2025",
        "Mujeres · Forming",
        "Unidos · t1",
        "Unidos · t2",
    ]
    with use("es"):
        assert told_apart(committees)[5:7] == [
            "Mujeres · se formó en 2025",
            "Mujeres · En formación",
        ]


def test_no_two_are_the_same_in_whatever_order_they_come() -> None:
    committees = pd.DataFrame(_ROWS, columns=_COLUMNS).iloc[::-1]
    names = told_apart(committees)
    assert len(set(names)) == len(_ROWS)
    assert names == told_apart(pd.DataFrame(_ROWS, columns=_COLUMNS))[::-1]


def test_nobody_is_told_apart_where_there_is_nobody() -> None:
    assert told_apart(pd.DataFrame(_ROWS[:0], columns=_COLUMNS)) == []


def test_a_committee_that_came_after_the_names_were_read_is_told_by_its_id(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(names, "committee_names", lambda _scope: {"a": "Tejedoras"})
    told = names.labels(pd.Series(["b", "a"]), Scope(("southwest",)))
    assert told == ["b", "Tejedoras"]
