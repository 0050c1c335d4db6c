"""Who could join a committee, in words and in a table that adds up."""

from datetime import date

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.language import use
from lib.measures.catchments import with_rates
from lib.topics.membership import catchments
from lib.topics.membership.catchments import Catchments
from lib.ui.filters import Choice

CHOICE = Choice(Scope(("west",)), 13)
COMMITTEES = pd.DataFrame(
    {
        "committee_id": ["c1", "c2", "c3", "c4"],
        "region_id": "west",
        "place_name": "Tucson",
        "usps": "AZ",
        "members": [50.0, 3.0, float("nan"), 10.0],
        "within": [100_000.0, 20_000.0, 5_000.0, 0.0],
        "own": [90_000.0, 10_000.0, 5_000.0, 0.0],
    }
)
REACHED = Catchments(
    committees=with_rates(COMMITTEES),
    told=pd.Series({"c1": 50.0, "c4": 10.0}),
    covered=105_000.0,
    people=140_000.0,
    people_as_of=date(2019, 12, 31),
)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    monkeypatch.setattr(catchments, "labels", lambda ids, _scope: [f"Committee {i}" for i in ids])
    monkeypatch.setattr(
        catchments, "region_names", lambda scope: {r: r.title() for r in scope.regions}
    )
    with use("en"):
        shown = catchments.table(REACHED, CHOICE)
    assert shown.title == (
        "25% (35,000 of 140,000) Latinx people live more than 60 min by car from any committee that"
        " they could join"
    )
    return shown.frame


def test_the_table_adds_up_to_everybody(table: pd.DataFrame) -> None:
    assert table["own"].sum() == 140_000
    assert table["own"].tolist() == [90_000, 10_000, 5_000, 0, 35_000]
    assert table["name"].iloc[-1] == "No committee within the drive"


def test_a_hidden_count_is_told_by_no_rate_either(table: pd.DataFrame) -> None:
    rates = table.set_index("committee_id")[["told", "rate", "mean", "low", "high"]]
    assert rates.loc["c1"].notna().all()
    assert rates.loc["c1", "rate"] == pytest.approx(100_000 * 50 / 90_000)
    assert rates.loc[["c2", "c3"]].isna().all(axis=None)
    standing = table.set_index("committee_id")["standing"]
    assert standing[["c2", "c3", "c4"]].tolist() == ["can't be told"] * 3


def test_the_caption_says_what_is_usual_and_what_is_not_known() -> None:
    with use("en"):
        said = catchments.caption(REACHED)
    # 53 members of the 100,000 of the two that have both; c4 reaches nobody.
    assert said.startswith("Usual here: 53 members per 100,000")
    assert "1 committee has no county's middle in reach." in said
    assert "taken as 50 km in a straight line" in said
    assert "Population of Dec 31, 2019." in said
