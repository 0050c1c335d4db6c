"""Public numbers as pieces of HTML."""

import re

import pandas as pd

from lib.language import use
from lib.publication.areas import Area
from lib.publication.parameters import NATION, parameters
from lib.topics.publication.numbers import campaigns, drawn_of


def atoms(**told: int) -> pd.DataFrame:
    """Exact numbers of the nation by goal and stage, ``goal__stage``."""
    rows = [
        {
            "area": NATION,
            "metric": ".".join(["campaigns", *code.split("__")]),
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


def test_without_campaigns_there_is_no_table() -> None:
    assert campaigns(atoms(dismantle_ice__won=2).assign(metric="members"), parameters()) == ""


def test_a_map_is_drawn_of_the_states_that_areas_have_now() -> None:
    nation, gone = Area(NATION, "", "", ()), Area("old", "Old", "Vieja", ())
    west = Area("west", "West", "Oeste", ("CA", "NV"))
    assert drawn_of((nation, gone, west)) == (("CA", "west"), ("NV", "west"))
