"""Public numbers as pieces of HTML."""

import re

import pandas as pd

from lib.language import use
from lib.publication.areas import Area
from lib.publication.parameters import NATION, parameters
from lib.publication.rounding import MASKED
from lib.publication.series import PublishedMetric, published_metrics
from lib.topics.publication.cards import folds
from lib.topics.publication.numbers import campaigns, drawn_of, inline, of_regions
from tests.topics.publication.editions import edition_of


def atoms(metric: str = "campaigns", **told: int) -> pd.DataFrame:
    """Exact numbers of the nation by goal and stage, ``goal__stage``."""
    rows = [
        {
            "area": NATION,
            "metric": ".".join([metric, *code.split("__")]),
            "period_start": pd.Timestamp("2024-01-01"),
            "weeks": 4,
            "value": value,
            "class": "exact",
        }
        for code, value in told.items()
    ]
    return pd.DataFrame(rows, columns=["area", "metric", "period_start", "weeks", "value", "class"])


def test_campaigns_have_a_row_a_stage_and_a_column_a_goal() -> None:
    """Two goals, of which one has nothing at a stage: told as none."""
    told = atoms(dismantle_ice__won=2, dismantle_ice__demand=3, defund_police__demand=1)
    with use("es"):
        html = campaigns(told, parameters())
    cells = [re.findall(r"<t[hd][^>]*>([^<]*)", row) for row in str(html).split("<tr>")[1:]]
    assert cells == [
        ["Etapa", "Quitar fondos a la policía", "Desmantelar ICE"],
        ["Exigencia", "1", "3"],
        ["Ganada", "0", "2"],
    ]


def test_what_was_won_and_lost_so_far_stands_below_the_stages() -> None:
    """A goal whose campaigns ended long ago has a column, too."""
    told = pd.concat(
        [
            atoms(dismantle_ice__demand=3),
            atoms("campaigns_ended", dismantle_ice__won=4, defund_police__lost=1),
        ]
    )
    with use("en"):
        html = campaigns(told, parameters())
    cells = [re.findall(r"<t[hd][^>]*>([^<]*)", row) for row in str(html).split("<tr>")[1:]]
    assert cells[0] == ["Stage", "Defund police", "Dismantle ICE"]
    assert cells[1:] == [["Demand", "0", "3"], ["Won so far", "0", "4"], ["Lost so far", "1", "0"]]


def of_nation() -> tuple[pd.DataFrame, ...]:
    """Two sectors, of which one is told, and a year of cases, in a release of regions, too."""
    return (
        nation("partners.front_line", 20),
        nation("partners.health", MASKED),
        nation("cases_won", 20, weeks=52),
        nation("members", 150),
    )


def told_of_nation() -> list[PublishedMetric]:
    return list(published_metrics(pd.concat(of_nation()), parameters()))


def nation(metric: str, value: int, weeks: int = 4) -> pd.DataFrame:
    columns = {"area": NATION, "metric": metric, "weeks": weeks, "value": value, "class": "rounded"}
    return pd.DataFrame([{**columns, "period_start": pd.Timestamp("2024-01-01")}])


def test_what_is_told_of_the_nation_alone_has_a_line_a_metric_and_a_row_a_topic() -> None:
    with use("en"):
        told, untold = folds(edition_of(*of_nation()), inline)
    _members, partners, cases = told
    assert untold == []
    rows = re.findall(
        r'<th scope="row">([^<]*)</th>.*?<td class="n">([^<]*)</td>', partners.cards[0], re.S
    )
    assert rows == [("Legal and base building", "20")]
    assert partners.untold == "Health and healing"
    assert "Random noise" not in partners.cards[0]
    assert "The whole country" in cases.cards[0]
    assert "by years of 52 weeks" in cases.cards[0]
    # With ε = ½: beyond 6 on either side lies 2 · 0.6065⁷ / 1.6065 = 3.8 %, beyond 5 6.2 %.
    assert "adds or takes away at most 6" in cases.cards[0]


def test_no_map_is_drawn_of_what_no_region_is_told_of() -> None:
    assert [each.code for each in of_regions(told_of_nation())] == ["members"]


def test_without_campaigns_there_is_no_table() -> None:
    assert campaigns(atoms(dismantle_ice__won=2).assign(metric="members"), parameters()) == ""


def test_a_map_is_drawn_of_the_states_that_areas_have_now() -> None:
    nation, gone = Area(NATION, "", "", ()), Area("old", "Old", "Vieja", ())
    west = Area("west", "West", "Oeste", ("CA", "NV"))
    assert drawn_of((nation, gone, west)) == (("CA", "west"), ("NV", "west"))
