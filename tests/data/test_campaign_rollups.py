"""The stage of a public campaign at the end of each four weeks, by hand.

Four weeks begin on Monday 2024-01-01 and on Monday 2024-01-29.
"""

from datetime import date

import pytest
from sqlalchemy import text

from lib.data import engines
from tests.data.derived import derive
from tests.data.rows import Rows

JANUARY, FEBRUARY = date(2024, 1, 1), date(2024, 1, 29)
AS_OF = date(2024, 2, 10)


def stages(rows: Rows, *changes: tuple[str, str]) -> list[tuple[date, str]]:
    """The stages of a campaign that began in January and whose own stage is "demand"."""
    began = {"campaign_id": "k1", "committee_id": "c1", "started_on": "2024-01-02"}
    rows("membership", "campaign", {**began, "stage": "demand", "is_public": True})
    rows(
        "membership",
        "campaign_stage",
        *(
            {"campaign_stage_id": f"s{n}", "stage": stage, "changed_on": day}
            for n, (day, stage) in enumerate(changes)
        ),
    )
    derive("membership", AS_OF, "public_input")
    with engines.owner("membership").connect() as connection:
        found = connection.execute(
            text(
                "SELECT period_start, split_part(metric, '.', 3) FROM rollup.public_input"
                " WHERE metric LIKE 'campaigns.%' ORDER BY 1"
            )
        )
        return [(row[0], row[1]) for row in found]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed_on", "in_january"),
    [
        ("2024-01-28", "negotiation"),  # the last day of the four weeks
        ("2024-01-29", "research"),  # the first of the next
    ],
)
def test_the_stage_is_that_of_the_last_day(rows: Rows, changed_on: str, in_january: str) -> None:
    found = stages(rows, ("2024-01-02", "research"), (changed_on, "negotiation"))
    assert found == [(JANUARY, in_january), (FEBRUARY, "negotiation")]


def test_of_several_changes_on_one_day_the_last_counts(rows: Rows) -> None:
    found = stages(
        rows,
        ("2024-01-10", "research"),
        ("2024-01-10", "base_building"),
        ("2024-01-10", "negotiation"),
    )
    assert found == [(JANUARY, "negotiation"), (FEBRUARY, "negotiation")]


def test_before_any_change_the_stage_is_the_campaigns_own(rows: Rows) -> None:
    assert stages(rows, ("2024-02-01", "won")) == [(JANUARY, "demand"), (FEBRUARY, "won")]
