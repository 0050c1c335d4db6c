"""What the page of communications says, over organizations small enough to count by hand.

The refresh is on 1 June 2026, so the 12 months are June 2025 to May 2026.
"""

import hmac
from datetime import date
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from lib import reads
from lib.data.refresh.matching import secret
from lib.data.scope import Scope
from lib.measures.whiteouts import Told
from lib.topics.communications import (
    carried,
    channels,
    engagement,
    spoken,
    to_do,
    unheard,
)
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Table
from lib.ui.text import Text
from tests.data.derived import derive
from tests.data.rows import Rows

AS_OF = date(2026, 6, 1)
MEMBERSHIP = ("county", "message", "press_for_all", "region")
INCIDENTS = ("incident_told", "incident_week")
"""What the page reads of each source."""
SOUTHWEST = Choice(Scope(("southwest",)), weeks=13)
NATION = Choice(Scope(("southeast", "southwest", "unknown")), weeks=13)
FIGURES = (
    *(to_do.TO_DO, channels.PUBLISHED, channels.REACHED, engagement.ENGAGEMENT, spoken.SPOKEN),
    *(carried.CARRIED, carried.VALIDATORS),
)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What was made of another test's organization is of the same choice."""
    st.cache_data.clear()


def refreshed() -> None:
    derive("membership", AS_OF, *MEMBERSHIP)
    derive("incidents", AS_OF, *INCIDENTS)
    st.cache_data.clear()


def made(figure: Figure[Any], choice: Choice = NATION) -> Any:
    return figure.made(choice).value


@pytest.fixture
def organization(rows: Rows) -> Rows:
    """Four messages of the Southwest, one of the Southeast, one for everyone; two out of time."""
    rows("membership", "state", {"state_fips": "04"}, {"state_fips": "13"})
    # In three of ten households of the only county of the Southwest Spanish is spoken.
    rows(
        "membership",
        "county",
        {"population": 1000, "spanish_speaking_percent": 30, "limited_english_percent": 10},
    )
    here = {"region_id": "southwest"}
    social = {**here, "channel": "social", "language": "es"}
    rows(
        "membership",
        "message",
        {**social, "published_on": "2025-06-01", "reach": 100, "engagements": 5},
        {**social, "published_on": "2026-05-31", "language": "en"},  # reach unknown
        {**here, "channel": "validator", "published_on": "2026-01-15", "language": "xx"},
        {**here, "channel": "earned_media", "published_on": "2026-01-20", "reach": 9000},
        {"region_id": "southeast", "published_on": "2026-02-01", "reach": 0, "engagements": 3},
        {"channel": "alternative_outlet", "published_on": "2026-03-01", "language": "es"},
        {**social, "published_on": "2025-05-31", "reach": 7},  # before
        {**social, "published_on": "2026-06-01", "reach": 7},  # in the month that is not over
    )
    return rows


@pytest.mark.slow
def test_messages_and_reach_by_channel_are_never_one_sum(organization: Rows) -> None:
    refreshed()
    published = made(channels.PUBLISHED)
    assert isinstance(published, Chart)
    # Social: two of the Southwest and that of the Southeast.
    assert published.title == "6 messages in 12 months; social media had the most: 50% (3 of 6)"
    assert published.table["messages"].sum() == 6
    reached = made(channels.REACHED)
    assert reached.title == "Who was reached is on record of 50% (3 of 6) of messages in 12 months"
    named = [note["text"] for note in reached.plot.to_dict()["layout"]["annotations"]]
    assert named == [
        "Earned media: 9,000 by 1 message",
        "Social media: 100 by 2 messages",
        "Validators: nobody counted",
        "Alternative outlets: nobody counted",
    ]


def test_a_region_sees_its_own_messages(organization: Rows) -> None:
    refreshed()
    assert made(channels.PUBLISHED, SOUTHWEST).title.startswith("4 messages in 12 months")


@pytest.mark.slow
def test_few_messages_have_no_rate(organization: Rows) -> None:
    refreshed()
    rates = made(engagement.ENGAGEMENT)
    assert isinstance(rates, Table)
    social = rates.frame.set_index("channel").loc["social"]
    # One counts, of one nothing is known, one reached nobody and has engagements.
    assert (social["counted"], social["uncounted"], social["nobody"]) == (1, 1, 1)
    assert rates.caption is not None
    assert "1 message that reached nobody" in rates.caption


@pytest.mark.slow
def test_languages_stand_beside_those_of_the_households(organization: Rows) -> None:
    refreshed()
    table = made(spoken.SPOKEN)
    # Of six messages two say no language; es, en, xx and es are left.
    assert table.title == "50% (2 of 4) of messages in 12 months were in Spanish"
    regions = table.frame.set_index("region_id")
    assert regions.loc["southwest", ["es", "en", "other", "unsaid"]].tolist() == [1, 1, 1, 1]
    assert regions.loc["southwest", "spanish"] == pytest.approx(0.3)
    assert pd.isna(regions.loc["unknown", "spanish"])
    assert table.columns["other"].label == "Another language"
    assert table.frame["audience"].iloc[-1] == "For everyone"


@pytest.mark.slow
def test_who_carries_us(organization: Rows) -> None:
    refreshed()
    table = made(carried.CARRIED)
    assert table.title == (
        "Validators and alternative outlets carried 33% (2 of 6) of messages in 12 months"
    )
    # Nobody wrote down who spoke.
    assert table.frame["first"].isna().all()
    assert made(carried.VALIDATORS) is None


@pytest.mark.slow
def test_the_first_three_validators(rows: Rows) -> None:
    partners = ["p1"] * 6 + ["p2"] * 2 + ["p3", "p4"]
    rows(
        "membership",
        "message",
        *(
            {
                "channel": "validator",
                "region_id": "southwest",
                "published_on": "2026-05-01",
                "validator_partner_id": partner,
            }
            for partner in partners
        ),
    )
    refreshed()
    table = made(carried.VALIDATORS, SOUTHWEST)
    assert table.title == (
        "The first 3 of 4 validators spoke in 90% (9 of 10) of the messages that name one"
    )
    by_region = made(carried.CARRIED, SOUTHWEST)
    assert by_region.frame[["named", "partners", "first"]].to_numpy().tolist() == [[10, 4, 0.9]]
    deeds = made(to_do.TO_DO, SOUTHWEST).body
    assert "**Ask more people to speak for us**: 3 of 4" in deeds
    assert "**Write down whom it reached**: 100% (10 of 10)" in deeds


def test_without_a_message_nothing_is_said_to_be_none(rows: Rows) -> None:
    rows("membership", "committee")
    rows("incidents", "incident", {"region_id": "southwest"})
    refreshed()
    for figure in (*FIGURES, unheard.UNHEARD):
        assert made(figure, SOUTHWEST) is None, figure.key


@pytest.mark.slow
def test_too_little_history_is_no_calm(organization: Rows) -> None:
    refreshed()
    text = made(unheard.UNHEARD)
    assert isinstance(text, Text)
    assert text.title == "There is too little history to tell whether there was a surge"


def a_surge_in_may(rows: Rows) -> None:
    """A raid a week for three years, and 12 in the week of Monday 4 May 2026."""
    weeks = pd.date_range("2023-05-01", "2026-05-25", freq="7D")
    many = [week for week in weeks for _ in range(12 if week == pd.Timestamp("2026-05-04") else 1)]
    where = {"region_id": "southwest", "state_fips": "04"}
    rows(
        "incidents",
        "incident",
        *(
            {**where, "incident_id": f"raid {n}", "occurred_at": f"{week:%Y-%m-%d} 18:00+00"}
            for n, week in enumerate(many)
        ),
    )


@pytest.mark.slow
def test_a_white_out_is_told_with_what_our_own_channels_carried(rows: Rows) -> None:
    a_surge_in_may(rows)
    here = {"region_id": "southwest"}
    press = {**here, "channel": "earned_media"}
    rows(
        "membership",
        "message",
        {**press, "published_on": "2026-05-03"},  # the day before
        {**press, "published_on": "2026-05-25"},  # the day after 14 days: 24 May is the last
        {**here, "channel": "social", "published_on": "2026-05-06"},
    )
    refreshed()
    table = made(unheard.UNHEARD, SOUTHWEST)
    assert isinstance(table, Table)
    assert table.title == "Of 1 surge in 52 weeks, 1 had no earned media within 14 days"
    row = table.frame.iloc[0]
    assert (row["since"], row["due_on"]) == (pd.Timestamp("2026-05-04"), pd.Timestamp("2026-05-24"))
    assert (row["told"], row["press"], row["own"]) == (Told.WHITE, 0, 1)
    assert row["verified"] >= 12
    assert table.caption is not None
    assert "No earned media names the incident" in table.caption
    assert "our own channels had 1 message" in made(to_do.TO_DO, SOUTHWEST).body


@pytest.mark.slow
def test_a_late_record_of_messages_calls_nothing_left_out(rows: Rows) -> None:
    """The newest message is of 20 May, and its row is half a year old: 24 May may be missing."""
    a_surge_in_may(rows)
    press = {"region_id": "southwest", "channel": "earned_media", "published_on": "2026-05-03"}
    old = {"updated_at": "2026-05-20 12:00+00"}
    rows("membership", "message", {**press, **old}, {**press, **old, "published_on": "2026-05-20",
         "channel": "social"})  # fmt: skip
    refreshed()
    table = made(unheard.UNHEARD, SOUTHWEST)
    assert isinstance(table, Table)
    assert table.frame["told"].tolist() == [Told.UNKNOWN]
    assert table.title == (
        "Of 1 surge in 52 weeks, 0 had no earned media within 14 days;"
        " of 1 the record of messages does not tell"
    )
    deeds = made(to_do.TO_DO, SOUTHWEST).body
    assert "Tell what the press did not" not in deeds
    assert "to the press by" not in deeds


@pytest.mark.slow
def test_the_press_for_everyone_tells_of_an_incident_by_a_keyed_hash_of_its_id(rows: Rows) -> None:
    """The region that the incident belongs to is told, no other learns its id."""
    a_surge_in_may(rows)
    # 157 weeks with a raid each come before the surge: raids 157 to 168 are of it.
    press = {"channel": "earned_media", "published_on": "2026-05-10", "region_id": None}
    rows("membership", "message", {**press, "incident_id": "raid 160"})
    rows("membership", "message", {"region_id": "southwest", "channel": "earned_media",
                                   "published_on": "2026-04-01"})  # fmt: skip
    refreshed()
    assert made(unheard.UNHEARD, SOUTHWEST).frame["told"].tolist() == [Told.TOLD]
    seen = reads.membership.press_for_all(Scope(("southeast",)), date(2026, 1, 1))
    assert seen["incident_id"].tolist() == [hmac.digest(secret(), b"raid 160", "sha256").hex()]
    assert reads.incidents.incidents_told(Scope(("southeast",))).empty
