"""The page of campaigns over a few rows, by hand: Tucson (Pima) and Phoenix in Arizona."""

from datetime import date

import pandas as pd
import pytest
import streamlit as st
from sqlalchemy import text

from lib.data import engines
from lib.data.scope import Scope
from lib.measures.campaigns import FOLLOWING
from lib.topics.campaigns import changes, policy_map, to_do, unreached, waiting, way
from lib.topics.campaigns.goals import BY_STAGE, by_stage
from lib.topics.campaigns.laws import LAWS
from lib.ui.charts import Chart
from lib.ui.filters import Choice
from lib.ui.maps import Map
from lib.ui.tables import Table
from lib.ui.text import Text
from tests.data.derived import derive
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
MEMBERSHIP = (
    *("campaign", "campaign_stage", "committee", "committee_support", "committee_week"),
    *("county", "policy", "state", "state_law"),
)
"""What the page reads."""
CHOICE = Choice(Scope(("southwest",)), weeks=13)
LISTED = {"first_listed_on": "2026-02-01", "last_listed_on": "2026-03-01", "as_of": "2026-03-01"}


def refreshed(day: date = AS_OF) -> None:
    """Refresh, and forget what was read before."""
    derive("membership", day, *MEMBERSHIP)
    st.cache_data.clear()


def fill(rows: Rows) -> None:
    """Three campaigns, agreements of two counties and a whole state, and a committee in Tucson."""
    tucson = {"latitude": 32.22, "longitude": -110.97, "foreign_born_population": 100}
    far = {"latitude": 36.0, "longitude": -114.0, "foreign_born_population": 30}
    rows(
        "membership",
        "county",
        {"county_fips": "04019", "name": "Pima County", **tucson},
        {"county_fips": "04015", "name": "Mohave County", **far},
        # Nobody born abroad lives here.
        {"county_fips": "04009", "name": "Graham County", **far, "foreign_born_population": 0},
    )
    rows(
        "membership",
        "campaign",
        {"campaign_id": "late", "stage": "demand", "committee_id": "c1", "target_on": "2026-03-15"},
        {"campaign_id": "paused", "stage": "paused", "committee_id": "c1"},
        {"campaign_id": "won", "stage": "won", "ended_on": "2026-01-01", "committee_id": "c1"},
        # Of another region.
        {"campaign_id": "east", "committee_id": None, "place_id": "atlanta"},
    )
    rows(
        "membership",
        "campaign_stage",
        {"campaign_id": "late", "stage": "demand", "changed_on": "2026-03-05"},
        {"campaign_id": "paused", "stage": "paused", "changed_on": "2025-09-06"},  # 200 days
    )
    task_force = {"policy": "287g_task_force", "source": "list", **LISTED}
    rows(
        "membership",
        "jurisdiction_policy",
        {"county_fips": "04019", **task_force},
        {"county_fips": "04019", **task_force, "first_listed_on": "2026-03-01"},  # new
        {"county_fips": "04015", **task_force},
        {"county_fips": "04009", **task_force, "last_listed_on": "2026-02-01",
         "in_force_until": "2026-02-28"},
        {"county_fips": "04009", **task_force},
        {**task_force, "policy": "287g_jail_enforcement"},  # of the whole state
        {"county_fips": "04013", "policy": "pending_287g_task_force"},
    )  # fmt: skip


@pytest.fixture
def filled(rows: Rows) -> None:
    rows("membership", "state", {"state_fips": "13", "usps": "GA", "region_id": "southeast"})
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    fill(rows)
    refreshed()


def title(figure: object, *options: object) -> str:
    shown = figure.made(CHOICE, *options).value  # type: ignore[attr-defined]
    assert isinstance(shown, Chart | Table | Text), shown
    return shown.title or shown.body or ""


@pytest.mark.slow
@pytest.mark.usefixtures("filled")
def test_every_title_counts_what_is_there() -> None:
    assert title(BY_STAGE) == "2 campaigns run; 1 was won, 0 were lost"
    assert title(waiting.WAITING) == (
        "1 campaign is past its target; 1 campaign has been paused for over half a year"
    )
    # Two of Pima, one of Mohave and one of Graham; what was only applied for is none.
    shown = policy_map.POLICY_MAP.made(CHOICE).value
    assert isinstance(shown, Map)
    assert shown.title == (
        "4 agreements with ICE in 3 counties; 1 agreement of agencies of 1 whole state"
    )
    assert len(shown.table) == 5
    # In Graham nobody was born abroad; the committee is in Tucson, Mohave is 500 km away.
    assert title(unreached.UNREACHED) == (
        "50% (1 of 2) of counties with an agreement have no committee within reach;"
        " 30 foreign-born people live there"
    )
    assert title(changes.CHANGES, date(2026, 2, 1)) == (
        "Since Feb 1, 2026: new: 1 agreement; no longer in force: 1 agreement"
    )
    assert title(way.WAY, "dismantle_ice") == "Dismantle ICE: 3 campaigns one by one"


def test_a_campaign_that_ended_otherwise_neither_runs_nor_lasts() -> None:
    rows = pd.DataFrame(
        [
            ("a", "demand", None),
            ("b", "demand", "2026-03-25"),  # given up today
            ("c", "paused", "2026-03-26"),  # an end that is planned
            ("d", "won", "2026-01-01"),
        ],
        columns=["campaign_id", "stage", "ended_on"],
    ).assign(goal="dismantle_ice")
    rows["ended_on"] = pd.to_datetime(rows["ended_on"])
    (counted,) = by_stage(rows, AS_OF).to_dict("records")
    assert {key: counted[key] for key in ("running", "given_up", "won", "campaigns")} == {
        "running": 2,
        "given_up": 1,
        "won": 1,
        "campaigns": 4,
    }
    stages = pd.DataFrame(
        {
            "campaign_id": ["a", "b", "c", "b"],
            "entered_on": pd.to_datetime(["2026-01-01", "2026-01-01", "2026-01-01", "2026-05-01"]),
            "left_on": pd.NaT,
        }
    )
    lasted = way.until_the_end(stages, rows, AS_OF)["left_on"]
    assert [None if pd.isna(day) else str(day.date()) for day in lasted] == [
        None,
        "2026-03-25",
        None,
        "2026-05-01",  # begun after the end: no day
    ]
    none_ended = rows.assign(ended_on=pd.Series(pd.NaT, rows.index, dtype="datetime64[ns]"))
    assert way.until_the_end(stages, none_ended, AS_OF)["left_on"].isna().all()


@pytest.mark.parametrize(
    ("medians", "said"),
    [
        ((30.0, 90.0), "Dismantle ICE: demand takes longest, half have left it after 90 days"),
        # Half have not left the demand yet, so it may take longer than any.
        ((30.0, None), "Dismantle ICE: what follows each stage of 12 campaigns"),
    ],
)
def test_no_stage_takes_longest_while_half_have_not_left_another(
    medians: tuple[float | None, ...], said: str
) -> None:
    follows = pd.DataFrame({"stage": ["research", "demand", "negotiation"], "entered": [12, 9, 1]})
    follows = follows.assign(
        left=1,
        at_risk=1,
        median_days=[*medians, 500.0],
        still=[0.5, 0.5, None],  # of one that came nothing is told
    )
    ends = {f"{end}{side}": 0.1 for end in FOLLOWING for side in ("", "_low", "_high")}
    assert way.together(follows.assign(**ends), 12, "dismantle_ice").title == said


def test_new_agreements_and_new_protection_are_not_one_number() -> None:
    rows = pd.DataFrame(
        [
            ("287g_task_force", "task_force", "new"),
            ("287g", "agreement", "new"),
            ("sanctuary", "protects", "new"),
            ("287g_task_force", "task_force", "ended"),
            ("detainer_law", "other", "came_and_went"),
        ],
        columns=["policy", "kind", "change"],
    )
    assert changes.title(rows, date(2026, 2, 1)) == (
        "Since Feb 1, 2026: new: 2 agreements and 1 protective policy;"
        " no longer in force: 1 agreement; came and went: 1 other policy"
    )


@pytest.mark.slow
@pytest.mark.usefixtures("filled")
def test_a_target_before_the_start_is_none(rows: Rows) -> None:
    rows(
        "membership",
        "campaign",
        {"campaign_id": "slip", "stage": "demand", "committee_id": "c1",
         "started_on": "2026-02-01", "target_on": "2026-01-31"},
    )  # fmt: skip
    refreshed()
    found = waiting.WAITING.made(CHOICE).value
    assert isinstance(found, Table)
    assert "slip" not in found.frame["campaign_id"].tolist()
    assert found.caption == (
        "2 running campaigns have no target on record, or one before their start."
    )


@pytest.mark.slow
@pytest.mark.usefixtures("filled")
def test_the_deeds_follow_from_what_waits_and_who_is_far() -> None:
    deeds = title(to_do.TO_DO).splitlines()
    assert [deed.partition("**:")[0] for deed in deeds] == [
        "- **Take it up again or end it",
        "- **Set a new day, or change the plan",
        "- **Look for people who would begin a committee",
    ]
    assert "200 days" in deeds[0]
    assert "10 days" in deeds[1]
    assert "Mohave County" in deeds[2]


@pytest.mark.slow
@pytest.mark.usefixtures("filled")
def test_an_old_list_is_to_be_renewed() -> None:
    refreshed(date(2026, 5, 1))  # 61 days after the newest list
    assert "Bring a newer list" in title(to_do.TO_DO)


TABLES = ("campaign", "campaign_stage", "jurisdiction_policy", "state_law")
FIGURES = (
    (BY_STAGE, ()), (waiting.WAITING, ()), (way.WAY, ("dismantle_ice",)),
    (policy_map.POLICY_MAP, ()), (changes.CHANGES, (date(2026, 2, 1),)), (unreached.UNREACHED, ()),
    (LAWS, ()), (to_do.TO_DO, ()),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.usefixtures("clean")
def test_nothing_recorded_is_nothing_and_no_all_clear() -> None:
    refreshed()
    for figure, options in FIGURES:
        assert figure.made(CHOICE, *options).value is None, figure.key  # type: ignore[attr-defined]


def test_a_source_without_the_tables_is_refreshed_and_says_nothing(rows: Rows) -> None:
    rows("membership", "committee", {"committee_id": "c1"})
    with engines.owner("membership").begin() as connection:
        for table in TABLES:
            connection.execute(text(f"ALTER TABLE source.{table} RENAME TO away_{table}"))
    try:
        refreshed()
        for figure, options in FIGURES:
            assert figure.made(CHOICE, *options).value is None, figure.key  # type: ignore[attr-defined]
    finally:
        with engines.owner("membership").begin() as connection:
            for table in TABLES:
                connection.execute(text(f"ALTER TABLE source.away_{table} RENAME TO {table}"))


def test_a_law_is_shown_with_its_day(rows: Rows) -> None:
    rows("membership", "state_law", {"state_fips": "04"}, {"state_fips": "04", "stance": "mixed"})
    refreshed()
    assert title(LAWS) == "2 laws of 1 state on record"
